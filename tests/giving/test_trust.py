"""Figures of trust: counts with every share, nothing about few."""

import pytest

from match.foundation.actor import SYSTEM
from match.foundation.errors import NotFound
from match.giving.commands import cancel
from match.giving.disclosure.commands import keep_duties
from match.giving.trust.queries import home_trust, organisation_trust
from match.giving.trust.rules import FEW, Figure, Measure, figure, label, sentence
from tests.giving import make
from tests.giving.reporting import home_of, told
from tests.giving.test_duties import in_days

pytestmark = pytest.mark.usefixtures("db")


def test_a_share_is_told_with_its_count_and_the_median():
    told_of = figure(Measure.arrived, [True] * 12 + [False], [3, 9, 30, 9, 2, 9, 9])

    assert sentence(told_of) == "13 次中 12 次，中位数 9 天"
    assert "%" not in sentence(told_of)


def test_of_few_nothing_is_told():
    for outcomes in ([], [True], [False, True]):
        assert sentence(figure(Measure.reported, outcomes)) == "不足 3 次，暂不统计"
    assert sentence(figure(Measure.reported, [False] * FEW)) == "3 次中 0 次"


def test_a_median_of_few_days_is_not_told():
    assert figure(Measure.arrived, [True] * 9, [1, 5]).days is None
    assert figure(Measure.arrived, [True] * 9, [1, 5, 100]).days == 5
    assert figure(Measure.arrived, [True] * 9, [1, 4, 6, 100]).days == 4


def test_every_measure_has_words():
    assert len({label(each) for each in Measure}) == len(Measure)


async def figures_of(deal: make.Deal) -> dict[Measure, Figure]:
    (organisation,) = deal.manager.organisations
    home = (await home_trust(home_of(deal)))[1]
    giver = (await organisation_trust(organisation))[1]
    return {
        **{each.measure: each for each in giver if each.measure is not Measure.reported},
        **{each.measure: each for each in home},
    }


async def test_what_arrived_and_what_was_reported_in_time_counts():
    deal = await make.counted(58, "短少两册，箱子有破口")
    await make.giving.give_receipt(deal.director, deal.agreement, make.ReceiptForm())
    await told(deal, 10)
    await keep_duties(SYSTEM, deal.agreement)

    found = await figures_of(deal)

    assert (found[Measure.arrived].good, found[Measure.arrived].of) == (1, 1)
    assert (found[Measure.complete].good, found[Measure.complete].of) == (0, 1)
    assert (found[Measure.counted].good, found[Measure.counted].of) == (1, 1)
    assert (found[Measure.reported].good, found[Measure.reported].of) == (1, 1)


async def test_a_late_report_counts_as_late_and_an_owed_one_too():
    deal = await make.allocated()
    await keep_duties(SYSTEM, deal.agreement)
    assert (await figures_of(deal))[Measure.reported].of == 0
    with in_days(61):
        owed = (await figures_of(deal))[Measure.reported]
        await told(deal, 10)
    with in_days(62):
        await keep_duties(SYSTEM, deal.agreement)
        late = (await figures_of(deal))[Measure.reported]

    assert (owed.good, owed.of) == (0, 1)
    assert (late.good, late.of) == (0, 1)


async def test_a_promise_given_up_is_not_kept():
    deal = await make.agreed()

    await cancel(deal.manager, deal.agreement, "库存不足，不能按约定提供")

    found = await figures_of(deal)
    assert (found[Measure.arrived].good, found[Measure.arrived].of) == (0, 1)


async def test_what_was_never_agreed_is_no_promise():
    deal = await make.promised()

    assert (await figures_of(deal))[Measure.arrived].of == 0


async def test_of_nobody_there_is_no_record():
    with pytest.raises(NotFound):
        await home_trust(10**9)
    with pytest.raises(NotFound):
        await organisation_trust(10**9)
