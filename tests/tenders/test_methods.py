"""The method engine: thresholds, panels, steps and refusals, each by the numbers of the law."""

import pytest

from match.tenders import methods, rules
from match.tenders.states import Envelopes, Method, Mode, Scheme
from tests.tenders import make

YUAN = 100
OPERATOR = {"limits": make.limits(proc__native__permission="湘财采函〔2026〕1号")}


def refused(**other):
    return {field for field, _why in methods.refusals(make.facts(**other))}


def full(method, ground="", **other):
    """A full procedure that nothing speaks against, unless *other* says otherwise."""
    return {
        "mode": Mode.full,
        "method": method,
        "method_ground": ground,
        "scheme": Scheme.lowest if method is Method.negotiate else Scheme.scoring,
        "budget_fen": 1_000_000 * YUAN,
        **OPERATOR,
        **other,
    }


@pytest.mark.parametrize(
    ("yuan", "mode", "method"),
    [
        (799_999, Mode.light, Method.internal),
        (800_000, Mode.mirror, Method.consult),
        (1_999_999, Mode.mirror, Method.consult),
        (2_000_000, Mode.mirror, Method.open),
    ],
)
def test_the_method_to_begin_with_follows_the_thresholds(yuan, mode, method):
    assert methods.suggest(yuan * YUAN, make.limits()) == (mode, method)
    allowed = make.limits(proc__native__permission="湘财采函〔2026〕1号")
    native = Mode.light if mode is Mode.light else Mode.full
    assert methods.suggest(yuan * YUAN, allowed) == (native, method)


def test_a_threshold_is_a_parameter():
    city = make.limits(proc__hunan__decentral__service="300000")
    assert methods.suggest(300_000 * YUAN, city)[0] is Mode.mirror
    assert refused(budget_fen=300_000 * YUAN, limits=city) == {"budget_fen"}
    assert refused(budget_fen=300_000 * YUAN) == set()


@pytest.mark.parametrize(
    ("method", "ground", "bids"),
    [
        (Method.open, "", 3),
        (Method.invite, "few", 3),
        (Method.negotiate, "complex", 3),
        (Method.negotiate, "failed", 2),
        (Method.consult, "service", 2),
        (Method.inquire, "uniform", 3),
        (Method.single, "only", 1),
        (Method.frame, "repeated", 3),
        (Method.internal, "", 3),
    ],
)
def test_how_many_bids_it_takes(method, ground, bids):
    assert methods.min_bids(method, ground, make.limits()) == bids


@pytest.mark.parametrize(
    ("method", "yuan", "complex_", "size", "experts"),
    [
        (Method.open, 9_999_999, False, 5, 4),
        (Method.open, 10_000_000, False, 7, 5),
        (Method.open, 2_000_000, True, 7, 5),
        (Method.invite, 2_000_000, False, 5, 4),
        (Method.consult, 20_000_000, True, 3, 2),
        (Method.negotiate, 900_000, False, 3, 2),
        (Method.inquire, 900_000, False, 3, 2),
        (Method.single, 900_000, False, 3, 0),
        (Method.internal, 100_000, False, 3, 0),
    ],
)
def test_who_judges(method, yuan, complex_, size, experts):
    panel = methods.panel(make.facts(method=method, budget_fen=yuan * YUAN, complex=complex_))
    assert (panel.size, panel.experts) == (size, experts)
    assert panel.size % 2 == 1
    assert experts == 0 or 3 * experts >= 2 * size


def test_nothing_speaks_against_what_is_right():
    for method, ground in (
        (Method.open, ""),
        (Method.consult, "service"),
        (Method.negotiate, "urgent"),
    ):
        assert refused(**full(method, ground)) == set()
    assert refused(**full(Method.single, "only", sole_supplier="湘西州某社会工作服务中心")) == set()
    assert refused() == set()


@pytest.mark.parametrize(
    ("other", "field"),
    [
        ({"budget_fen": 800_000 * YUAN}, "budget_fen"),
        (full(Method.consult, "service", budget_fen=2_000_000 * YUAN), "method_approval"),
        (full(Method.consult), "method_ground"),
        (full(Method.consult, "failed"), "method_ground"),
        (full(Method.negotiate, "service"), "method_ground"),
        (full(Method.single, "only"), "sole_supplier"),
        (full(Method.consult, "service", scheme=Scheme.lowest), "scheme"),
        (full(Method.negotiate, "urgent", scheme=Scheme.scoring), "scheme"),
        (full(Method.open, scheme=Scheme.lowest, envelopes=Envelopes.price_after), "envelopes"),
        (full(Method.inquire, "uniform"), "method"),
        (full(Method.invite, "few"), "mode"),
        (full(Method.frame, "repeated"), "mode"),
        (full(Method.open, limits=make.limits()), "mode"),
    ],
)
def test_what_speaks_against_a_method_is_said_at_its_field(other, field):
    assert refused(**other) == {field}


def test_approval_by_finance_opens_another_method_above_the_threshold():
    bought = full(Method.consult, "service", budget_fen=3_000_000 * YUAN)
    assert refused(**bought, method_approval="州财采批〔2026〕7号") == set()
    assert refused(**bought) == {"method_approval"}


def test_below_the_limit_the_full_flow_needs_no_permission():
    below = full(Method.consult, "service", budget_fen=500_000 * YUAN, limits=make.limits())
    assert refused(**below) == set()


def test_a_mirror_needs_no_permission_for_it_takes_no_bids():
    assert refused(**full(Method.open, mode=Mode.mirror, limits=make.limits())) == set()
    plan = rules.steps(make.facts(**full(Method.open, mode=Mode.mirror)))
    assert {"sealing", "opening"}.isdisjoint(step.key for step in plan.steps)


def keys_of(**other):
    return [step.key for step in rules.steps(make.facts(**other)).steps]


def test_the_light_flow_leaves_out_what_the_law_asks_only_above_the_limit():
    light, lawful = keys_of(), keys_of(**full(Method.open))
    assert [key for key in lawful if key not in light] == ["survey", "review", "intent", "filing"]
    assert [key for key in light if key not in lawful] == []


def test_steps_that_only_some_methods_have():
    assert "approval" in keys_of(**full(Method.consult, "service", budget_fen=2_000_000 * YUAN))
    assert "prequalify" in keys_of(**full(Method.invite, "few"))
    assert "questions" not in keys_of(**full(Method.single, "only"))
    assert "intent" not in keys_of(**full(Method.open), intent_waiver="抢险救灾急需，无法提前公开")


@pytest.mark.parametrize("method", Method)
def test_a_plan_explains_itself(method):
    plan = rules.steps(make.facts(**full(method)))
    assert all(plan.why)
    assert len(plan.why) == 2
    assert all(step.why for step in plan.steps)
    assert plan.allowed is (plan.refusals == ())
    assert plan.forms[0] == "plan"
    assert plan.keys == (3, 5)
    assert rules.steps(make.facts()).keys == (2, 3)
