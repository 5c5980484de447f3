"""Who may object to what, by when, how often; and what it does to the purchase at once."""

import pytest

from match.files.commands import keep_document
from match.foundation.db import DatabaseError, one, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.objections import commands
from match.objections.states import Ground, Remedy, Step, Subject
from match.suppliers import commands as verbs
from match.suppliers.queries import consortium_view
from match.tenders.commands import advance
from match.tenders.queries import facts
from tests.objections import make
from tests.people import make as people
from tests.suppliers import make as suppliers
from tests.tenders import make as tenders

DOCUMENT = {
    "subject": Subject.document,
    "grounds": [Ground.discriminating],
    "remedy": Remedy.correct,
}


async def test_an_objection_to_the_result_stops_the_signing_at_once(db: None):
    at = await make.bought("award")
    made = await make.raised(at)
    held = await facts(at.tender)

    assert f"第{made}号质疑" in held.suspended_reason
    with pytest.raises(Conflict, match="暂停"):
        await advance(at.officer, at.tender, "contract")


async def test_without_the_stop_the_signing_would_go_through(db: None):
    """The broken twin of the test above: an objection that stops nothing leaves the way free."""
    at = await make.bought("award")
    await make.raised(at, grounds=[Ground.notice_wrong], remedy=Remedy.correct)
    await advance(at.officer, at.tender, "contract")

    assert (await facts(at.tender)).status == "contracted"


@pytest.mark.parametrize(
    ("grounds", "remedy", "stops"),
    [
        ([Ground.scoring], Remedy.rejudge, True),
        ([Ground.scoring], Remedy.explain, False),
        ([Ground.notice_wrong], Remedy.correct, False),
        ([Ground.notice_wrong, Ground.collusion], Remedy.correct, True),
        ([Ground.collusion], Remedy.void, True),
    ],
)
async def test_what_may_change_the_result(
    db: None, grounds: list[Ground], remedy: Remedy, stops: bool
):
    at = await make.bought("award")
    made = await make.raised(at, grounds=grounds, remedy=remedy)

    assert (await facts(at.tender)).suspended is stops
    assert await value("SELECT stops FROM objection WHERE id = $1", made) is stops


async def test_while_answers_are_taken_a_document_is_mended_and_nothing_stops(db: None):
    at = await make.bought("")
    made = await make.raised(at, **DOCUMENT)
    before = (await facts(at.tender)).suspended
    await advance(at.officer, at.tender, "close")
    held = await commands.hold_open_objections(at.officer, at.tender)

    assert (before, held) == (False, 1)
    assert f"第{made}号质疑" in (await facts(at.tender)).suspended_reason
    with pytest.raises(Conflict, match="暂停"):
        await advance(at.officer, at.tender, "open")


async def test_who_could_have_supplied_may_object_to_the_document(db: None):
    at = await make.bought("")
    manager, outside = await suppliers.applicant()
    union, excluded = await suppliers.applicant("TU")
    unverified = await people.organisation("NGO", verified=False)
    applicant = await people.account("manager", organisation=unverified)
    await commands.raise_objection(manager, at.tender, make.form(outside, **DOCUMENT))

    for person, organisation in ((union, excluded), (applicant, unverified)):
        with pytest.raises(Conflict, match="能够承接"):
            await commands.raise_objection(person, at.tender, make.form(organisation, **DOCUMENT))


async def test_only_who_took_part_may_object_to_process_and_result(db: None):
    at = await make.bought("award")
    manager, outside = await suppliers.applicant()

    for subject, step in ((Subject.result, Step.whole), (Subject.process, Step.opening)):
        with pytest.raises(Conflict, match="参加了本项目"):
            await commands.raise_objection(
                manager, at.tender, make.form(outside, subject=subject, step=step)
            )


async def test_who_took_its_bid_back_did_not_take_part(db: None):
    at = await make.bought("award")
    await value(
        "UPDATE bid SET status = 'withdrawn' WHERE organisation_id = $1 AND tender_id = $2",
        at.supplier,
        at.tender,
    )

    with pytest.raises(Conflict, match="参加了本项目"):
        await make.raised(at)


async def test_a_member_of_the_consortium_that_bid_took_part(db: None):
    at = await make.bought("")
    other, joining = await suppliers.applicant()
    lead, leading = await suppliers.applicant()
    made = await verbs.propose_consortium(lead, at.tender, suppliers.consortium(leading, joining))
    words = (await consortium_view(other, made)).agreement_hash
    await verbs.sign_consortium(other, made, words)
    await make.bid(at.tender, leading, lead)
    for verb in make.WAY[:5]:
        await make.step(at.tender, verb, at.rivals)

    assert await commands.raise_objection(other, at.tender, make.form(joining)) > 0


async def test_one_step_once_but_another_step_again(db: None):
    at = await make.bought("award")
    await make.raised(at)

    with pytest.raises(Conflict, match="一次提出"):
        await make.raised(at, grounds=[Ground.collusion])
    assert await make.raised(at, subject=Subject.process, step=Step.evaluation) > 0
    with pytest.raises(Conflict, match="一次提出"):
        await make.raised(at, subject=Subject.process, step=Step.evaluation)


async def test_the_database_keeps_one_step_to_one_objection(db: None):
    at = await make.bought("award")
    made = await make.raised(at)

    with pytest.raises(DatabaseError, match="objection_once_a_step"):
        await value(
            "INSERT INTO objection (tender_id, organisation_id, division, status, subject, step,"
            " grounds, facts, remedy, evidence, known_on, raise_by, reply_by, raised_by,"
            " raised_at, next_check_at) SELECT tender_id, organisation_id, division, status,"
            " subject, step, grounds, facts, remedy, evidence, known_on, raise_by, reply_by,"
            " raised_by, raised_at, next_check_at FROM objection WHERE id = $1",
            made,
        )


async def test_a_withdrawn_one_may_be_raised_again_and_frees_the_purchase(db: None):
    at = await make.bought("award")
    made = await make.raised(at)
    with pytest.raises(Denied, match="负责人"):
        await commands.withdraw_objection(at.colleague, made, "经核对没有异议")
    await commands.withdraw_objection(at.manager, made, "经核对没有异议")
    freed = (await facts(at.tender)).suspended

    assert freed is False
    assert await make.raised(at) > made
    with pytest.raises(Conflict):
        await commands.withdraw_objection(at.manager, made, "再次撤回看看")


async def test_what_has_not_happened_cannot_be_objected_to(db: None):
    at = await make.bought("close")

    for subject, step in ((Subject.result, Step.whole), (Subject.process, Step.opening)):
        with pytest.raises(Conflict, match="还没有发生"):
            await make.raised(at, subject=subject, step=step)


async def test_a_process_has_a_step_and_a_result_has_none(db: None):
    at = await make.bought("award")

    for subject, step in ((Subject.process, Step.whole), (Subject.result, Step.opening)):
        with pytest.raises(Invalid) as refused:
            await make.raised(at, subject=subject, step=step)
        assert "step" in refused.value.fields


async def test_only_the_manager_of_the_organisation_objects_for_it(db: None):
    at = await make.bought("award")

    for person in (at.rival, at.officer, at.finance, await people.account()):
        with pytest.raises(Denied, match="负责人"):
            await commands.raise_objection(person, at.tender, make.form(at.supplier))


async def test_a_draft_and_a_mirrored_purchase_take_none(db: None):
    at = await make.bought("award")
    _officer, draft = await tenders.draft()
    with pytest.raises(NotFound):
        await commands.raise_objection(at.manager, draft, make.form(at.supplier))
    await value(
        "UPDATE tender SET mode = 'mirror', status = 'published', published_at = now(),"
        " next_check_at = now() WHERE id = $1",
        draft,
    )

    with pytest.raises(Conflict, match="官方系统"):
        await commands.raise_objection(at.manager, draft, make.form(at.supplier, **DOCUMENT))


async def test_evidence_is_ones_own_and_no_child_is_named(db: None):
    at = await make.bought("award")
    theirs = await keep_document(at.rival, b"%PDF-1.7 theirs")
    with pytest.raises(Invalid) as foreign:
        await make.raised(at, evidence=[theirs])
    with pytest.raises(Invalid) as named:
        await make.raised(at, facts=make.FACTS + "联系人张三，手机13812345678，身份证号见附件。")
    mine = await keep_document(at.manager, b"%PDF-1.7 mine")

    assert "evidence" in foreign.value.fields
    assert "facts" in named.value.fields
    assert await make.raised(at, evidence=[mine]) > 0


@pytest.mark.parametrize("words", ["facts", "grounds", "known_on", "raised_at"])
async def test_what_was_said_stays(db: None, words: str):
    at = await make.bought("award")
    made = await make.raised(at)
    changed = {
        "facts": "'x' || facts",
        "grounds": "ARRAY['scoring']",
        "known_on": "known_on - 1",
        "raised_at": "raised_at - interval '1 day'",
    }[words]

    with pytest.raises(DatabaseError, match="stays"):
        await value(f"UPDATE objection SET {words} = {changed} WHERE id = $1", made)


async def test_nothing_is_deleted(db: None):
    at = await make.bought("award")
    made = await make.raised(at)

    with pytest.raises(DatabaseError, match="are kept"):
        await one("DELETE FROM objection WHERE id = $1 RETURNING id", made)
