"""Pure decisions: a document's number, whether it binds, what an article still lacks."""

import re
import urllib.parse
from collections.abc import Collection, Iterable
from datetime import date, timedelta

import msgspec

from match.foundation.language import _
from match.publicity.states import Relation, Shows, Validity

# 国发〔2016〕13号, 湘民发〔2019〕第9号, 民政部令第67号: who, the year or the word 令, a number.
# Also a CHECK of the table, so it is written for PostgreSQL as well as for Python.
NUMBER_SHAPE = (
    r"^[^〔〕\[\]()（）【】［］\s0-9]{1,20}"
    r"(〔(19|20)[0-9]{2}〕第?[1-9][0-9]{0,4}号|令第?[1-9][0-9]{0,4}号)$"
)
_BRACKETS = str.maketrans("[(（【［])）】］", "〔〔〔〔〔〕〕〕〕〕")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")


def document_number(text: str) -> str | None:
    """
    A number in its one form (``国发〔2016〕13号``), whatever brackets, blanks and digits were
    typed; None for what is none.
    """
    plain = re.sub(r"\s+", "", text.translate(_BRACKETS).translate(_WIDE_DIGITS))
    return plain if re.match(NUMBER_SHAPE, plain) else None


def validity(
    today: date,
    *,
    valid_from: date | None,
    valid_until: date | None,
    suffered: Collection[Relation | str],
) -> Validity:
    """
    Whether a document binds *today*. *suffered*: what listed documents that are in force by now
    do to it. To be replaced ends it whatever its days say.
    """
    if Relation.supersedes in suffered:
        return Validity.superseded
    if valid_until is not None and valid_until < today:
        return Validity.expired
    if valid_from is not None and valid_from > today:
        return Validity.coming
    return Validity.amended if Relation.amends in suffered else Validity.in_force


def turning_day(today: date, *, valid_from: date | None, valid_until: date | None) -> date | None:
    """The next day after *today* on which a document begins, or has ceased, to bind."""
    ends = valid_until + timedelta(days=1) if valid_until else None
    return min((day for day in (valid_from, ends) if day and day > today), default=None)


class Picture(msgspec.Struct, frozen=True):
    """A picture as the gate sees it. ``permits``: yeses of guardians; None once one ended."""

    file_id: int
    shows: Shows
    children: int
    permits: int | None = 0


def barred_pictures(pictures: Iterable[Picture]) -> list[tuple[int, str]]:
    """
    Pictures that may not be published, each with the reason and what to do (domain.md §3.7: a
    child's photo needs the guardian's own consent to it, for every child in it).
    """
    return [(one.file_id, why) for one in pictures if (why := _barred(one))]


def _barred(picture: Picture) -> str:
    if picture.permits is None:
        return _("有监护人撤回了公开这张照片的同意，请换一张。")
    if picture.shows is Shows.children and picture.permits < picture.children:
        return _(
            "照片里能认出 %(children)s 个孩子，只有 %(permits)s 份监护人的公开同意。请换成认不出"
            "孩子的照片，或请县级在儿童档案里逐个登记监护人同意公开这张照片。"
        ) % {"children": picture.children, "permits": picture.permits}
    return ""


def web_address(text: str) -> str | None:
    """An http or https address of a host with a name, as typed; None for anything else."""
    plain = text.strip()
    try:
        parts = urllib.parse.urlsplit(plain)
        named = bool(parts.hostname and "." in parts.hostname and parts.port != 0)
    except ValueError:
        return None
    whole = parts.scheme in ("http", "https") and named and not parts.username
    return plain if whole and not re.search(r"[\s<>\"]", plain) else None


def listed_names(text: str) -> list[str]:
    """Names one a line (or parted by ``、`` or ``；``), each once, in their order."""
    return list(
        dict.fromkeys(name for each in re.split(r"[\n、；;]+", text) if (name := each.strip()))
    )


_BOTS = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|scrap|headless|lighthouse|feed|curl|wget|httpx|python"
    r"|java/|go-http|okhttp|libwww|scanner|archiver",
    re.IGNORECASE,
)


def is_reader(agent: str, purpose: str) -> bool:
    """
    Whether a request is probably a person who reads: says so in ``User-Agent``, and does not only
    fetch ahead (``Sec-Purpose``, ``Purpose``). A machine that lies about itself is counted.
    """
    return bool(agent.strip()) and not _BOTS.search(agent) and "prefetch" not in purpose.lower()
