"""Every category of the catalogue has a picture that exists."""

import re

from match.catalogue import codes
from match.site.assets import STATIC
from match.site.pictures import LEAVES, ROOTS, picture

SYMBOLS = set(re.findall(r'symbol id="([^"]+)"', (STATIC / "icons.svg").read_text("utf-8")))
TONES = {"qing", "rong", "dao", "zhu", "ji", "ink"}


def test_every_category_has_an_icon_of_the_sprite_and_a_tone_of_the_style_sheet():
    roots = codes.categories()
    leaves = [leaf for root in roots for leaf in codes.categories(root.code)]

    assert {root.code for root in roots} == set(ROOTS)
    assert set(LEAVES) <= {leaf.code for leaf in leaves}, "a code that no list holds"
    for entry in (*roots, *leaves):
        shown = picture(entry.code)
        assert shown.icon in SYMBOLS, entry.code
        assert shown.tone in TONES, entry.code


def test_an_unknown_code_still_has_a_picture():
    assert picture("XYZ-1").icon in SYMBOLS
