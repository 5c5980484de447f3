"""How much of a sheet is read, and what is said of one that is more."""

from match.foundation.language import _

MOST_BYTES = 8 * 1024 * 1024
MOST_COLUMNS = 200
MOST_LINES = 1_048_576
"""As many as Excel has rows."""
LONGEST_LINE = 200_000


def too_wide() -> str:
    """Why a sheet of more columns than anybody fills is not read."""
    return _("列太多（最多 %(most)s 列），请只保留要上传的列后再试。") % {"most": MOST_COLUMNS}


def too_heavy() -> str:
    """Why a sheet that would cost too much is not read."""
    return _("表格太大或内容异常，读取时超出限制，请只保留要上传的内容后再试。")
