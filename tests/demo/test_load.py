"""The whole demo through the rooms' own commands, twice: the second time nothing changes."""

from collections import Counter
from typing import Any

import pytest

from jobs.checks.purchases import CHECKS as PURCHASE_CHECKS
from match.demo import Loaded, content, load
from match.foundation import clock
from match.foundation.db import rows, value
from match.foundation.errors import Conflict
from match.foundation.permissions import Role


class Seen:
    """What the progress bar was told."""

    def __init__(self) -> None:
        self.last: dict[str, tuple[int, int]] = {}

    def __call__(self, what: str, done: int, total: int) -> None:
        before, known = self.last.get(what, (-1, total))
        assert (done, total) == (before + 1, known), f"{what} jumps from {before} to {done}"
        self.last[what] = (done, total)


class PulledPlug(Seen):
    """A progress bar whose power goes in the middle of the needs."""

    def __call__(self, what: str, done: int, total: int) -> None:
        super().__call__(what, done, total)
        if (what, done) == ("needs", 25):
            raise InterruptedError(what)


async def test_without_the_tree_it_says_what_to_run(db: None):
    await rows("UPDATE division SET valid_to = valid_from + 1 WHERE code LIKE '4331%'")

    with pytest.raises(Conflict, match="match load hunan"):
        await load(Seen())


async def test_the_demo_goes_on_where_it_stopped_and_loads_once(hunan: None, db: None):
    with pytest.raises(InterruptedError):
        await load(PulledPlug())
    assert await value("SELECT count(*) FROM need") == 25

    seen = Seen()
    loaded = await load(seen)

    assert {what: done == total > 0 for what, (done, total) in seen.last.items()} == dict.fromkeys(
        seen.last, True
    )
    prefilled = await value("SELECT count(DISTINCT need_id) FROM standard_task")
    assert prefilled == 1
    assert loaded.counts["needs"] == len(content.needs()) + prefilled >= 450
    assert await value("SELECT count(*) FROM inspection") == 2
    assert await value("SELECT count(*) FROM standard_flag WHERE status = 'open'") == 2
    assert await value("SELECT count(*) FROM survey_form") >= 5
    assert loaded.counts["offers"] == len(content.offers())
    assert loaded.counts["homes"] >= 300
    assert loaded.counts["shifts"] == 16
    assert await value("SELECT count(*) FROM shift WHERE status IN ('open', 'full')") == 16
    assert await value("SELECT sum(units) FROM shift_signup") >= 5
    await _needs_went_the_proper_way()
    await _organisations_and_offers_stand_where_they_should()
    await _purchases_are_published_but_one()
    await _no_desk_of_purchases_is_empty()
    _every_role_can_be_tried(loaded)

    written = await _everything()
    again = await load(Seen())

    assert await _everything() == written
    assert again == loaded


async def _needs_went_the_proper_way() -> None:
    needs = await rows("SELECT * FROM need")
    states = Counter(need["status"] for need in needs)
    published = [need for need in needs if need["status"] == "published"]

    assert states["published"] >= 350
    for status in ("draft", "privacy", "township", "county", "information", "rejected"):
        assert states[status] >= 1, status
    for need in published:
        people = (need["submitted_by"], need["checked_by"], need["approved_by"])
        assert None not in people
        assert len(set(people)) == 3
        assert need["due_on"] >= clock.today()
    assert any(need["entered_for"] for need in published)
    assert all(need["delivery"] == "township" for need in needs if need["beneficiaries"] < 5)
    assert await value("SELECT count(*) FROM need_question WHERE answered_at IS NULL") >= 8


async def _organisations_and_offers_stand_where_they_should() -> None:
    organisations = await rows("SELECT * FROM organisation")
    offers = await rows(
        "SELECT o.status, g.status AS giver FROM offer o JOIN organisation g"
        " ON g.id = o.organisation_id"
    )

    assert {row["status"] for row in organisations if row["uscc"]} == {"verified"}
    assert {row["status"] for row in organisations if not row["uscc"]} == {"applied"}
    assert Counter(row["status"] for row in offers)["published"] >= 80
    assert any(row["status"] == "verifying" for row in offers)
    assert {row["giver"] for row in offers if row["status"] == "published"} == {"verified"}


async def _purchases_are_published_but_one() -> None:
    purchases = await rows("SELECT * FROM tender")

    assert Counter((row["mode"], row["status"]) for row in purchases) == {
        ("light", "published"): 10,
        ("light", "draft"): 1,
        ("full", "published"): 1,
        ("full", "intent"): 1,
        ("mirror", "contracted"): 2,
        ("mirror", "failed"): 1,
    }
    assert await value("SELECT count(DISTINCT tender_id) FROM tender_need") >= 5
    for name, query in PURCHASE_CHECKS.items():
        assert await rows(query) == [], name
    here = [row for row in purchases if row["mode"] != "mirror"]
    assert all(row["decides_on"] > row["closes_on"] > clock.today() for row in here)
    assert {row["official_permission"] for row in purchases if row["status"] == "published"} == {
        "",
        "演示授权〔2026〕1号（仅供演示）",
    }


async def _no_desk_of_purchases_is_empty() -> None:
    counted = {
        "keys": "SELECT count(*) FROM official_key WHERE revoked_at IS NULL",
        "openers": "SELECT count(DISTINCT tender_id) FROM tender_key",
        "papers": "SELECT count(*) FROM qualification WHERE status = 'verified'",
        "papers to compare": "SELECT count(*) FROM qualification WHERE status = 'waiting'",
        "experts": "SELECT count(*) FROM expert WHERE status = 'verified'",
        "experts to verify": "SELECT count(*) FROM expert WHERE status = 'applied'",
        "sealed": "SELECT count(*) FROM bid WHERE status = 'sealed'",
        "questions": "SELECT count(*) FROM tender_question WHERE status = 'answered'",
        "objections": "SELECT count(*) FROM objection WHERE status = 'replied'",
        "objections to receive": "SELECT count(*) FROM objection WHERE status = 'raised'",
        "contracts": "SELECT count(*) FROM contract WHERE status = 'in_force'",
        "paid": "SELECT count(*) FROM contract_payment WHERE status = 'paid'",
        "reports": "SELECT count(*) FROM contract_report",
        "searches": "SELECT count(*) FROM saved_search",
    }

    assert {what: await value(query) for what, query in counted.items()} == {
        "keys": 13,
        "openers": 11,
        "papers": 36,
        "papers to compare": 6,
        "experts": 7,
        "experts to verify": 1,
        "sealed": 2,
        "questions": 4,
        "objections": 1,
        "objections to receive": 1,
        "contracts": 2,
        "paid": 1,
        "reports": 1,
        "searches": 1,
    }


def _every_role_can_be_tried(loaded: Loaded) -> None:
    roles = {one.role for one in loaded.sign_ins}

    assert roles >= {
        Role.director,
        Role.supervisor,
        Role.station,
        Role.county,
        Role.prefecture,
        Role.province,
        Role.manager,
        Role.purchaser,
        Role.auditor,
        Role.administrator,
    }
    assert all(one.phone.startswith("199000") for one in loaded.sign_ins)
    assert all(one.place for one in loaded.sign_ins if one.division or one.role is Role.manager)


async def _everything() -> dict[str, Any]:
    """Each table's size and newest change, so that a row written or touched is noticed."""
    tables = [
        row["name"]
        for row in await rows(
            "SELECT relname AS name FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace AND has_table_privilege(oid, 'SELECT')"
            " ORDER BY 1"
        )
    ]
    return {
        name: await rows(f'SELECT count(*), max(xmin::text::bigint) FROM "{name}"')
        for name in tables
    }
