"""Nothing in open data can hold a child's identity, or a bid before its time."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.classes import class_of
from match.foundation.db import rows, value
from match.foundation.screening import Kind
from match.objections.tables import Complaint, Objection
from match.openness import releases
from match.openness.commands import release_step
from match.openness.process import Body, Change, Contract, Criterion, Milestone, Purchase
from match.openness.queries.releases import released
from match.openness.sources import disputes, purchases
from match.openness.steps import STEPS
from match.tenders.tables import Tender
from tests.openness import life
from tests.openness.life import Walker
from tests.tenders import make

pytestmark = pytest.mark.ocds

CASES = [
    case
    for line in (Path(__file__).parents[1] / "foundation/screening/cases.jsonl")
    .read_text("utf-8")
    .splitlines()
    if (case := json.loads(line)).get("secrets")
]
WHO = ("name", "guardian", "phone", "contact", "id", "birth", "school", "address", "plate")
TELLING = [case for case in CASES if case["group"] in WHO]
AT = clock.now()


def purchase(words: str) -> Purchase:
    """A purchase with these words wherever somebody writes in words of their own."""
    body = Body(1, "吉首市民政局")
    return Purchase(
        id=7,
        buyer=body,
        status="active",
        status_details=words,
        title=words,
        requirements=words,
        category="SVC-PSY",
        item_code="C20030700",
        item_name="心理咨询服务",
        budget_fen=100,
        method="open",
        method_name="公开招标",
        method_reason=words,
        survey=words,
        service_days=3,
        published_at=AT,
        closes_at=AT,
        eligibility=words,
        criteria=(Criterion("1", "pass", words, 0),),
        changes=(Change("1", AT, words, words),),
        contracts=(
            Contract(
                "H-1", "7-1", words, "active", 100, AT, None, None,
                (Milestone("1", words, "scheduled"),), (), (Change("1", AT, words, words),),
            ),
        ),
    )  # fmt: skip


def sent(words: str) -> str:
    """Every word that any step would send of it."""
    return "\n".join(
        word
        for topic in STEPS
        for word in texts(
            releases.release(purchase(words), topic, prefix="ocds-000000", at=AT, before=())
        )
    )


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [word for one in value.values() for word in texts(one)]
    if isinstance(value, list):
        return [word for one in value for word in texts(one)]
    return [value] if isinstance(value, str) else []


def test_the_cases_are_there():
    assert len(TELLING) > 250
    assert {case["group"] for case in TELLING} == set(WHO)


@pytest.mark.parametrize("case", TELLING[::7], ids=lambda case: case["text"][:12])
def test_no_step_sends_who_a_child_is(case: dict[str, Any]):
    told = sent(case["text"])

    assert [secret for secret in case["secrets"] if secret in told] == []


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(TELLING), st.sampled_from(["服务要求如下：", "", "每周两次。", "一、"]))
def test_none_of_them_gets_through_in_other_company(case, before):
    text = f"{before}{case['text']}。由持证社工带队。"
    one = releases.release(
        purchase(text), "contract.paid", prefix="ocds-000000", at=AT, before=()
    ) | releases.release(purchase(text), "tender.published", prefix="ocds-000000", at=AT, before=())
    told = "\n".join(texts(one))

    assert [secret for secret in case["secrets"] if secret in told] == []


def test_what_a_service_is_about_may_be_said():
    words = "为孤儿、家暴受害儿童提供心理支持。"
    told = sent(words)

    assert "心理支持" in told
    assert "孤儿" in told


def test_without_the_second_net_they_would_be_sent(monkeypatch):
    """The twin: the same words with the screen taken away."""
    monkeypatch.setattr(releases, "blacked_out", lambda text: text)
    got_out = [
        case for case in TELLING if any(secret in sent(case["text"]) for secret in case["secrets"])
    ]
    assert len(got_out) == len(TELLING)


def test_every_kind_that_names_somebody_is_blacked_out():
    assert set(Kind) - releases.OF_SERVICES >= {
        Kind.id_card18,
        Kind.mobile,
        Kind.child_named,
        Kind.guardian_named,
        Kind.exact_address,
        Kind.birth_date,
        Kind.school_class,
    }


@pytest.mark.parametrize(
    ("table", "columns"),
    [
        (Tender, purchases.COLUMNS),
        (Objection, disputes.OBJECTION),
        (Complaint, disputes.COMPLAINT),
    ],
    ids=lambda thing: getattr(thing, "__name__", ""),
)
def test_only_public_columns_are_read(table, columns):
    held = {column._meta.name: class_of(column) for column in table._meta.columns}

    assert [name for name in columns if name != "id" and held[name] != "public"] == []


@pytest.mark.usefixtures("hunan", "db")
async def test_what_came_past_the_forms_does_not_get_out():
    """Rows written past every command, as an old import or a hand at the database would."""
    _officer, tender = await make.draft()
    words = "留守儿童石小龙，身份证433101201503047818，奶奶电话13874123456"
    await rows(
        "UPDATE tender SET title = $2::text, requirements = $2::text WHERE id = $1", tender, words
    )
    await rows(
        "UPDATE tender SET published_at = now(), next_check_at = now(), status = 'published'"
        " WHERE id = $1",
        tender,
    )
    await release_step(SYSTEM, 1, "tender.published", tender)
    [kept] = await released(tender)

    assert "■" in kept.body
    for secret in ("石小龙", "433101201503047818", "13874123456"):
        assert secret not in kept.body


@pytest.mark.usefixtures("hunan", "db")
async def test_a_canary_in_a_bid_is_in_no_release_before_the_opening_nor_its_plan_after():
    made = await life.published(await life.planned(Walker(None)))
    canary, price = "金丝雀方案七三九一", 13_579_900
    await life.sealed(made, (16_000_000, price), plan=canary)
    for topic in STEPS:  # whatever might be heard now, in any order, by mistake
        await release_step(SYSTEM, 10_000 + len(topic), topic, made.tender)
    early = "".join(one.body for one in await released(made.tender))
    bidders = await rows(
        "SELECT name FROM organisation WHERE id = ANY($1)",
        [who.organisation for who in made.judged.bidders],
    )
    words = [canary, "135799", *(row["name"] for row in bidders)]
    assert [word for word in words if word in early] == []

    await life.opened(made)
    late = (await released(made.tender))[-1]
    assert "135799" in "".join(one.body for one in await released(made.tender))
    assert canary not in "".join(one.body for one in await released(made.tender))
    assert msgspec.json.decode(late.body)["tender"]["numberOfTenderers"] == 2
    assert await value("SELECT count(*) FROM bid_content WHERE said LIKE $1", f"%{canary}%") == 2
