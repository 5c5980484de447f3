"""Pay on completion: the home shows that the condition came true, and the promise is due."""

from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, value
from match.foundation.decisions import require
from match.foundation.errors import Conflict, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.giving.commands import make_donation
from match.giving.pledging import policy
from match.giving.pledging.commands._shared import locked
from match.giving.pledging.forms import MilestoneForm
from match.giving.states import PledgeStatus
from match.needs.wording import refuse_personal_data

WORDS_LEAST = 10


@command
async def confirm_milestone(
    actor: Actor, pledge_id: int, form: MilestoneForm, evidence: int
) -> int:
    """
    What was asked for is done, in words and with a file (*evidence*) of the home's: the pledge
    becomes a donation, whose number is returned. Tells ``pledge.milestone``.
    """
    pledge = await locked(actor, pledge_id)
    require(policy.can_confirm_milestone(actor, pledge))
    if not pledge["on_completion"] or pledge["status"] != PledgeStatus.agreed:
        raise Conflict(_("这条承诺现在不需要确认条件，请刷新页面后再看。"))
    if len(form.words.strip()) < WORDS_LEAST:
        raise Invalid(
            {"words": _("请写明达到的情况，至少 %(least)s 个字。") % {"least": WORDS_LEAST}}
        )
    refuse_personal_data({"words": form.words})
    own = await one("SELECT id FROM file WHERE id = $1 AND owner_id = $2", evidence, actor.id)
    if own is None:
        raise Invalid({"evidence": _("请上传能说明条件已经达到的照片或文件。")})
    if await one("SELECT id FROM pledge_milestone WHERE pledge_id = $1", pledge_id):
        raise Conflict(_("条件已经确认过了，请刷新页面后再看。"))
    await value(
        "INSERT INTO pledge_milestone (pledge_id, words, evidence, by) VALUES ($1, $2, $3, $4)",
        pledge_id,
        form.words.strip(),
        evidence,
        actor.id,
    )
    await record(
        actor, "pledge.milestone", subject=("pledge", pledge_id), division=pledge["division"]
    )
    await tell("pledge.milestone", pledge_id=pledge_id)
    return await make_donation(actor, pledge_id)
