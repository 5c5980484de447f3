"""An official's own area: how many needs, homes and gifts, and which part lags behind."""

from match.foundation.actor import Actor
from match.foundation.language import _
from match.foundation.permissions import Permission as P
from match.front.desk.shapes import Area
from match.homes.queries import Coverage, coverage
from match.needs.queries import counts_by_status
from match.needs.states import OPEN, WAITING, NeedStatus
from match.places.queries import divisions
from match.places.rules import code_from
from match.site.formats import number

AREAS_MOST = 3
# The next level below a province, a prefecture and a county; a township has villages only.
BELOW = {2: 4, 4: 6, 6: 9}


async def areas_of(actor: Actor) -> list[Area]:
    """Up to three areas: those whose matches this person follows."""
    if not actor.staff:
        return []
    prefixes = actor.scope(P.matching_read)[:AREAS_MOST]
    names = await divisions([code_from(prefix) for prefix in prefixes])
    return [
        await _area(prefix, names[code].name)
        for prefix in prefixes
        if (code := code_from(prefix)) in names
    ]


async def _area(prefix: str, name: str) -> Area:
    needs = await counts_by_status(prefix)
    below = BELOW.get(len(prefix), len(prefix))
    parts = await coverage(prefix, below)
    met = (NeedStatus.met, NeedStatus.confirmed, NeedStatus.closed)
    figures = (
        (_("审核中的需求"), number(_sum(needs, WAITING)), _("条")),
        (_("等待帮助"), number(_sum(needs, OPEN)), _("条")),
        (_("已满足"), number(_sum(needs, met)), _("条")),
        (_("有儿童之家的村"), *_covered(parts)),
    )
    bars = tuple((part.name, part.villages, part.homes) for part in parts)
    return Area(name, figures, bars if below > len(prefix) else (), _url(prefix))


def _sum(counts: dict[NeedStatus, int], of: frozenset[NeedStatus] | tuple[NeedStatus, ...]) -> int:
    return sum(counts.get(status, 0) for status in of)


def _covered(parts: list[Coverage]) -> tuple[str, str]:
    homes = sum(part.homes for part in parts)
    villages = sum(part.villages for part in parts)
    return number(homes), _("/ %(villages)s 个村") % {"villages": number(villages)}


def _url(prefix: str) -> str:
    return f"/gauges/{code_from(prefix)}"
