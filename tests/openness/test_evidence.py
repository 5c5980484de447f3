"""Signs in purchases that were really sealed and opened, and the file an auditor takes along."""

import io
import json
import zipfile
from hashlib import sha256

import pytest

from match.contracts import commands as contracts
from match.contracts import forms
from match.contracts.states import ChangeReason
from match.foundation import clock
from match.foundation.db import value
from match.foundation.errors import Invalid
from match.openness.flags.evidence import evidence
from match.openness.flags.queries import case_file, overview
from match.openness.packages import record
from match.openness.queries.releases import released
from match.tenders import commands as tenders
from tests.openness import life
from tests.people import make as people
from tests.tenders import make
from tests.walks.steps import Walker

pytestmark = pytest.mark.usefixtures("hunan", "db")
SAME = (16_000_000, 16_000_000, 15_900_000)
AT_ONCE = ("R003", 0)
"""Not a day between notice and deadline: these lives cannot wait for the five of the parameter."""


async def test_equal_and_near_prices_are_seen_once_the_bids_are_open() -> None:
    auditor = await people.account("auditor", "43")
    made = await life.sealed(await life.published(await life.planned(Walker(None))), SAME)
    assert (await overview(auditor)).seen == (), "nothing of a sealed bid is a sign"

    await life.opened(made)

    [seen] = (await overview(auditor)).seen
    assert {(flag.sign.value, flag.measured) for flag in seen.flags} == {AT_ONCE, ("R028", 2)}
    assert sorted(bid.price_fen or 0 for bid in seen.case.bids) == sorted(SAME)

    await life.awarded(made)
    [seen] = (await overview(auditor)).seen
    # 1,000 yuan between the winner and the next: 62 basis points of 159,000.
    assert {(flag.sign.value, flag.measured) for flag in seen.flags} == {
        AT_ONCE, ("R028", 2), ("R024", 62),
    }  # fmt: skip


async def test_prices_of_their_own_far_apart_are_no_sign() -> None:
    auditor = await people.account("auditor", "43")
    prices = (17_000_000, 16_000_000, 15_000_000)
    made = await life.sealed(await life.published(await life.planned(Walker(None))), prices)
    await life.awarded(await life.opened(made))
    [seen] = (await overview(auditor)).seen
    assert {(flag.sign.value, flag.measured) for flag in seen.flags} == {AT_ONCE}


async def test_a_split_purchase_is_a_sign_of_its_department() -> None:
    officer, department = await make.department()
    auditor = await people.account("auditor", "43")

    async def part() -> None:
        form = make.form(organisation=department, budget_fen=45_000_000)
        await tenders.publish_tender(officer, await tenders.draft_tender(officer, form))

    await part()
    assert (await overview(auditor)).organisations == ()
    with pytest.raises(Invalid):
        await part()
    [(flag, _name)] = (await overview(auditor)).organisations
    limit = await value("SELECT limit_fen FROM tender_split")
    assert (flag.sign.value, flag.organisation_id) == ("XTH-1", department)
    assert (flag.measured, flag.threshold) == (90_000_000, limit)
    elsewhere = await people.account("auditor", "4301")
    assert (await overview(elsewhere)).organisations == ()


async def test_an_auditors_file_holds_what_was_published_and_shows_a_changed_byte() -> None:
    auditor = await people.account("auditor", "43")
    made = await life.sealed(await life.published(await life.planned(Walker(None))), SAME)
    await life.opened(made)
    packed = evidence(await case_file(auditor, made.tender))
    assert packed == evidence(await case_file(auditor, made.tender)), "the same bytes again"

    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    kept = await released(made.tender)
    assert len(kept) > 3
    assert set(held) == {
        "README.txt", "SHA256SUMS", "flags.json", "trail.json",
        *(f"releases/{one.release_id}.json" for one in kept),
    }  # fmt: skip
    assert wrong(held) == []
    assert [one["sign"] for one in json.loads(held["flags.json"])] == ["R003", "R028"]
    verbs = [one["verb"] for one in json.loads(held["trail.json"])]
    assert {"tender.published", "tender.opened"} <= set(verbs)
    first = f"releases/{kept[0].release_id}.json"
    assert wrong(held | {first: held[first] + b" "}) == [first]


async def test_a_change_of_a_contract_is_an_amendment_with_its_reason() -> None:
    made = await life.sealed(await life.published(await life.planned(Walker(None))))
    await life.awarded(await life.opened(made))
    with clock.freeze(clock.now() + life.NOBODY_OBJECTS):
        scene = await life.contracted(made)
        change = forms.ChangeForm(
            ChangeReason.quantity, "增加三十课时", 1_500_000, scene.milestones[1]
        )
        number = await contracts.ask_change(scene.officer, scene.contract, change)
        await made.hear()
        assert "contractAmendment" not in await tags(made.tender), "asked for is not changed"
        yes = forms.AnswerForm(consent=True)
        await contracts.answer_change(scene.manager, number, yes)
        await contracts.approve_change(scene.finance, number, yes)
        await made.hear()

    assert "contractAmendment" in await tags(made.tender)
    bodies = [json.loads(one.body) for one in await released(made.tender)]
    [signed] = record(bodies)["compiledRelease"]["contracts"]
    assert [one["rationale"] for one in signed["amendments"]] == ["增加三十课时"]
    assert signed["value"]["amount"] == 165_000


async def tags(tender: int) -> set[str]:
    """Every tag that the purchase's releases bear."""
    return {tag for one in await released(tender) for tag in json.loads(one.body)["tag"]}


def wrong(held: dict[str, bytes]) -> list[str]:
    """As sha256sum -c: the files that are not what their line says."""
    lines = [line.split("  ") for line in held["SHA256SUMS"].decode().splitlines()]
    return [name for digest, name in lines if sha256(held[name]).hexdigest() != digest]
