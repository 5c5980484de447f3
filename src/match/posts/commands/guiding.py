"""The township's station and the county's agency guide homes (4.1a, 4.1b): they comment."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.errors import Denied, Invalid
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.screening import screen, verdict, what_to_remove
from match.posts import policy
from match.posts.commands._shared import home_of
from match.posts.forms import GuidanceForm

NAMED_MOST = 8


@command
async def guide_home(actor: Actor, home_id: int, form: GuidanceForm) -> int:
    """
    Write a comment for a home's director; returns its id. No child may be known by it: Invalid
    says which words must go.
    """
    home = await home_of(home_id)
    guide = policy.guide_of(actor, home["division"])
    if not isinstance(guide, policy.Guide):
        raise Denied(guide)
    findings = screen(form.words)
    if verdict(findings) == "block":
        why = _("；").join(what_to_remove(found).rstrip("。.") for found in findings[:NAMED_MOST])
        raise Invalid({"words": _("请删去能认出孩子或家庭的内容。%(named)s") % {"named": why}})
    guidance_id: int = await value(
        'INSERT INTO home_guidance (home_id, division, guide, words, "by", at)'
        " VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        home_id,
        home["division"],
        str(guide),
        form.words.strip(),
        actor.id,
        clock.now(),
    )
    await record(actor, "home.guided", subject=("home", home_id), division=home["division"])
    await tell("home.guided", home_id=home_id, guidance_id=guidance_id)
    return guidance_id
