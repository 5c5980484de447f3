"""Several bid as one: every manager signs the same words, nobody is bound twice."""

import pytest

from match.foundation.actor import Actor
from match.foundation.db import DatabaseError, one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.suppliers import commands
from match.suppliers.forms import Part
from match.suppliers.queries import consortium_of, consortium_view
from tests.people import make as people
from tests.suppliers import make
from tests.tenders import make as tenders


class Scene:
    """A published purchase and two suppliers who want to bid together."""

    tender: int
    lead: Actor
    leading: int
    other: Actor
    joining: int


async def scene() -> Scene:
    made = Scene()
    _officer, made.tender = await tenders.published()
    made.lead, made.leading = await make.applicant()
    made.other, made.joining = await make.applicant()
    return made


async def proposed(scene: Scene) -> tuple[int, str]:
    form = make.consortium(scene.leading, scene.joining)
    made = await commands.propose_consortium(scene.lead, scene.tender, form)
    return made, (await consortium_view(scene.other, made)).agreement_hash


async def test_the_last_signature_makes_them_one_bidder(db: None):
    at = await scene()
    made, words = await proposed(at)
    gathering = await consortium_of(at.tender, at.leading)
    await commands.sign_consortium(at.other, made, words)
    joint = await consortium_of(at.tender, at.joining)

    assert gathering is not None
    assert joint is not None
    assert (gathering.status, joint.status) == ("gathering", "joint")
    assert [member.share for member in joint.members] == [6000, 4000]
    assert "承担连带责任" in joint.agreement
    assert "占 60%" in joint.agreement


async def test_other_words_than_those_on_the_page_are_not_signed(db: None):
    at = await scene()
    made, words = await proposed(at)
    other = ("0" if words[0] != "0" else "1") + words[1:]

    with pytest.raises(Conflict, match="不同"):
        await commands.sign_consortium(at.other, made, other)


async def test_the_lead_has_signed_already_and_strangers_see_nothing(db: None):
    at = await scene()
    made, words = await proposed(at)
    stranger, _theirs = await make.applicant()

    with pytest.raises(Conflict, match="已经签署"):
        await commands.sign_consortium(at.lead, made, words)
    with pytest.raises(NotFound):
        await commands.sign_consortium(stranger, made, words)
    with pytest.raises(NotFound):
        await consortium_view(stranger, made)
    with pytest.raises(NotFound):
        await commands.end_consortium(stranger, made, "不参加了，谢谢")


async def test_only_the_leads_manager_proposes(db: None):
    at = await scene()

    with pytest.raises(Denied, match="负责人"):
        await commands.propose_consortium(
            at.other, at.tender, make.consortium(at.leading, at.joining)
        )


async def test_nobody_is_in_two_consortia_for_one_purchase(db: None):
    at = await scene()
    await proposed(at)
    third, theirs = await make.applicant()

    with pytest.raises(Conflict, match="另一个联合体"):
        await commands.propose_consortium(third, at.tender, make.consortium(theirs, at.joining))


async def test_the_database_keeps_it_so_when_two_look_at_once(db: None):
    """The command's look is not the guard: a second row is refused by the index itself."""
    at = await scene()
    made, _words = await proposed(at)

    with pytest.raises(DatabaseError, match="consortium_member_once"):
        await value(
            "INSERT INTO consortium_member (consortium_id, tender_id, organisation_id, share, work)"
            " VALUES ($1, $2, $3, 1, '重复参加')",
            made,
            at.tender,
            at.joining,
        )


async def test_who_left_may_join_another(db: None):
    at = await scene()
    made, words = await proposed(at)
    await commands.sign_consortium(at.other, made, words)
    await commands.end_consortium(at.other, made, "人手不够，退出本次联合")
    again, _hash = await proposed(at)

    assert again != made
    with pytest.raises(Conflict, match="签齐或终止"):
        await commands.sign_consortium(at.other, made, words)


PARTS = {
    "99%": ([6000, 3900], "100%"),
    "101%": ([6000, 4100], "100%"),
}


@pytest.mark.parametrize("case", PARTS)
async def test_shares_add_up(db: None, case: str):
    at = await scene()
    shares, said = PARTS[case]
    parts = [Part(at.leading, shares[0], "项目统筹"), Part(at.joining, shares[1], "团体活动")]

    with pytest.raises(Invalid) as refused:
        await commands.propose_consortium(
            at.lead, at.tender, make.consortium(at.leading, at.joining, parts=parts)
        )
    assert said in refused.value.fields["parts"]


async def test_the_database_adds_the_shares_up_as_well(db: None):
    at = await scene()
    made, _words = await proposed(at)
    with pytest.raises(DatabaseError, match="consortium_adds_up|hold"):  # noqa: RUF043
        await rows(
            "INSERT INTO consortium (tender_id, lead_id, division, status, agreement,"
            " agreement_hash, made_by) SELECT tender_id, lead_id, division, 'gathering',"
            " agreement, agreement_hash, made_by FROM consortium WHERE id = $1;",
            made,
        )
        await rows("SET CONSTRAINTS ALL IMMEDIATE")


async def test_signed_words_do_not_change(db: None):
    at = await scene()
    made, _words = await proposed(at)

    with pytest.raises(DatabaseError, match="agreement does not change"):
        await one("UPDATE consortium SET agreement = 'x' WHERE id = $1 RETURNING id", made)


@pytest.mark.parametrize("who", ["twice", "unverified", "purchaser", "lead outside"])
async def test_who_cannot_be_a_member(db: None, who: str):
    at = await scene()
    purchaser = await value("SELECT organisation_id FROM tender WHERE id = $1", at.tender)
    members = {
        "twice": [at.leading, at.leading],
        "unverified": [at.leading, await people.organisation("NGO", verified=False)],
        "purchaser": [at.leading, purchaser],
        "lead outside": [at.joining, (await make.applicant())[1]],
    }[who]
    parts = [Part(members[0], 5000, "项目统筹"), Part(members[1], 5000, "团体活动")]

    with pytest.raises(Invalid) as refused:
        await commands.propose_consortium(
            at.lead, at.tender, make.consortium(at.leading, at.joining, parts=parts)
        )
    assert "parts" in refused.value.fields


async def test_after_the_deadline_nothing_changes(db: None):
    at = await scene()
    made, words = await proposed(at)
    await value(
        "UPDATE tender SET status = 'closed', next_check_at = NULL WHERE id = $1", at.tender
    )

    with pytest.raises(Conflict, match="截止"):
        await commands.sign_consortium(at.other, made, words)
    with pytest.raises(Conflict, match="截止"):
        await commands.end_consortium(at.other, made, "不参加了，谢谢")
    with pytest.raises(Conflict, match="截止"):
        await proposed(at)


async def test_a_draft_cannot_be_bid_for(db: None):
    at = await scene()
    _officer, draft = await tenders.draft()

    with pytest.raises(NotFound):
        await commands.propose_consortium(at.lead, draft, make.consortium(at.leading, at.joining))
