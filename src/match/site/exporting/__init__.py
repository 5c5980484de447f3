"""Any list as a file, with the same filter, order and scope: the page's own address with `format`.

A list page says once what its columns are and where its rows come from (an `Export`). Its handler
asks first whether a file is wanted::

    if wanted(request):
        return await send(request, purchases_export(question))

so that the gate, the scope and the filter of the file are the page's own. The links stand beside
the list (`ui.exports(with_query)`). docs/exports.md has the list of lists.
"""

from match.foundation.sheets.streaming import Format
from match.site.exporting.answer import send, wanted
from match.site.exporting.export import (
    MOST,
    Export,
    each_after,
    each_before,
    each_page,
    in_batches,
    telling,
)

__all__ = [
    "MOST",
    "Export",
    "Format",
    "each_after",
    "each_before",
    "each_page",
    "in_batches",
    "send",
    "telling",
    "wanted",
]
