"""Those who look after a child: written down, urged and guided (notice 2.3e)."""

from match.care.access import File, opened
from match.care.forms import GuardianForm, TalkForm
from match.care.room import restricted_command
from match.care.states import GuardianKind
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import one, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.language import _


async def add_guardian(actor: Actor, child_id: int, form: GuardianForm) -> int:
    """
    Add a parent or who stands in for one; returns the number.

    Raises Invalid, also where an entrusted carer is convicted, addicted or neglectful
    (未成年人保护法22).
    """
    wrong: dict[str, str] = {}
    if not 1 < len(form.name.strip()) <= 40:
        wrong["name"] = _("请填写 2 到 40 个字的姓名。")
    if not 0 < len(form.relation.strip()) <= 12:
        wrong["relation"] = _("请填写与孩子的关系，例如奶奶。")
    if form.kind is GuardianKind.carer and (form.convicted or form.addicted or form.neglectful):
        wrong["kind"] = _(
            "有这三种情形之一的人不能受委托照护孩子（未成年人保护法第22条），请另选合适的人。"
        )
    if wrong:
        raise Invalid(wrong)
    async with opened(actor, child_id, "guardian") as file:
        return await _add(actor, file, form)


@restricted_command
async def _add(actor: Actor, file: File, form: GuardianForm) -> int:
    guardian_id: int = await value(
        "INSERT INTO care.guardian (child_id, division, kind, relation, name, phone, place,"
        " created_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        file.id,
        file.division,
        form.kind.value,
        form.relation.strip(),
        file.seal(form.name.strip(), "guardian.name"),
        file.seal(form.phone.strip(), "guardian.phone"),
        file.seal(form.place.strip(), "guardian.place"),
        actor.id,
    )
    await record(actor, "care.guardian_added", subject=("child", file.id), division=file.division)
    return guardian_id


async def end_guardian(actor: Actor, child_id: int, guardian_id: int) -> None:
    """This person no longer looks after the child. Their agreements stand until they are ended."""
    async with opened(actor, child_id, "guardian") as file:
        await _end(actor, file, guardian_id)


@restricted_command
async def _end(actor: Actor, file: File, guardian_id: int) -> None:
    await guardian_of(file, guardian_id)
    await one(
        "UPDATE care.guardian SET ended_on = $2 WHERE id = $1 RETURNING id",
        guardian_id,
        clock.today(),
    )
    await record(actor, "care.guardian_ended", subject=("child", file.id), division=file.division)


async def talk_with_guardian(actor: Actor, child_id: int, guardian_id: int, form: TalkForm) -> int:
    """Write down a talk (notice 2.3e); the note is sealed. Raises Invalid for a day to come."""
    wrong: dict[str, str] = {}
    if form.day > clock.today():
        wrong["day"] = _("谈话日期不能晚于今天。")
    if len(form.note.strip()) < 4:
        wrong["note"] = _("请写下谈了什么、商定了什么。")
    if form.next_on is not None and form.next_on <= form.day:
        wrong["next_on"] = _("下一次要晚于这一次。")
    if wrong:
        raise Invalid(wrong)
    async with opened(actor, child_id, "guardian") as file:
        return await _talk(actor, file, guardian_id, form)


@restricted_command
async def _talk(actor: Actor, file: File, guardian_id: int, form: TalkForm) -> int:
    await guardian_of(file, guardian_id)
    talk_id: int = await value(
        "INSERT INTO care.guardian_talk (child_id, guardian_id, division, day, note, next_on, by)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id",
        file.id,
        guardian_id,
        file.division,
        form.day,
        file.seal(form.note.strip(), "guardian_talk.note"),
        form.next_on,
        actor.id,
    )
    await record(actor, "care.guardian_talk", subject=("child", file.id), division=file.division)
    return talk_id


async def guardian_of(file: File, guardian_id: int) -> dict[str, object]:
    """The row of a guardian of this child. Raises NotFound, or Conflict if it was ended."""
    held = await one(
        "SELECT id, kind, relation, ended_on FROM care.guardian WHERE id = $1 AND child_id = $2",
        guardian_id,
        file.id,
    )
    if held is None:
        raise NotFound(_("这份档案里没有这位监护人。"))
    if held["ended_on"] is not None:
        raise Conflict(_("这位监护人已经停止监护，请选择现在的监护人。"))
    return held
