"""The dictionary as pages, JSON and CSV."""

from typing import Any

from litestar import Controller, Request, Response, get
from litestar.params import FromQuery

from match.openness.answering import SHORT, answer
from match.openness.datasets.all import DATASETS
from match.openness.datasets.shapes import fields, titles
from match.openness.describing.described import DIVISIONS, as_json, codes_csv, fields_csv
from match.openness.describing.lists import code_lists
from match.openness.describing.standards import STANDARDS
from match.openness.files import terms
from match.site.api import OPEN_FILE
from match.site.htmx import Page, page

AnyRequest = Request[Any, Any, Any]


class DictionaryPages(Controller):
    """What every field and every code means."""

    path = "/open-data"
    opt = {"public": True}  # noqa: RUF012 # Litestar reads a plain dict
    include_in_schema = False

    @get("/dictionary")
    async def tables(self) -> Page:
        """Each table and each standard with its fields; those with codes lead to their list."""
        return page(
            "openness/dictionary.html",
            tables=[(titles()[name], fields()[name]) for name in DATASETS],
            standards=STANDARDS,
            divisions=DIVISIONS,
        )

    @get("/codes")
    async def codes(self, of: FromQuery[str] = "") -> Page:
        """The lists of public tables with their values; all other ones by ``of=others``: together
        they would weigh more than a phone's first visit may (ux.md §1)."""
        others = of == "others"
        return page(
            "openness/codes.html",
            listed=[one for one in code_lists() if bool(one.used_in) != others],
            others=others,
        )

    @get("/dictionary.json", opt=OPEN_FILE)
    async def whole(self, request: AnyRequest) -> Response[bytes]:
        """Everything for programs, in both languages."""
        return answer(request, as_json())

    @get("/dictionary.csv", opt=OPEN_FILE)
    async def fields_file(self) -> Response[bytes]:
        """A line for each field."""
        return _sheet(fields_csv(), "dictionary.csv")

    @get("/codes.csv", opt=OPEN_FILE)
    async def codes_file(self) -> Response[bytes]:
        """A line for each value."""
        return _sheet(codes_csv(), "codes.csv")


def _sheet(content: bytes, name: str) -> Response[bytes]:
    return Response(
        content,
        media_type="text/csv",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": SHORT,
            **terms(),
        },
    )
