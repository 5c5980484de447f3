"""Small random worlds: needs and offers in which everything that can be refused sometimes is."""

from hypothesis import strategies as st

from match.allocation.shapes import NeedRow, OfferRow

COUNTIES = ("430102", "430103", "430202", "433101")
LEAVES = ("MAT-BOOK", "MAT-BAG", "SVC-PSY", "FND-HOME")
OFFERED = (*LEAVES, "MAT", "SVC")
AREAS = ("43", "4301", "4331", *COUNTIES)
DAY = 740_000


@st.composite
def need_rows(draw, id):
    category = draw(st.sampled_from(LEAVES))
    from_day = DAY + draw(st.integers(0, 20))
    place = draw(st.sampled_from([(None, None), (112.98, 28.19), (109.73, 28.31)]))
    return NeedRow(
        id=id,
        home=draw(st.integers(1, 3)),
        county=draw(st.sampled_from(COUNTIES)),
        category=category,
        parent=category.partition("-")[0],
        quantity=draw(st.integers(0, 6)),
        asked=draw(st.integers(0, 8)),
        lon=place[0],
        lat=place[1],
        from_day=from_day,
        by_day=from_day + draw(st.integers(0, 120)),
        skills=draw(st.sampled_from([0, 0, 1, 3])),
        groups=draw(st.integers(0, 7)),
        child_contact=draw(st.booleans()),
        money_recipient=draw(st.booleans()),
        priority=draw(st.booleans()),
        waiting_days=draw(st.integers(0, 400)),
        beneficiaries=draw(st.integers(0, 60)),
        never_served=draw(st.booleans()),
        home_share=draw(st.integers(0, 100)),
        tokens=tuple(draw(st.lists(st.integers(0, 12), max_size=6))),
        conflicts=tuple(draw(st.lists(st.integers(1, 4), max_size=1))),
    )


@st.composite
def offer_rows(draw, id):
    place = draw(st.sampled_from([(None, None), (113.16, 27.83), (110.48, 29.13)]))
    from_day = DAY + draw(st.integers(-40, 40))
    return OfferRow(
        id=id,
        organisation=draw(st.integers(1, 4)),
        category=draw(st.sampled_from(OFFERED)),
        capacity=draw(st.integers(0, 8)),
        areas=tuple(draw(st.lists(st.sampled_from(AREAS), max_size=3))),
        lon=place[0],
        lat=place[1],
        from_day=from_day,
        until_day=from_day + draw(st.integers(0, 200)),
        skills=draw(st.sampled_from([0, 1, 3, 7])),
        valid_check=draw(st.booleans()),
        groups=draw(st.sampled_from([0, 0, 1, 2, 6])),
        money=draw(st.sampled_from([False, False, True])),
        only_need=draw(st.sampled_from([0, 0, 0, 1, 2])),
        reliability=draw(st.integers(0, 100)),
        tokens=tuple(draw(st.lists(st.integers(0, 12), max_size=6))),
        conflicts=tuple(draw(st.lists(st.integers(1, 3), max_size=1))),
    )


@st.composite
def worlds(draw, most=6):
    """A list of needs and a list of offers, ids from 1."""
    needs = [draw(need_rows(id)) for id in range(1, draw(st.integers(0, most)) + 1)]
    offers = [draw(offer_rows(id)) for id in range(1, draw(st.integers(0, most)) + 1)]
    return needs, offers


def need(**changes):
    """An ordinary need that an ordinary offer may serve."""
    plain = {
        "id": 1,
        "home": 1,
        "county": "430102",
        "category": "MAT-BOOK",
        "parent": "MAT",
        "quantity": 10,
        "from_day": DAY,
        "by_day": DAY + 30,
        "beneficiaries": 20,
    }
    return NeedRow(**(plain | changes))


def offer(**changes):
    """An ordinary offer that may serve an ordinary need."""
    plain = {"id": 1, "organisation": 1, "category": "MAT-BOOK", "capacity": 10, "areas": ("43",)}
    return OfferRow(**(plain | changes))
