"""Categories as facets of a list: the roots, and the leaves of those that were chosen."""

from match.catalogue import codes
from match.foundation.language import _
from match.site.asked import Asked
from match.site.browsing import Facets, Group, group
from match.site.pictures import picture
from search.filters import Field


class AskedByCategory(Asked, frozen=True):
    """A question whose ``category`` holds roots and leaves alike."""

    category: tuple[str, ...] = ()

    @property
    def roots(self) -> tuple[str, ...]:
        """The chosen categories that are roots."""
        return tuple(code for code in self.category if "-" not in code)

    @property
    def leaves(self) -> tuple[str, ...]:
        """The chosen categories that are leaves."""
        return tuple(code for code in self.category if "-" in code)


def category_groups(asked: AskedByCategory, facets: Facets) -> tuple[Group, Group]:
    """Both facets. Leaves of chosen roots only: there are 78."""
    roots = codes.category_words(root.code for root in codes.categories())
    leaves = codes.category_words(
        leaf.code for root in asked.roots for leaf in codes.categories(root)
    )
    by_root, by_leaf = facets.get(Field.CATEGORY_ROOT, {}), facets.get(Field.CATEGORY, {})
    return (
        group(asked, "category", _("大类"), roots, by_root),
        group(asked, "category", _("类别"), leaves, by_leaf),
    )


def root_row(asked: AskedByCategory) -> list[tuple[str, str, str, bool]]:
    """
    All, then each root, as `ui.filter_row` draws them: one click narrows to a root, a second one
    takes it back. Money is not among them: it stands on no public list.
    """
    rows = [(_("全部"), asked.address(category=()), "", not asked.category)]
    for root in codes.categories():
        if not root.is_money:
            chosen = asked.roots == (root.code,)
            address = asked.address(category=() if chosen else (root.code,))
            rows.append((root.label(), address, picture(root.code).icon, chosen))
    return rows
