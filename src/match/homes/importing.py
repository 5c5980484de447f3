"""A county's list of homes as a kind of import: one row for each village."""

from collections.abc import Sequence

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission
from match.foundation.sheets import Reading, Sheet
from match.homes.commands import import_homes
from match.homes.forms import HomeRow
from match.homes.sheet import home_row, sheet, villages_in
from match.site.importing import About, ImportKind, Outcome, Understood


class HomeList(ImportKind[HomeRow]):
    """Whoever keeps the registry of an area enters its homes at once."""

    name = "homes"
    permission = Permission.homes_import
    item = HomeRow

    def title(self) -> str:
        return _("儿童之家名单")

    def intro(self) -> str:
        return _("一行是一个村（社区）的儿童之家。新的村登记为拟建，已有的按表更新。")

    def after(self, about: About) -> tuple[str, str]:
        del about
        return "/desk/homes", _("儿童之家管理")

    async def sheet(self, actor: Actor, about: About) -> Sheet:
        del actor, about
        return sheet()

    async def understand(self, actor: Actor, about: About, reading: Reading) -> Understood[HomeRow]:
        del about
        villages = await villages_in(actor.scope(self.permission))
        items: list[HomeRow] = []
        refused: list[Outcome] = []
        for row in reading.good:
            found = home_row(row, villages)
            if isinstance(found, str):
                name = str(row.values["village"])
                refused.append(Outcome(row.number, name, "refused", found, column="village"))
            else:
                items.append(found)
        return Understood(items, refused)

    def same(self, item: HomeRow) -> object:
        # 坪朗村 and 坪朗村委会 are two rows of one place.
        return item.division

    async def take(self, actor: Actor, about: About, items: Sequence[HomeRow]) -> list[Outcome]:
        del about
        return await import_homes(actor, items)
