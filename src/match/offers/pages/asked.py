"""What a visitor of the list of offers may narrow it by."""

from typing import ClassVar

from match.catalogue.facets import AskedByCategory
from match.site.asked import Narrowing
from search.filters import Field
from search.port import Sort


class AskedOffers(AskedByCategory, frozen=True):
    """Words and chosen facets."""

    path: ClassVar[str] = "/offers"
    sorts: ClassVar[tuple[Sort, ...]] = (
        Sort.RELEVANCE,
        Sort.NEWEST,
        Sort.DUE_SOON,
        Sort.QUANTITY_LEFT,
    )

    mode: tuple[str, ...] = ()

    @property
    def areas(self) -> tuple[str, ...]:
        """The chosen counties, and the chosen prefectures of which no county is chosen."""
        whole = tuple(
            area for area in self.prefecture if not any(c.startswith(area) for c in self.county)
        )
        return whole + self.county

    def narrowing(self) -> Narrowing:
        """Every field the list has a facet of, with what was chosen of it."""
        return (
            (Field.CATEGORY_ROOT, self.roots),
            (Field.CATEGORY, self.leaves),
            (Field.MODE, self.mode),
            (Field.AREA, self.areas),
        )
