"""What the form lets one choose from."""

from typing import Any

from match.catalogue import codes, lists
from match.foundation.actor import Actor
from match.foundation.language import _
from match.offers.queries import own_organisations
from match.offers.rules import PERSONAL_MODES
from match.places import queries as places

Option = tuple[str, str]


async def choices(actor: Actor) -> dict[str, Any]:
    """Givers, ways, categories, units, skills and areas, in the language of the request."""
    organisations = [(str(each), name) for each, name in await own_organisations(actor)]
    person = [("", _("我个人（只限物资、志愿服务、结对和专家支持）"))]
    return {
        "givers": [*organisations, *person],
        "modes": _modes(personal_only=not organisations),
        "categories": category_choices(),
        "units": [(code, unit.label()) for code, unit in lists.units().items()],
        "skills": [(code, skill.label()) for code, skill in lists.skills().items()],
        "areas": await area_choices(),
    }


def _modes(*, personal_only: bool) -> list[Option]:
    return [
        (code, mode.label())
        for code, mode in lists.modes().items()
        if not personal_only or code in PERSONAL_MODES
    ]


def category_choices() -> list[Option]:
    """Each root as a whole, then its leaves."""
    listed: list[Option] = []
    for root in codes.categories():
        listed.append((root.code, _("%(root)s（整个大类）") % {"root": root.label()}))
        listed += [
            (leaf.code, f"{root.label()} · {leaf.label()}") for leaf in codes.categories(root.code)
        ]
    return listed


async def area_choices() -> list[tuple[Option, list[Option]]]:
    """Prefectures with their counties; the province itself is a box of its own."""
    counties = await places.counties()
    return [
        (
            (prefecture.scope, prefecture.name),
            [
                (county.scope, county.name)
                for county in counties
                if county.parent == prefecture.code
            ],
        )
        for prefecture in await places.prefectures()
    ]
