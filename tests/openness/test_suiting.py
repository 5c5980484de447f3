"""Purchases for an organisation are ranked by the points that needs and offers are ranked by."""

from datetime import date, timedelta

import pytest

from match.allocation.shapes import Parameters
from match.foundation.db import one
from match.tenders import queries
from match.tenders.suiting import AT_SEAT, Offered, Wanted, points
from tests.people import make as people
from tests.tenders import make

TODAY = date(2026, 3, 2)
JISHOU, CHANGSHA = (28.31, 109.74), (28.23, 112.94)
FAR = date(2030, 1, 1)


def wanted(**other) -> Wanted:
    held = {
        "id": 7, "category": "SVC-PSY", "parent": "SVC", "county": "433101", "point": JISHOU,
        "today": TODAY, "closes_on": TODAY + timedelta(days=89), "words": ("心理", "辅导"),
    }  # fmt: skip
    return Wanted(**{**held, **other})


def offered(**other) -> Offered:
    held = {
        "id": 3, "category": "SVC-PSY", "areas": ("433101",), "point": JISHOU, "from_day": TODAY,
        "until_day": FAR, "words": ("心理", "辅导"),
    }  # fmt: skip
    return Offered(**{**held, **other})


def seat(point=JISHOU) -> Offered:
    return offered(id=AT_SEAT, areas=("43",), point=point, words=())


@pytest.mark.parametrize(
    ("offers", "at", "expected"),
    [
        # By domain.md §4.10: category 30, words 15, distance 15, quantity 10, time 10 and half of
        # the 5 for an unknown reliability, cut to 2.
        ([offered()], JISHOU, 82),
        ([], JISHOU, 67),
        # Half of the category's points for the whole field; of its words none are shared.
        ([offered(category="SVC", words=("讲座", "法律"))], JISHOU, 67),
        # More than three hundred kilometres away the distance points are gone.
        ([], CHANGSHA, 52),
        # What is not reached is no pair: the seat alone counts.
        ([offered(areas=("4301",))], JISHOU, 67),
        ([offered(until_day=TODAY - timedelta(days=1), from_day=date(2026, 1, 1))], JISHOU, 67),
    ],
)
def test_points_are_those_of_the_engine(offers, at, expected):
    assert points(wanted(), offers, seat(at), Parameters()) == expected


@pytest.mark.usefixtures("hunan", "db")
async def test_the_nearer_organisation_comes_first():
    _officer, tender_id = await make.published(skills=["PSY-2"])
    ids = []
    for division in ("431202000000", "433101000000"):
        organisation = await people.organisation("NGO", division)
        await one(
            "UPDATE organisation SET skills = '{PSY-2}' WHERE id = $1 RETURNING id", organisation
        )
        ids.append(organisation)
    fits = await queries.suitable_suppliers(tender_id)

    assert [fit.organisation_id for fit in fits][:1] == [ids[1]]
    assert all(0 < fit.points <= 100 for fit in fits)
    [(view, fit)] = await queries.suitable_tenders(ids[1])
    assert (view.id, fit.points) == (tender_id, fits[0].points)
