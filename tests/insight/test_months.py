"""
People over the months: a stranger who keeps every page of every month finds nobody who is one of
fewer than five, in a month or in what changed from one to another.
"""

import json
import random
import re
from collections.abc import Mapping
from datetime import date
from itertools import combinations

import httpx
import pytest

from match.foundation.db import rows
from match.insight.gauges import label
from match.insight.rules import SMALL, hidden_tree, hidden_tree_of_series
from tests.needs.browsing import words

pytestmark = [pytest.mark.openness, pytest.mark.projection, pytest.mark.usefixtures("hunan", "db")]

HUNAN = "430000000000"
Row = tuple[int, int]
Series = list[Row]


def province(dice: random.Random, months: int) -> tuple[dict[str, Series], dict[str, str]]:
    """Counties whose small groups grow and shrink, with the sums of prefectures and province."""
    leaves: dict[str, Series] = {}
    parents: dict[str, str] = {}
    for p in range(1, dice.randint(2, 5)):
        prefecture = f"43{p:02d}00000000"
        parents[prefecture] = HUNAN
        for c in range(1, dice.randint(2, 7)):
            county = f"43{p:02d}{c:02d}000000"
            here: Row = (dice.choice((0, 6, 12, 40)), dice.choice((0, 5, 9)))
            series = [here]
            for _ in range(months - 1):
                step = dice.choice(((0, 0), (0, 0), (0, 0), (6, 0), (1, 0), (0, -2), (9, 7)))
                here = (max(0, here[0] + step[0]), max(0, here[1] + step[1]))
                series.append(here)
            leaves[county] = series
            parents[county] = prefecture
    held = dict(leaves)
    for above in {*parents.values()}:
        prefix = "43" if above == HUNAN else above[:4]
        below = [series for code, series in leaves.items() if code.startswith(prefix)]
        held[above] = [
            (sum(s[m][0] for s in below), sum(s[m][1] for s in below)) for m in range(months)
        ]
    return held, parents


def told(row: Row) -> tuple[int, int, int]:
    return row[0], row[1], row[0] + row[1]


def changes(seen: list[tuple[int, ...]]) -> list[int]:
    """What changed between any two months, where fewer than a hundred people can be meant."""
    return [
        b - a
        for one, other in combinations(seen, 2)
        if min(one[2], other[2]) < 100
        for a, b in zip(one, other, strict=True)
    ]


def learned(
    held: Mapping[str, Series], parents: Mapping[str, str], hidden: list[frozenset[str]]
) -> list[int]:
    """Every number a stranger can work out: ``hidden`` says what was withheld in each month."""
    months = range(len(hidden))
    facts: list[int] = []
    for code, series in held.items():
        seen = [told(series[month]) for month in months if code not in hidden[month]]
        facts += [part for row in seen for part in row]
        facts += changes(seen)
    for above in {*parents.values()}:
        below = [code for code, parent in parents.items() if parent == above]
        rests = []
        for month in months:
            if above in hidden[month]:
                continue
            gone = frozenset(code for code in below if code in hidden[month])
            rest = tuple(sum(told(held[code][month])[p] for code in gone) for p in range(3))
            facts += rest
            rests.append((gone, rest))
        for gone in {gone for gone, _rest in rests}:
            facts += changes([rest for others, rest in rests if others == gone])
    return [fact for fact in facts if 0 < abs(fact) < SMALL]


@pytest.mark.parametrize("seed", range(40))
def test_no_change_of_few_is_read_out_of_any_two_months(seed: int) -> None:
    held, parents = province(random.Random(seed), 6)
    hidden = hidden_tree_of_series(held, parents)

    assert learned(held, parents, [hidden] * 6) == []


def test_hiding_each_month_by_itself_is_found_out() -> None:
    """The broken twin: every month is safe alone, and two of them tell who came."""
    caught = 0
    for seed in range(40):
        held, parents = province(random.Random(seed), 6)
        alone = [
            hidden_tree({code: series[month] for code, series in held.items()}, parents)
            for month in range(6)
        ]
        caught += bool(learned(held, parents, alone))

    assert caught > 30


# Directors of counties by month (how many, how many trained): one that grows by one, one that is
# small once, one that grows by a whole course, and neighbours that never move.
COUNTIES: dict[str, list[Row]] = {
    "433101": [(20, 10), (21, 10), (21, 11)],
    "433122": [(30, 10), (30, 10), (30, 20)],
    "433123": [(60, 30), (60, 30), (60, 30)],
    "433124": [(9, 6), (9, 6), (8, 3)],
    "433125": [(50, 25), (50, 25), (50, 25)],
    "430102": [(60, 30), (60, 30), (60, 30)],
    "430103": [(70, 35), (70, 35), (70, 35)],
}
MONTHS = [date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1)]


async def write(month: date, at: int) -> None:
    """The report of a month, for every division that has directors."""
    sums: dict[str, list[int]] = {}
    for prefix, series in COUNTIES.items():
        for digits in (2, 4, 6):
            code = prefix[:digits].ljust(12, "0")
            held = sums.setdefault(code, [0, 0])
            held[0] += series[at][0]
            held[1] += series[at][1]
    await rows(
        "INSERT INTO monthly_report (division, month, counts)"
        " SELECT * FROM unnest($1::text[], $2::date[], $3::jsonb[])",
        list(sums),
        [month] * len(sums),
        [
            json.dumps({"directors": all_of, "directors_trained": trained, "villages": 9})
            for all_of, trained in sums.values()
        ],
    )


def shown(answer: httpx.Response) -> Row | None:
    """(trained, untrained) directors as the page says them; None where it does not."""
    found = re.search(
        re.escape(label("directors")) + r"\s+\d+%\s+([\d,]+) / ([\d,]+)", words(answer)
    )
    if found is None:
        return None
    value, of = (int(each.replace(",", "")) for each in found.groups())
    return value, of - value


async def archive(client: httpx.AsyncClient) -> list[dict[str, Row | None]]:
    """What somebody has who took every page after the end of every month."""
    codes = sorted({p[:n].ljust(12, "0") for p in COUNTIES for n in (2, 4, 6)})
    kept = []
    for at, month in enumerate(MONTHS):
        await write(month, at)
        kept.append({code: shown(await client.get(f"/coverage/{code}")) for code in codes})
    return kept


def parents_of(codes: set[str]) -> dict[str, str]:
    return {
        code: HUNAN if code[4:] == "0" * 8 else code[:4] + "0" * 8
        for code in codes
        if code != HUNAN
    }


async def test_an_archive_of_monthly_pages_tells_of_nobody(client: httpx.AsyncClient) -> None:
    kept = await archive(client)
    parents = parents_of(set(kept[0]))

    held: dict[str, Series] = {}
    for digits in (2, 4, 6):
        for prefix in {p[:digits] for p in COUNTIES}:
            below = [s for p, s in COUNTIES.items() if p.startswith(prefix)]
            held[prefix.ljust(12, "0")] = [
                (sum(s[m][1] for s in below), sum(s[m][0] - s[m][1] for s in below))
                for m in range(3)
            ]
    for at, page in enumerate(kept):
        for code, row in page.items():
            assert row is None or row == held[code][at], "a page tells the month, or nothing"
    hidden = [frozenset(code for code, row in page.items() if row is None) for page in kept]
    assert learned(held, parents, hidden) == []
    # Not by telling nothing: who never moved and is not needed to hide others is told.
    assert kept[2]["433123000000"] == (30, 30)
    assert kept[2]["433101000000"] is None


async def test_a_line_of_people_is_whole_or_not_there(client: httpx.AsyncClient) -> None:
    for at, month in enumerate(MONTHS):
        await write(month, at)

    still = words(await client.get("/coverage/433123000000/trends"))
    grown = words(await client.get("/coverage/433101000000/trends"))

    name = re.escape(label("directors"))
    assert re.search(name + r"\s+50%\s+50%\s+50%\s+—", still), "and nothing of the month that runs"
    assert re.search(name + r"\s+不公开", grown)


async def test_a_month_that_was_not_written_is_a_gap(client: httpx.AsyncClient) -> None:
    await write(MONTHS[0], 0)
    await write(MONTHS[2], 2)

    text = (await client.get("/coverage/433123000000/trends")).text

    assert "chart-gap" in text
    assert "2026-09" in text
