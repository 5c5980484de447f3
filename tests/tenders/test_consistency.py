"""Terms that do not fit together or the law are refused at their field, before anybody reads."""

from datetime import UTC, date, datetime, timedelta

import pytest

from match.foundation import clock
from match.tenders import consistency, fairness
from match.tenders.facts import Survey
from match.tenders.states import Method, Mode, Scheme
from tests.tenders import make
from tests.tenders.recount import recount

TODAY = datetime(2026, 3, 2, 2, tzinfo=UTC)
SCORES = (
    make.criterion("price", 1000),
    make.criterion("objective", 5000, position=2),
    make.criterion("subjective", 4000, position=3),
)


def bought(**other):
    """A consultation that may go out today: surveyed, reviewed, announced, linked."""
    with clock.freeze(TODAY):
        return make.facts(
            **{
                "mode": Mode.full,
                "method": Method.consult,
                "method_ground": "service",
                "budget_fen": 120_000_000,
                "limits": make.limits(proc__native__permission="湘财采函〔2026〕1号"),
                "criteria": SCORES,
                "survey": Survey(1, date(2025, 12, 1), ("甲中心", "乙中心", "丙中心")),
                "legal_adviser": "某律师事务所",
                "official_notice_url": "https://www.ccgp-hunan.gov.cn/notice/1",
                "intent_at": TODAY - timedelta(days=40),
                "created_at": TODAY,
                **other,
            }
        )


def wrong(**other):
    with clock.freeze(TODAY):
        return set(consistency.notice_complaints(bought(**other), date(2026, 3, 2)))


def test_a_purchase_that_fits_goes_out():
    assert wrong() == set()
    assert wrong(intent_at=None, intent_waiver="因突发灾情急需，不可预见") == set()


def scores(price, rest):
    return (make.criterion("price", price), make.criterion("objective", rest, position=2))


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"criteria": ()}, "criteria"),
        ({"criteria": scores(1000, 8999)}, "criteria"),
        ({"criteria": scores(999, 9001)}, "criteria"),
        ({"criteria": scores(3001, 6999)}, "criteria"),
        ({"criteria": (make.criterion("objective", 10_000),)}, "criteria"),
        (
            {"criteria": (*scores(1000, 8000), make.criterion("price", 1000, position=3))},
            "criteria",
        ),
        (
            {
                "criteria": (
                    make.criterion("price", 1000),
                    make.criterion("subjective", 9000, indicator="方案优秀的得高分"),
                )
            },
            "criteria",
        ),
        (
            {
                "criteria": (
                    *SCORES,
                    make.criterion("pass", title="在本县注册的社会组织", position=4),
                )
            },
            "criteria",
        ),
        ({"requirements": "服务设备须使用指定品牌，全年不少于三百课时。"}, "requirements"),
        ({"acceptance": "仅限原项目单位参加，由儿童主任和监护人评议。"}, "acceptance"),
        ({"bond_fen": 2_400_001}, "bond_fen"),
        ({"reference_contracts": 3}, "reference_contracts"),
        ({"service_days": 366}, "service_days"),
        ({"service_days": 1097, "stable_recurrent": True}, "service_days"),
        ({"survey": None}, "survey"),
        ({"survey": Survey(1, date(2025, 12, 1), ("甲中心", "乙中心"))}, "survey"),
        ({"survey": Survey(1, date(2025, 2, 27), ("甲", "乙", "丙"))}, "survey"),
        ({"legal_adviser": " "}, "legal_adviser"),
        ({"official_notice_url": ""}, "official_notice_url"),
        ({"official_notice_url": "https://ccgp-hunan.gov.cn.example.com/1"}, "official_notice_url"),
        ({"official_notice_url": "http://www.ccgp.gov.cn/1"}, "official_notice_url"),
        ({"intent_at": None}, "intent"),
        ({"intent_at": TODAY - timedelta(days=29)}, "intent"),
        ({"closes_on": date(2026, 3, 11)}, "closes_on"),
        ({"decides_on": date(2026, 3, 16), "closes_on": date(2026, 3, 16)}, "decides_on"),
    ],
)
def test_what_does_not_fit_is_said_at_its_field(other, field):
    assert wrong(**other) == {field}


@pytest.mark.parametrize(
    "other",
    [
        {"criteria": scores(3000, 7000)},
        {"bond_fen": 2_400_000},
        {"reference_contracts": 2},
        {"service_days": 1095, "stable_recurrent": True},
        {"survey": Survey(1, date(2025, 3, 2), ("甲", "乙", "丙"))},
        {"intent_at": TODAY - timedelta(days=31)},
        {"closes_on": date(2026, 3, 12)},
    ],
)
def test_the_last_value_that_fits_fits(other):
    assert wrong(**other) == set()


def test_an_open_tender_has_a_floor_for_the_price_and_no_ceiling():
    tender = {"method": Method.open, "method_ground": "", "closes_on": date(2026, 3, 23)}
    assert wrong(**tender, criteria=scores(9000, 1000)) == set()
    assert wrong(**tender, criteria=scores(999, 9001)) == {"criteria"}


def test_the_lowest_price_has_demands_and_no_scores():
    lowest = {"method": Method.negotiate, "method_ground": "urgent", "scheme": Scheme.lowest}
    assert wrong(**lowest, criteria=(make.criterion("pass"),)) == set()
    assert wrong(**lowest, criteria=SCORES) == {"criteria"}


def test_the_light_flow_may_do_without_scores_but_not_with_half_of_them():
    light = {"mode": Mode.light, "method": Method.internal, "method_ground": ""}
    few = {**light, "budget_fen": 10_000_000}
    assert wrong(**few, criteria=(), survey=None, legal_adviser="", intent_at=None) == set()
    assert wrong(**few, criteria=scores(500, 9500)) == set()
    assert wrong(**few, criteria=scores(500, 9400)) == {"criteria"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("供应商须在本市注册", "region"),
        ("本市注册的供应商加 5 分", "region"),
        ("注册地须在湘西州", "region"),
        ("在本县设有分支机构", "region"),
        ("获得省级以上奖项得 3 分", "award"),
        ("当地同类业绩每个 2 分", "award"),
        ("注册资本不低于 100 万元", "size"),
        ("成立三年以上", "size"),
        ("国有企业优先", "owner"),
        ("须提供原厂授权", "brand"),
        ("指定某公司为唯一供应商", "supplier"),
        ("具备三名以上社会工作师得 10 分", None),
        ("近三年同类项目每个 5 分，最多两个", None),
    ],
)
def test_forbidden_conditions_are_found_by_their_words(text, kind):
    found = [each for each, _words in fairness.forbidden(text, strict=True)]
    assert found[:1] == ([kind] if kind else [])


def test_the_text_of_a_service_may_name_whom_it_is_given_to():
    text = "与当地机构和村委会协作，为本县留守儿童开展服务。"
    assert list(fairness.forbidden(text, strict=False)) == []
    assert list(fairness.forbidden(text, strict=True)) != []


@pytest.mark.parametrize(
    ("method", "ground", "key"),
    [
        (Method.open, "", "PROC.OPEN.CLARIFY"),
        (Method.consult, "service", "PROC.CONS.CLARIFY"),
        (Method.negotiate, "urgent", "PROC.NEG.CLARIFY"),
    ],
)
def test_a_late_edit_puts_the_deadline_off_by_the_methods_rule(method, ground, key):
    facts = bought(method=method, method_ground=ground, closes_on=date(2026, 4, 10))
    wanted = facts.closes_on
    for back in range(60):
        today = date(2026, 4, 10) - timedelta(days=back)
        after = consistency.after_edit(facts, wanted, today)
        in_time = recount(key, wanted) >= today
        assert (after == wanted) is in_time, today
        assert recount(key, after) >= today
