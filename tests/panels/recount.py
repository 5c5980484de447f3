"""
The same evaluation with decimals, written by hand from domain.md §2.5 and the orders it names.
Shares no line with the house's: points as Decimal with two digits, prices in yuan.
"""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def rounded(number: Decimal) -> Decimal:
    return number.quantize(CENT, ROUND_HALF_UP)


def judged(yuan: Decimal, small: Decimal, domestic: Decimal) -> Decimal:
    """The price after both cuts, each a part of the price as bid."""
    return rounded(yuan - yuan * small - yuan * domestic)


def price_score(lowest: Decimal, price: Decimal, weight: Decimal) -> Decimal:
    """财库〔2007〕2号: (benchmark / price) × 100 × weight, the benchmark being the lowest."""
    return rounded(lowest / price * 100 * weight / 100)


def mean(totals: list[Decimal]) -> Decimal:
    return rounded(sum(totals, Decimal(0)) / len(totals))


def scoring(
    bids: dict[int, tuple[Decimal, Decimal, Decimal]],
    sheets: dict[int, list[Decimal]],
    weight: Decimal,
) -> dict[int, tuple[Decimal, Decimal]]:
    """bid → (technical, price). *bids*: price and its two cuts; *sheets*: members' totals."""
    prices = {bid: judged(*terms) for bid, terms in bids.items()}
    lowest = min(prices.values())
    return {
        bid: (mean(sheets[bid]), price_score(lowest, price, weight))
        for bid, price in prices.items()
    }
