"""What the portal tells: what waits, where, and how far the province has come."""

import msgspec

from match.foundation.language import _
from match.homes.queries import Coverage, coverage
from match.needs.cards import NeedCard, need_card
from match.needs.queries import count_open, counts_by_county, urgent_needs
from match.site.maps import CountyMap, county_codes, county_map
from match.tenders.cards import PurchaseCard, purchase_card
from match.tenders.queries import open_tenders

PROVINCE = "43"
COUNTY_DIGITS = 6
SHOWN = 3
NEED_BREAKS = (5, 15, 30, 60)
COVERAGE_BREAKS = (35, 65, 80, 95)
"""Percent of villages with a working home; below the first a county needs attention."""


class CountyRow(msgspec.Struct, frozen=True):
    """One county of the coverage table."""

    code: str
    name: str
    villages: int
    homes: int
    percent: int
    open_needs: int
    needs_met: int


class Portal(msgspec.Struct, frozen=True):
    """The figures of the front page. Counts of things and of homes; never of money."""

    open_needs: int
    needs_met: int
    homes: int
    counties_reached: int
    urgent: tuple[NeedCard, ...]
    purchases: tuple[PurchaseCard, ...]
    chart: CountyMap


async def portal() -> Portal:
    """Everything the front page shows."""
    by_county = await counts_by_county(PROVINCE)
    covered = await coverage(PROVINCE, COUNTY_DIGITS)
    return Portal(
        open_needs=await count_open(PROVINCE),
        needs_met=sum(met for _open, met in by_county.values()),
        homes=sum(area.homes for area in covered),
        counties_reached=sum(1 for area in covered if area.homes),
        urgent=tuple(need_card(view) for view in await urgent_needs(SHOWN)),
        purchases=tuple(purchase_card(view) for view in await open_tenders(limit=SHOWN)),
        chart=needs_map(by_county),
    )


def needs_map(by_county: dict[str, tuple[int, int]]) -> CountyMap:
    """Open needs by county; the needs of each are one click away."""
    open_needs = {code: counts[0] for code, counts in by_county.items()}
    return county_map(
        {code: open_needs.get(code, 0) for code in county_codes()},
        title=_("湖南省各县市区等待回应的需求"),
        measure=_("等待回应"),
        breaks=NEED_BREAKS,
        unit=_(" 条"),
        zero="none",
        url=lambda code: f"/needs?county={code}",
    )


async def coverage_rows() -> list[CountyRow]:
    """Coverage and needs of every county, in the order of their codes."""
    by_county = await counts_by_county(PROVINCE)
    return [
        _row(area, by_county.get(area.code[:COUNTY_DIGITS], (0, 0)))
        for area in await coverage(PROVINCE, COUNTY_DIGITS)
    ]


def coverage_map(rows: list[CountyRow]) -> CountyMap:
    """Percent of villages with a working home; a county without any is hatched."""
    return county_map(
        {row.code[:COUNTY_DIGITS]: row.percent for row in rows},
        title=_("湖南省各县市区儿童之家覆盖率"),
        measure=_("覆盖率（%）"),
        breaks=COVERAGE_BREAKS,
        unit="%",
        zero="gap",
        url=lambda code: f"/homes?county={code}",
    )


def _row(area: Coverage, counts: tuple[int, int]) -> CountyRow:
    return CountyRow(
        area.code, area.name, area.villages, area.homes, area.percent, counts[0], counts[1]
    )
