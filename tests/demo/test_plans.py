"""The rules by which villages get homes and homes get needs: always the same, never unfair."""

from collections import Counter

from match.demo.cast import county_parts, other_parts, township_parts
from match.demo.content import needs
from match.demo.desks import HomeAt, PlannedNeed, busiest, need_form, planned_needs
from match.demo.seed import roll
from match.demo.villages import Village, chosen, home_name, planned
from match.foundation import clock
from match.foundation.permissions import Role
from match.homes.rules import Standing, director_complaint, missing_for_opening, overlapping
from match.needs.states import Delivery, NeedStatus
from match.people.policy import division_fits

COUNTIES = ("433101", "433122", "433123", "433124", "433125", "433126", "433127", "433130")
VILLAGES = [
    Village(f"{county}{township}{village}", f"第{village}村")
    for county in COUNTIES
    for township in (100, 101, 200)
    for village in range(201, 225)
]


def homes() -> list[HomeAt]:
    """Homes that may ask, with ids as a database might give them."""
    plans = [planned(village) for village in chosen(VILLAGES)]
    asking = [plan for plan in plans if plan.working]
    return [HomeAt(at, p.form.division, p.in_school) for at, p in enumerate(asking, 900)]


def needs_planned() -> list[PlannedNeed]:
    return planned_needs(needs(), homes())


def test_chance_is_the_same_on_every_machine():
    assert [roll(1000, "home", number) for number in range(3)] == [957, 687, 354]


def test_every_township_has_a_home_and_the_choice_does_not_depend_on_order():
    taken = chosen(VILLAGES)

    assert {village.code[:9] for village in taken} == {village.code[:9] for village in VILLAGES}
    assert chosen(reversed(VILLAGES)) == taken


def test_a_village_keeps_its_home_when_another_township_is_added():
    more = [*VILLAGES, *(Village(f"433101102{n}", "新村") for n in range(201, 220))]

    assert {v.code for v in chosen(VILLAGES)} <= {v.code for v in chosen(more)}


def test_homes_carry_their_villages_name():
    assert home_name("小溪村") == "小溪村儿童之家"
    assert home_name("小溪村委会") == "小溪村儿童之家"
    assert home_name("小溪村村民委员会") == "小溪村儿童之家"


def test_planned_homes_meet_the_notice():
    for village in VILLAGES:
        home = planned(village)
        spans = [(span.weekday, span.opens, span.closes) for span in home.opening.spans]
        measured = Standing(
            facilities=frozenset(home.form.facilities),
            papers=frozenset(home.form.documents),
            area_m2=home.form.indoor_area_m2,
            area_least_m2=50,
            area_approved=True,
            outdoor_checked=True,
            director=True,
            hours=bool(spans),
        )
        assert missing_for_opening(measured) == []
        assert not overlapping(spans)
        assert director_complaint(home.form.site_source, home.form.director_kind) is None
        assert (home.form.indoor_area_m2 or 0) >= 50 or home.form.area_reason


def test_ids_do_not_decide_who_asks():
    first = needs_planned()
    renumbered = [HomeAt(home.id + 5000, home.division, home.in_school) for home in homes()]
    second = planned_needs(needs(), renumbered)

    assert [(p.home.division, p.target) for p in first] == [
        (p.home.division, p.target) for p in second
    ]


def test_school_leaders_write_for_school_homes_and_customs_stay_at_home():
    for plan in needs_planned():
        assert plan.home.in_school == (plan.text.voice == "school")
        assert plan.home.division.startswith(plan.text.county)


def test_every_county_finds_work_at_each_desk():
    found = Counter((plan.home.division[:6], plan.target) for plan in needs_planned())

    for county in COUNTIES:
        for status in (NeedStatus.draft, NeedStatus.township, NeedStatus.county):
            assert found[county, status] >= 1, (county, status)


def test_the_shown_directors_have_a_need_at_every_stage():
    plans = needs_planned()
    first = busiest(plans)[0]

    assert {plan.target for plan in plans if plan.home.division == first} >= {
        NeedStatus.draft,
        NeedStatus.information,
        NeedStatus.township,
        NeedStatus.county,
        NeedStatus.published,
    }


def test_goods_for_a_small_group_go_to_the_township():
    small = [p for p in needs_planned() if sum(p.text.bands.values()) < 5]

    assert small
    assert {need_form(p, clock.today()).delivery for p in small} == {Delivery.township}


def test_staff_sit_where_their_role_is_held_and_share_no_phone():
    codes = [f"{county}000000" for county in COUNTIES]
    townships = sorted({village.code[:9] + "000" for village in VILLAGES})
    parts = [*other_parts("4331"), *county_parts(codes), *township_parts(townships)]

    assert all(division_fits(part.role, part.division) is True for part in parts)
    assert len({part.phone for part in parts}) == len(parts)
    assert Counter(part.role for part in parts)[Role.county] == 2 * len(COUNTIES)
