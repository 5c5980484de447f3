"""The rows behind a number: which villages, homes, posts, needs were counted, and which not."""

import msgspec

from match.catalogue import codes
from match.foundation.db import rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.foundation.sheets import Sheet, write_xlsx
from match.insight.counting.lists import LISTS
from match.site.exporting import columns as the
from match.site.exporting import telling

A_PAGE = 50
_MOST = 50_000
"""Rows of one workbook: a whole province's villages are half of it."""


class Row(msgspec.Struct, frozen=True):
    """One counted (or missing) thing: where, what, how it stands, its own page."""

    code: str
    place: str
    title: str
    state: str
    counted: bool
    url: str


class Found(msgspec.Struct, frozen=True):
    """One page of rows. ``total`` of the filter, ``number`` counts from 1."""

    rows: tuple[Row, ...]
    total: int
    number: int
    only: str

    @property
    def last(self) -> int:
        """The last page's number."""
        return max(1, -(-self.total // A_PAGE))


_ONLY = {"": "", "counted": " AND l.counted", "missing": " AND NOT l.counted"}


def list_title(key: str) -> str:
    """What the rows are. Raises NotFound for a list there is not."""
    words = {
        "villages": _("行政村与儿童之家"),
        "communities": _("社区与儿童之家"),
        "idle": _("已建成的儿童之家：是否停用"),
        "titles": _("已建成的儿童之家：示范称号"),
        "directors": _("在岗儿童主任：当年培训"),
        "supervisors": _("在岗儿童督导员：当年培训"),
        "townships": _("乡镇（街道）：儿童督导员"),
        "counsellors": _("乡镇（街道）：心理辅导员"),
        "organisations": _("服务儿童的社会组织"),
        "needs": _("已批准的需求"),
        "grants": _("当年新建儿童之家：建设补助"),
        "overdue": _("逾期未检查的儿童之家"),
    }
    if key in words:
        return words[key]
    if key in LISTS:
        return _("已建成的儿童之家：%(thing)s") % {"thing": codes.home_entry(key).label()}
    raise _unknown()


async def listed(scope: str, key: str, only: str, number: int) -> Found:
    """One page of the rows of *scope*: missing ones first. Raises NotFound for no such list."""
    source = _source(key, only)
    number = max(1, min(number, 10_000))
    found = await rows(
        f"SELECT l.*, d.path, count(*) OVER () AS total FROM ({source}) l"  # noqa: S608 # ours
        " JOIN division d ON d.code = l.code ORDER BY l.counted, l.code, l.url LIMIT $2 OFFSET $3",
        scope,
        A_PAGE,
        (number - 1) * A_PAGE,
    )
    total = found[0]["total"] if found else 0
    return Found(tuple(_row(row) for row in found), total, number, only)


async def everything(scope: str, key: str, only: str, most: int = _MOST) -> list[Row]:
    """All rows of the list, in the order of places. Raises NotFound for no such list."""
    found = await rows(
        f"SELECT l.*, d.path FROM ({_source(key, only)}) l JOIN division d ON d.code = l.code"  # noqa: S608 # ours
        " ORDER BY l.code, l.url LIMIT $2",
        scope,
        most,
    )
    return [_row(row) for row in found]


async def workbook(scope: str, key: str, only: str) -> bytes:
    """All rows of the list as a workbook, at most 50,000. Raises NotFound for no such list."""
    row = telling(rows_sheet(key))
    return write_xlsx(rows_sheet(key), map(row, await everything(scope, key, only)))


def rows_sheet(key: str) -> Sheet:
    """A counted (or missing) thing a row."""
    return Sheet(
        list_title(key)[:28],
        (
            the.text("code", _("区划代码")),
            the.text("place", _("地点")),
            the.text("title", _("名称")),
            the.text("state", _("状态")),
            the.yes_no("counted", _("已计入")),
        ),
    )


def _source(key: str, only: str) -> str:
    source = LISTS.get(key)
    if source is None or only not in _ONLY:
        raise _unknown()
    return f"SELECT * FROM ({source}) l WHERE true{_ONLY[only]}"  # noqa: S608 # our own words


def _row(row: dict[str, object]) -> Row:
    return Row(
        str(row["code"]),
        " ".join(str(row["path"]).split("/")[1:]),
        str(row["title"]),
        state_word(str(row["state"])),
        bool(row["counted"]),
        str(row["url"]),
    )


def state_word(state: str) -> str:
    """A state of any of the lists in words; a kind of organisation by its name."""
    words = {
        "none": _("还没有"),
        "has": _("已有"),
        "planned": _("已规划"),
        "building": _("建设中"),
        "open": _("开放中"),
        "idle": _("近期未开放"),
        "suspended": _("暂停"),
        "closed": _("已撤销"),
        "trained": _("当年已受训"),
        "untrained": _("当年未受训"),
        "published": _("等待回应"),
        "matching": _("匹配中"),
        "partly_met": _("部分满足"),
        "met": _("已满足"),
        "confirmed": _("已确认"),
    }
    return words.get(state) or codes.label(state)


def _unknown() -> NotFound:
    return NotFound(_("没有这份清单，请从数字进入。"))
