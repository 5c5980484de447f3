"""What the portal tells: what waits, where, and how far the province has come."""

import msgspec

from match.foundation.language import _
from match.homes.queries import coverage
from match.needs.cards import NeedCard, need_card
from match.needs.queries import count_open, counts_by_county, urgent_needs
from match.publicity.cards import ListedArticle, ListedPolicy, article_card, policy_card
from match.publicity.queries import articles, newest_policies
from match.site.maps import CountyMap, county_codes, county_map
from match.tenders.cards import PurchaseCard, purchase_card
from match.tenders.queries import open_tenders

PROVINCE = "43"
COUNTY_DIGITS = 6
SHOWN = 3
DOCUMENTS = 5
NEED_BREAKS = (5, 15, 30, 60)


class Portal(msgspec.Struct, frozen=True):
    """The figures of the front page. Counts of things and of homes; never of money."""

    open_needs: int
    needs_met: int
    homes: int
    counties_reached: int
    urgent: tuple[NeedCard, ...]
    purchases: tuple[PurchaseCard, ...]
    articles: tuple[ListedArticle, ...]
    policies: tuple[ListedPolicy, ...]
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
        articles=tuple(article_card(each) for each in await articles(limit=SHOWN)),
        policies=tuple(policy_card(view) for view in await newest_policies(DOCUMENTS)),
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
