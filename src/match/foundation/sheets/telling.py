"""What is said of a file besides its rows: what was put right, and what was left out."""

from collections.abc import Mapping, Sequence

from match.foundation.language import _
from match.foundation.sheets.cells import is_blank
from match.foundation.sheets.grids import Grid
from match.foundation.sheets.headers import Header

_RUNS = 10
"""So many rows, or runs of rows, are named one by one."""


def unread(others: Sequence[str]) -> list[str]:
    """That one sheet of several is read: a county's file often has one for each township."""
    if not others:
        return []
    listed = _("、").join(f"“{name}”" for name in others[:_RUNS]) + "…" * (len(others) > _RUNS)
    return [
        _("一次只读一张工作表，%(sheets)s里的行没有读取。请合到一张表里，或分别另存后上传。")
        % {"sheets": listed}
    ]


def nameless(grid: Grid, header: Header) -> list[str]:
    """The columns without a header in which something stands nevertheless."""
    width = max(map(len, grid.rows[header.row :]), default=0)
    unnamed = [place for place in range(width) if place not in header.labels]
    return [
        _("%(letter)s 列（没有表头）") % {"letter": letter(place)}
        for place in unnamed
        if any(place < len(row) and not is_blank(row[place]) for row in grid.rows[header.row + 1 :])
    ]


def passed_over(passed: Mapping[str, Sequence[int]]) -> list[str]:
    """Which rows were taken for no data, and as what: nothing is left out in silence."""
    words = {
        "total": _("跳过合计、小计 %(count)s 行（第 %(rows)s 行）。"),
        "example": _("跳过示例 %(count)s 行（第 %(rows)s 行）。"),
        "header": _("跳过重复的表头 %(count)s 行（第 %(rows)s 行）。"),
        "note": _("跳过标题、说明、落款 %(count)s 行（第 %(rows)s 行）。"),
        "aside": _("跳过要读取的列里没有内容的 %(count)s 行（第 %(rows)s 行）。"),
    }
    return [
        word % {"count": len(passed[why]), "rows": _listed(passed[why])}
        for why, word in words.items()
        if why in passed
    ]


def _listed(numbers: Sequence[int]) -> str:
    """3、7–9、12: rows in a row as one."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    told = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    return _("、").join(told[:_RUNS]) + ("…" if len(told) > _RUNS else "")


def put_right(header: Header, told: Mapping[str, int]) -> list[str]:
    """What was put right, in sentences."""
    said: list[str] = []
    if header.row:
        said.append(_("表头在第 %(row)s 行，上面的标题没有当作数据。") % {"row": header.row + 1})
    if header.two_rows:
        said.append(_("表头占了两行，已合起来读。"))
    said += [_("“%(header)s”有两列，只读了前面一列。") % {"header": one} for one in header.twice]
    if header.ten_thousands:
        said.append(_("表头写的是万元，金额已换算成元。"))
    words = {
        "blank": _("跳过空行 %(count)s 行。"),
        "same": _("%(count)s 行没有写乡镇等分组的名称，已按上面一行补上，请看一眼。"),
        "serial": _("%(count)s 个日期在文件里是数字，已还原成日期。"),
        "spelled": _("%(count)s 个日期的写法已统一，例如 2024.3.5 读作 2024-03-05。"),
        "digits": _("%(count)s 个数字里的全角字符、逗号或空格已去掉。"),
        "spaces": _("%(count)s 格前后的空格或看不见的字符已去掉。"),
    }
    return said + [word % {"count": told[key]} for key, word in words.items() if told.get(key)]


def letter(place: int) -> str:
    """The column letter Excel shows: 0 → A, 26 → AA."""
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
