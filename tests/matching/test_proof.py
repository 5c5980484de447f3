"""A stored run against a checker that knows neither the solver nor the room that plans."""

from dataclasses import replace
from typing import Any

import pytest

from match.foundation.actor import SYSTEM
from match.foundation.db import one
from match.matching.commands import run_matching
from match.proofs.database import stored_run
from match.proofs.run import Told, false_statements
from tests.matching import make
from tests.offers import make as offers


@pytest.fixture
async def told(db: None) -> Told:
    """Three homes want books; one lot of them and one for the parent category are offered."""
    for township, wanted in ((f"{make.COUNTY}101", 60), ("433122101", 90), ("433122102", 40)):
        at = await make.village(township)
        await make.open_need(at, lines=[make.Line("注音绘本", wanted, "册")])
    await offers.published(quantity=100, areas=["4331"])
    await offers.published(quantity=30, category="MAT", title="一批少儿图书", areas=["4331"])
    figures = await run_matching(SYSTEM, "4331")
    found = await stored_run(figures["run_id"])
    assert found is not None
    return found


async def test_a_run_is_proven_by_what_it_stored(told: Told):
    assert {row["side"] for row in told.prices} == {"need", "offer", "tier"}
    assert len(told.proposals) >= 2
    assert false_statements(told) == ()


def _with_run(told: Told, **changed: Any) -> Told:
    return replace(told, run={**told.run, **changed})


def _with_first(told: Told, rows: str, **changed: Any) -> Told:
    first, *rest = getattr(told, rows)
    return replace(told, **{rows: [{**first, **changed}, *rest]})


TWINS = {
    "an objective that is one too high": (
        lambda t: _with_run(t, objective=t.run["objective"] + 1),
        {"objective"},
    ),
    "a gap that hides something": (lambda t: _with_run(t, gap=1), {"gap"}),
    "a bound that is too low": (
        lambda t: _with_run(t, dual_objective=t.run["dual_objective"] - 1),
        {"dual_objective"},
    ),
    "fewer pairs than there are": (lambda t: _with_run(t, pairs=1), {"pairs"}),
    "another input": (lambda t: _with_run(t, input_sha256="0" * 64), {"input_sha256"}),
    "other weights": (
        lambda t: _with_run(t, parameters={**t.run["parameters"], "reach_km": 1}),
        {"parameters"},
    ),
    "a price that is one too low": (
        lambda t: replace(
            t,
            prices=[{**row, "price": max(0, row["price"] - 1)} for row in t.prices],
        ),
        {"prices_cover", "dual_objective", "optimal"},
    ),
    "a price that is missing": (lambda t: replace(t, prices=t.prices[1:]), set()),
    "one unit more than was planned": (
        lambda t: _with_first(t, "proposals", units=t.proposals[0]["units"] + 1),
        {"objective"},
    ),
    "a proposal that is gone": (
        lambda t: replace(t, proposals=t.proposals[1:]),
        {"proposals", "objective", "unserved"},
    ),
    "a better score": (
        lambda t: _with_first(t, "proposals", score=t.proposals[0]["score"] + 1),
        {"score"},
    ),
    "a worth that is not that of the score": (
        lambda t: _with_first(t, "proposals", unit_value=1),
        {"unit_value"},
    ),
    "a price told to the reader that is not the run's": (
        lambda t: _with_first(t, "proposals", offer_price=t.proposals[0]["offer_price"] + 1),
        {"offer_price"},
    ),
    "nobody told that they went without": (lambda t: replace(t, unserved=[]), {"unserved"}),
    "a county that got more": (
        lambda t: _with_first(t, "counties", served=t.counties[0]["served"] + 1),
        {"counties"},
    ),
    "a line of another county than its home's": (
        lambda t: _with_first(t, "lines", county=430102),
        {"input_rows"},
    ),
    "an offer of another giver": (
        lambda t: _with_first(t, "givers", organisation=987654),
        {"input_rows"},
    ),
    "no input at all": (lambda t: replace(t, content=None), {"input"}),
    "an input that was changed": (
        lambda t: replace(t, content=t.content[:40] + b"\x00" + t.content[41:]),
        set(),
    ),
}


@pytest.mark.parametrize("twin", TWINS.values(), ids=TWINS)
async def test_a_false_statement_is_found(told: Told, twin: Any):
    change, names = twin
    found = {statement.name for statement in false_statements(change(told))}

    assert found
    assert names <= found


async def test_the_run_is_append_only(told: Told):
    """What the twins do to copies, nobody can do to the rows."""
    import asyncpg

    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await one("UPDATE run_price SET price = 0 RETURNING id")
