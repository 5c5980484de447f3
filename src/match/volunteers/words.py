"""Names of proofs, times and parts of the day, in words."""

from match.catalogue import codes
from match.foundation.language import _
from match.homes.pages.common import weekdays


def proof_name(what: str) -> str:
    """``skill:FAID`` → the skill's name; course, check and cover by their own words."""
    if what.startswith("skill:"):
        return codes.skill(what.removeprefix("skill:")).label()
    return {
        "course": _("儿童保护课程"),
        "check": _("违法犯罪记录查询"),
        "cover": _("意外保险"),
    }[what]


def part_words() -> dict[str, str]:
    """Morning, afternoon, evening."""
    return {"a": _("上午"), "p": _("下午"), "e": _("晚上")}


def time_options() -> list[tuple[str, str]]:
    """Every weekday and part of day that one may choose."""
    return [
        (f"{day}{part}", f"{word}{name}")
        for day, word in weekdays()
        for part, name in part_words().items()
    ]
