"""The three ways of help that the notice names, read from the way of giving."""

import re

import pytest

from match.catalogue import codes, lists
from match.offers import rules
from tests.offers import make
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("hunan", "db")


@pytest.mark.notice
@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({}, "慈善捐赠"),
        ({"mode": "PAIRING", "category": "PAIR-COMP", "unit": "人", "quantity": 5}, "一对一帮扶"),
        ({"mode": "PROJFUND", "category": "SVC-ART", "unit": "课时", "quantity": 80}, "公益项目"),
        ({"mode": "VENUE", "category": "FAC-PSYRM", "unit": "间", "quantity": 1}, None),
    ],
)
async def test_an_offer_says_which_way_of_help_it_is(client, other, said):
    """Notice 4.3d: one-to-one help, charity donation, welfare projects."""
    manager, offer_id = await make.draft(**other)
    await people.sign_in(client, manager)
    page = (await client.get(f"/offers/{offer_id}")).text
    found = dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page))

    assert "提供方式" in found
    assert found.get("帮扶方式") == said


def test_every_way_of_help_has_a_way_of_giving_and_none_is_a_sale():
    named = set(rules.HELP_MODE.values())

    assert named == {entry.code for entry in codes.home_list("help_mode")}
    assert set(rules.HELP_MODE) <= set(lists.modes())
    assert not {"PROSVC", "LOWFEE", "DISCOUNT"} & set(rules.HELP_MODE)
