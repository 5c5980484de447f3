"""What a visitor of the list of needs may narrow it by."""

from typing import ClassVar

from match.catalogue.facets import AskedByCategory
from match.needs.states import Urgency
from match.site.asked import Narrowing
from search.filters import Field
from search.port import Sort

URGENCY_RANK = {Urgency.routine: 0, Urgency.soon: 1, Urgency.urgent: 3}
REMAINING = ("all", "part")


class AskedNeeds(AskedByCategory, frozen=True):
    """Words and chosen facets."""

    path: ClassVar[str] = "/needs"
    sorts: ClassVar[tuple[Sort, ...]] = (
        Sort.RELEVANCE,
        Sort.NEWEST,
        Sort.DUE_SOON,
        Sort.URGENT,
        Sort.QUANTITY_LEFT,
    )

    urgency: tuple[str, ...] = ()
    children: tuple[str, ...] = ()
    remaining: tuple[str, ...] = ()

    def narrowing(self) -> Narrowing:
        """Every field the list has a facet of, with what was chosen of it."""
        return (
            (Field.CATEGORY_ROOT, self.roots),
            (Field.CATEGORY, self.leaves),
            (Field.PREFECTURE, self.prefecture),
            (Field.COUNTY, self.county),
            (Field.URGENCY, tuple(URGENCY_RANK[Urgency(name)] for name in self.urgency)),
            (Field.BENEFICIARIES, self.children),
            (Field.REMAINING, self.remaining),
        )
