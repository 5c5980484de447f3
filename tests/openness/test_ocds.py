"""
Whole lives of purchases as open contracting data: every release and record by the official
validator, merged as the official library merges, and nothing in them before its time.
"""

import json
from typing import Any

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.settings import settings
from match.openness import packages
from match.openness.describing.standards import STANDARDS
from match.openness.queries import checked_chain, feed
from match.openness.queries.releases import released
from match.tenders import commands as tenders
from match.tenders.commands import advance
from match.tenders.states import Method
from tests.contracts import make as works
from tests.openness import life
from tests.openness.judging import judge, merged, needs_standards
from tests.openness.life import Walker
from tests.tenders import make
from tests.tenders import test_mirroring as mirrors

pytestmark = [pytest.mark.ocds, pytest.mark.usefixtures("hunan", "db"), needs_standards]

AT = clock.now()
day = mirrors.day


async def told(tender: int) -> list[dict[str, Any]]:
    """All releases of one purchase, oldest first."""
    return [one.json for one in await released(tender)]


def faults(found: list[dict[str, Any]], tmp_path) -> list[dict[str, Any]]:
    """What the validators say of releases, of their record, and of how they were merged."""
    return judge(
        [
            packages.release_package("/api/v1/ocds/releases?after=0", AT, found, next="/more"),
            packages.record_package("/api/v1/ocds/records", AT, [packages.record(found)]),
            merged(found),
        ],
        tmp_path,
    )


CLEAN: list[dict[str, Any]] = [{}, {}, {}]


def tags(found: list[dict[str, Any]]) -> list[tuple[str, ...]]:
    return [tuple(one["tag"]) for one in found]


def paths(value: Any, at: str = "") -> set[str]:
    """Every path of a release down to its values, without places in lists."""
    if isinstance(value, dict):
        return {
            p for name, one in value.items() for p in paths(one, f"{at}.{name}" if at else name)
        }
    if isinstance(value, list):
        return {p for one in value for p in paths(one, at)}
    return {at}


async def test_a_consultation_from_its_intent_to_its_evaluation(tmp_path):
    made = await life.sealed(await life.published(await life.planned(Walker(None))))
    before = json.dumps(await told(made.tender), ensure_ascii=False)
    names = [
        row["name"]
        for row in await rows(
            "SELECT name FROM organisation WHERE id = ANY($1)",
            [who.organisation for who in made.judged.bidders],
        )
    ]
    prices = [str(fen // 100) for fen in life.PRICES]
    assert [word for word in [*names, *prices, "tenderers", '"bids"'] if word in before] == []

    await life.opened(made)
    opened = json.dumps(await told(made.tender), ensure_ascii=False)
    assert [word for word in [*names, *prices] if word not in opened] == []
    await life.awarded(made)
    found = await told(made.tender)
    undecided = [one for one in found if "award" not in one["tag"]]
    first_award = next(at for at, one in enumerate(found) if "award" in one["tag"])
    assert undecided[:first_award] == found[:first_award]
    assert not any("awards" in one for one in found[:first_award])
    await life.disputed(made)
    await life.finished(made)

    found = await told(made.tender)
    steps = tags(found)
    assert steps[:2] == [("planning",), ("tender",)]
    for tag in (
        "tenderAmendment",
        "tenderUpdate",
        "award",
        "contract",
        "implementation",
        "implementationUpdate",
        "contractTermination",
    ):
        assert (tag,) in steps, tag
    assert faults(found, tmp_path) == CLEAN
    now = packages.record(found)["compiledRelease"]
    assert now["tender"]["status"] == "complete"
    assert "statusDetails" not in now["tender"], "the suspension is over"
    assert [one["value"]["amount"] for one in now["bids"]["details"]] == [170000, 160000, 150000]
    assert now["awards"][0]["value"]["amount"] == 150000
    assert (
        sum(one["value"]["amount"] for one in now["contracts"][0]["implementation"]["transactions"])
        == 150000
    )
    assert now["tender"]["relatedNeeds"][0]["units"] == 3
    assert [one["outcome"] for one in now["complaints"]] == ["质疑不成立"]
    roles = {one["id"]: one["roles"] for one in now["parties"]}
    winner = now["awards"][0]["suppliers"][0]["id"]
    assert roles[winner] == ["payee", "supplier", "tenderer"]
    [winning] = [one for one in now["parties"] if one["id"] == winner]
    assert [one["scheme"] for one in winning["additionalIdentifiers"]] == ["CN-USCI"]
    explained = [one.path for one in STANDARDS["ocds-1.1.5"]]
    assert [
        path
        for one in found
        for path in paths(one)
        if not any(path == name or path.startswith(name + ".") for name in explained)
    ] == []
    assert (await checked_chain()).broken is None


async def test_too_few_bids_are_never_opened_and_the_purchase_ends_unsuccessful(tmp_path):
    made = await life.sealed(
        await life.published(await life.planned(Walker(None))), life.PRICES[:1]
    )
    await life.pass_deadline(made.tender)
    await life.begin_opening(made.officer, made.tender)
    await made.hear()

    found = await told(made.tender)
    assert ("tenderCancellation",) in tags(found)
    now = packages.record(found)["compiledRelease"]
    assert now["tender"]["status"] == "unsuccessful"
    assert now["tender"]["statusDetails"]
    assert "bids" not in now
    name = await value(
        "SELECT name FROM organisation WHERE id = $1", made.judged.bidders[0].organisation
    )
    assert name not in json.dumps(found, ensure_ascii=False), "who bid in vain is not told"
    assert faults(found, tmp_path) == CLEAN


async def test_a_withdrawn_purchase_is_cancelled_with_its_reason(tmp_path):
    officer, tender = await make.published()
    walker = Walker(None)
    await walker.hear()
    await tenders.withdraw_tender(officer, tender, "预算调整，采购任务取消")
    await walker.hear()

    found = await told(tender)
    assert tags(found)[0] == ("planning", "tender")
    assert tags(found)[-1] != ()
    now = packages.record(found)["compiledRelease"]
    assert (now["tender"]["status"], now["tender"]["statusDetails"]) == (
        "cancelled",
        "预算调整，采购任务取消",
    )
    assert faults(found, tmp_path) == CLEAN


async def test_what_ended_as_a_plan_leaves_nothing(tmp_path):
    officer, tender = await make.draft()
    await tenders.withdraw_tender(officer, tender, "预算调整，采购任务取消")
    await Walker(None).hear()

    assert await told(tender) == []


async def test_a_mirrored_tender_tells_the_official_procedure(tmp_path):
    walker = Walker(None)
    officer, tender = await mirrors.mirrored()
    for step in (
        mirrors.step("intent", 100),
        mirrors.step(
            "notice", 60, closes_on=mirrors.day(37), closes_time="09:30", decides_on=mirrors.day(30)
        ),
        mirrors.step("change", 50, closes_on=day(35), reason="澄清评分标准后顺延"),
        mirrors.step("opening", 35, url=""),
        mirrors.step("result", 28, **mirrors.RESULT),
        mirrors.step("contract", 14, **mirrors.RESULT),
    ):
        await tenders.record_official(officer, tender, step)
        await walker.hear()

    found = await told(tender)
    now = packages.record(found)["compiledRelease"]
    assert "submissionMethod" not in now["tender"]
    assert now["tender"]["submissionMethodDetails"] == mirrors.URL
    assert now["awards"][0]["suppliers"][0]["name"] == mirrors.RESULT["winner"]
    assert now["contracts"][0]["value"]["amount"] == 2_880_000
    assert "bids" not in now
    assert faults(found, tmp_path) == CLEAN


async def test_a_single_source_is_direct(tmp_path):
    made = await life.planned(
        Walker(None),
        method=Method.single,
        method_ground="only",
        sole_supplier="湘西州某社会工作服务中心",
    )
    await tenders.publish_tender(made.officer, made.tender)
    await made.hear()

    found = await told(made.tender)
    assert found[-1]["tender"]["procurementMethod"] == "direct"
    assert faults(found, tmp_path) == CLEAN


async def test_a_light_purchase_has_a_contract_and_payments(tmp_path):
    walker = Walker(None)
    scene = await works.evaluated()
    await walker.hear()

    found = await told(scene.tender)
    assert {"award", "contract", "implementation", "contractTermination"} <= {
        tag for one in found for tag in one["tag"]
    }
    assert faults(found, tmp_path) == CLEAN


async def test_an_award_that_is_taken_back_is_cancelled(tmp_path):
    walker = Walker(None)
    _officer, tender, _purchaser, _winner = await works.awarded()
    await walker.hear()
    await advance(SYSTEM, tender, "rejudge")
    await walker.hear()
    await advance(SYSTEM, tender, "fail", reason="合格供应商不足三家")
    await walker.hear()

    found = await told(tender)
    assert ("tenderUpdate", "awardCancellation") in tags(found)
    assert tags(found).count(("tenderCancellation",)) == 1
    now = packages.record(found)["compiledRelease"]
    assert [one["status"] for one in now["awards"]] == ["cancelled"]
    assert now["tender"]["status"] == "unsuccessful"
    assert faults(found, tmp_path) == CLEAN


async def test_a_cooperation_is_no_purchase_and_has_no_release():
    """OCDS tells contracting; a project of partners without a tender is in its own open list."""
    walker = Walker(None)
    await works.running()
    await walker.hear()

    assert await feed() == []


async def test_a_fact_that_is_heard_twice_is_released_once():
    walker = Walker(None)
    await make.published()
    await walker.hear()
    walker.heard = 0
    await walker.hear()

    assert len(await feed()) == len({one.release_id for one in await feed()})
    topics = [one.topic for one in await feed()]
    assert topics.count("tender.published") == 1


async def test_releases_of_one_purchase_are_dated_in_their_order():
    """Also where all of it happens within one second, as on a clock that stands still."""
    with clock.freeze(AT):
        walker = Walker(None)
        officer, tender = await make.published()
        await walker.hear()
        await tenders.withdraw_tender(officer, tender, "预算调整，采购任务取消")
        await walker.hear()
    dates = [one["date"] for one in await told(tender)]
    assert dates == sorted(set(dates))


BROKEN: dict[str, Any] = {
    "no id": lambda r: r["tender"].pop("id"),
    "an unknown status": lambda r: r["tender"].update(status="maybe"),
    "an unknown tag": lambda r: r.update(tag=["surprise"]),
    "a date without a zone": lambda r: r.update(date="2026-03-01"),
    "an amount in words": lambda r: r["tender"]["value"].update(amount="十八万"),
    "a field of our own invention": lambda r: r["tender"].update(secretField="x"),
    "an identifier of no form": lambda r: r.update(ocid="purchase-1"),
    "a need without its number": lambda r: r["tender"].update(relatedNeeds=[{"units": 1}]),
}


async def test_a_broken_release_is_noticed(tmp_path):
    """The twin: each of these is one change of a release that is clean."""
    walker = Walker(None)
    _officer, tender = await make.published()
    await walker.hear()
    [whole, *_rest] = await told(tender)
    packs = [packages.release_package("/x", AT, [whole])]
    for change in BROKEN.values():
        broken = json.loads(json.dumps(whole))
        change(broken)
        packs.append(packages.release_package("/x", AT, [broken]))

    clean, *reports = judge(packs, tmp_path)
    assert clean == {}
    unnoticed = [name for name, report in zip(BROKEN, reports, strict=True) if not report]
    assert unnoticed == []


async def test_a_merge_that_appends_or_forgets_is_noticed(tmp_path):
    """The twin: a record that merged otherwise than the standard says."""
    walker = Walker(None)
    officer, tender = await make.published()
    await walker.hear()
    await tenders.withdraw_tender(officer, tender, "预算调整，采购任务取消")
    await walker.hear()
    right = merged(await told(tender))
    doubled = json.loads(json.dumps(right))
    doubled["compiled"]["parties"] *= 2
    late = json.loads(json.dumps(right))
    late["compiled"]["tender"]["status"] = "active"
    forgot = json.loads(json.dumps(right))
    forgot["versioned"]["tender"]["status"].pop()

    reports = judge([right, doubled, late, forgot], tmp_path)
    assert reports[0] == {}
    assert [set(one) for one in reports[1:]] == [{"compiled"}, {"compiled"}, {"versioned"}]


def test_the_prefix_says_that_nobody_registered_it():
    assert settings().ocds_prefix == "ocds-000000"
