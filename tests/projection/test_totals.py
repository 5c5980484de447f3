"""
A stranger with every public page of figures, who subtracts: the whole less the shown parts, a
gauge of one page from that of another. Nobody is found who is one of fewer than five.
"""

import re

import httpx
import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import rows
from match.insight.commands import recount_gauges
from match.insight.gauges import DEFINITIONS, label
from match.insight.rules import SMALL
from tests.needs.browsing import words

pytestmark = [pytest.mark.projection, pytest.mark.usefixtures("hunan", "db")]

HUNAN = "430000000000"
ABOUT = tuple(label(one.key) for one in DEFINITIONS if one.persons and not one.staff)
# Directors by county (division prefix → how many, how many of them trained): small cells beside
# large ones, one alone in its prefecture, prefectures that differ from the province by little.
PLANTED = {
    "433101": (9, 7), "433122": (2, 1), "433123": (12, 6), "433124": (11, 5),
    "430102": (3, 3), "430103": (40, 20), "430202": (1, 0), "430203": (30, 30),
    "430302": (6, 1), "430321": (15, 9),
}  # fmt: skip


async def appoint() -> None:
    """Posts and courses as rows: how they came about is not what is tried here."""
    from tests.projection.planting import install

    await install()
    number = 70_000_000
    for prefix, (all_of, trained) in PLANTED.items():
        villages = await rows(
            "SELECT code FROM division WHERE level = 5 AND starts_with(code, $1) ORDER BY code",
            prefix,
        )
        for place in range(all_of):
            number += 1
            village = villages[place]["code"]
            await _run(
                "INSERT INTO post (id, office, home_id, division, account_id, kind, gender, deputy,"
                " status, reason, note, starts_on, end_reason) VALUES"
                f" ({number}, 'director', {number}, '{village}', {number}, 'DK-VCF', 'F', false,"
                " 'active', '', 'older than the register', current_date, '')"
            )
            if place < trained:
                await _run(
                    "INSERT INTO enrolment (id, course_id, account_id, division, status, opinion)"
                    f" VALUES ({number}, 69999999, {number}, '{village}', 'completed', '')"
                )
    await _run(
        "INSERT INTO course (id, title, audience, department, level, division, status, starts_on,"
        " ends_on, days, place, contents, capacity, taken, sign_up_until, has_exam, pass_mark,"
        " made_by, reason) VALUES (69999999, '儿童主任培训', 'director', 'civil_affairs', 6,"
        " '433101000000', 'completed', date_trunc('year', current_date),"
        " date_trunc('year', current_date) + interval '1 day', 2, '州民政局', ARRAY['TC-DUTY',"
        " 'TC-LAW', 'TC-PSY', 'TC-VISIT', 'TC-INFO', 'TC-REPORT', 'TC-GUARD'], 200, 1,"
        " date_trunc('year', current_date), true, 60, 1, '')"
    )


async def _run(said: str) -> None:
    await rows("SELECT past.run($1)", said)


def shares(answer: httpx.Response) -> dict[str, tuple[int, int]]:
    """What one page says of people: gauge → (value, of); hidden ones are left out."""
    text = words(answer)
    found: dict[str, tuple[int, int]] = {}
    for name in ABOUT:
        told = re.search(re.escape(name) + r"\s+\d+%\s+([\d,]+) / ([\d,]+)", text)
        if told:
            found[name] = (int(told[1].replace(",", "")), int(told[2].replace(",", "")))
    return found


def parts(of: tuple[int, int]) -> tuple[int, int, int]:
    value, whole = of
    return value, whole, whole - value


def found_out(pages: dict[str, dict[str, tuple[int, int]]], parents: dict[str, str]) -> list[str]:
    """Every number of one to four people that these pages tell, directly or by subtraction."""
    told = []
    for name in ABOUT:
        shown = {code: parts(page[name]) for code, page in pages.items() if name in page}
        told += [f"{name} {code}" for code, row in shown.items() if any(0 < n < SMALL for n in row)]
        for above in {*parents.values()} & set(shown):
            below = [code for code, parent in parents.items() if parent == above]
            rest = [
                shown[above][place] - sum(shown[code][place] for code in below if code in shown)
                for place in range(3)
            ]
            told += [f"{name} {above} less its parts: {n}" for n in rest if 0 < n < SMALL]
    return told


async def test_no_director_is_found_by_subtracting_pages(client: httpx.AsyncClient) -> None:
    await appoint()
    await recount_gauges(SYSTEM)
    parents = {f"{prefix}000000": f"{prefix[:4]}00000000" for prefix in PLANTED}
    parents |= dict.fromkeys({*parents.values()}, HUNAN)

    pages = {
        code: shares(await client.get(f"/coverage/{code}")) for code in (HUNAN, *sorted(parents))
    }

    assert any(pages.values()), "the pages tell shares of people at all"
    assert found_out(pages, parents) == []


async def test_pages_that_hide_small_cells_only_are_found_out() -> None:
    """The broken twin: what the same pages would be without complementary hiding."""
    parents = {f"{prefix}000000": f"{prefix[:4]}00000000" for prefix in PLANTED}
    counts: dict[str, tuple[int, int]] = {}
    for prefix, (all_of, trained) in PLANTED.items():
        for code in (f"{prefix}000000", f"{prefix[:4]}00000000", HUNAN):
            before = counts.get(code, (0, 0))
            counts[code] = (before[0] + trained, before[1] + all_of)
    parents |= dict.fromkeys({*parents.values()}, HUNAN)
    only_small = {
        code: {} if any(0 < n < SMALL for n in parts(of)) else {ABOUT[0]: of}
        for code, of in counts.items()
    }

    assert any("less its parts" in line for line in found_out(only_small, parents))
