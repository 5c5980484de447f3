"""The township's station and the county's agency guide homes (4.1a, 4.1b): they comment."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, value
from match.foundation.errors import Denied, Invalid
from match.foundation.outbox import tell
from match.foundation.screening import complaint, screen, verdict
from match.posts import policy
from match.posts.commands._shared import home_of
from match.posts.forms import GuidanceForm


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
        raise Invalid({"words": complaint(form.words, findings)})
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
