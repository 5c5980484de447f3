"""An icon and a colour for every category, so that the same thing looks the same everywhere.

Codes are those of the catalogue (domain data, 84 need categories); a leaf without a line of its
own takes its root's. Tones are those of the style sheet and never the only sign.
"""

import msgspec


class Picture(msgspec.Struct, frozen=True):
    """``icon`` is a symbol of the sprite, ``tone`` one of qing rong dao zhu ji ink."""

    icon: str
    tone: str


ROOTS = {
    "MAT": ("package", "rong"),
    "SVC": ("heart-handshake", "qing"),
    "FND": ("building-bank", "ink"),
    "FAC": ("building-community", "dao"),
    "PAIR": ("users", "qing"),
    "ACT": ("confetti", "zhu"),
}
LEAVES = {
    "MAT-BOOK": ("book", "ji"),
    "MAT-STAT": ("edit", "ji"),
    "MAT-BAG": ("gift", "ji"),
    "MAT-FURN": ("armchair", "dao"),
    "MAT-CLOTH": ("shirt", "rong"),
    "MAT-BED": ("bed", "rong"),
    "MAT-FOOD": ("apple", "zhu"),
    "MAT-HYG": ("droplet", "qing"),
    "MAT-TOY": ("puzzle", "dao"),
    "MAT-SPORT": ("ball-football", "zhu"),
    "MAT-MUSIC": ("music", "dao"),
    "MAT-IT": ("device-laptop", "ji"),
    "MAT-VIDEO": ("video", "qing"),
    "MAT-AV": ("device-tv", "ji"),
    "MAT-PRINT": ("printer", "ji"),
    "MAT-APPL": ("plug", "dao"),
    "MAT-SAFE": ("shield-check", "dao"),
    "MAT-MED": ("first-aid-kit", "zhu"),
    "MAT-REHAB": ("wheelchair", "zhu"),
    "MAT-PSY": ("mood-heart", "qing"),
    "SVC-PSY": ("mood-heart", "qing"),
    "SVC-TUT": ("school", "ji"),
    "SVC-HLTH": ("first-aid-kit", "zhu"),
    "SVC-MEDA": ("first-aid-kit", "zhu"),
    "SVC-REHAB": ("wheelchair", "zhu"),
    "SVC-LAW": ("scale", "ji"),
    "SVC-LAWED": ("scale", "ji"),
    "SVC-SAFE": ("shield-check", "dao"),
    "SVC-SEXED": ("shield-check", "dao"),
    "SVC-FAM": ("home-heart", "qing"),
    "SVC-GUARD": ("clipboard-check", "qing"),
    "SVC-READ": ("book", "ji"),
    "SVC-ART": ("palette", "dao"),
    "SVC-SPORT": ("ball-football", "zhu"),
    "SVC-SCI": ("bulb", "ji"),
    "SVC-CARE": ("home-heart", "zhu"),
    "SVC-TRAIN": ("certificate", "ji"),
    "SVC-INCUB": ("plant", "zhu"),
    "SVC-EVAL": ("clipboard-check", "ji"),
    "SVC-IT": ("device-laptop", "ji"),
    "SVC-TRANS": ("bus", "zhu"),
    "FAC-RENO": ("tools", "dao"),
    "FAC-DECO": ("brush", "dao"),
    "FAC-OUTD": ("ball-football", "zhu"),
    "FAC-PSYRM": ("mood-heart", "qing"),
    "FAC-READC": ("book", "ji"),
    "FAC-SAFE": ("shield-check", "dao"),
    "FAC-NET": ("wifi", "ji"),
    "FAC-BARR": ("wheelchair", "zhu"),
    "PAIR-STUDY": ("school", "ji"),
    "PAIR-LET": ("mail", "qing"),
    "PAIR-FAM": ("home-heart", "qing"),
    "ACT-CAMP": ("sun", "dao"),
    "ACT-TRIP": ("bus", "zhu"),
    "ACT-WISH": ("star", "rong"),
    "ACT-REUN": ("home-heart", "rong"),
    "ACT-DRILL": ("shield-check", "dao"),
    "ACT-TALK": ("message-circle", "ji"),
    "ACT-READ": ("book", "ji"),
}


def picture(code: str) -> Picture:
    """The picture of a category; a plain parcel for a code we do not know."""
    icon, tone = LEAVES.get(code) or ROOTS.get(code.split("-")[0], ("package", "ink"))
    return Picture(icon, tone)
