"""
Which step of a purchase is which OCDS release: its tags, and the sections that it tells.

A step that comes again is an update of the same section. Tags are the closed codelist releaseTag
of OCDS 1.1.5.
"""

from collections.abc import Collection

import msgspec


class Step(msgspec.Struct, frozen=True):
    """``first`` where no release of this purchase bears it yet, ``again`` afterwards."""

    first: str
    again: str
    sections: tuple[str, ...]


_PLAN = Step("planning", "planningUpdate", ("planning", "tender"))
_NOTICE = Step("tender", "tenderUpdate", ("planning", "tender"))
_UPDATE = Step("tenderUpdate", "tenderUpdate", ("tender", "bids", "complaints"))
_EDIT = Step("tenderAmendment", "tenderAmendment", ("tender",))
_AWARD = Step("award", "awardUpdate", ("tender", "bids", "awards"))
_END = Step("tenderCancellation", "tenderCancellation", ("tender", "bids", "awards"))
_BACK = Step("tenderUpdate", "tenderUpdate", ("tender", "bids", "awards", "complaints"))
_CONTRACT = Step("contract", "contractUpdate", ("tender", "awards", "contracts"))
_CHANGE = Step("contractAmendment", "contractAmendment", ("awards", "contracts"))
_WORK = Step("implementation", "implementationUpdate", ("awards", "contracts"))
_OVER = Step("contractTermination", "contractTermination", ("awards", "contracts"))

STEPS: dict[str, Step] = {
    "tender.intent": _PLAN,
    "tender.published": _NOTICE,
    "tender.changed": _EDIT,
    "tender.closed": _UPDATE,
    "tender.opened": _UPDATE,
    "tender.reported": _UPDATE,
    "tender.decided": _UPDATE,
    "tender.awarded": _AWARD,
    # Of a mirrored procedure; one that ran here has a contract with facts of its own.
    "tender.contracted": _CONTRACT,
    "tender.rejudged": _BACK,
    "tender.failed": _END,
    "tender.withdrawn": _END,
    "tender.suspended": _UPDATE,
    "tender.resumed": _UPDATE,
    "tender.notice_published": _UPDATE,
    "tender.question_answered": _UPDATE,
    "bid.voided": _UPDATE,
    **dict.fromkeys(
        (
            "objection.raised",
            "objection.received",
            "objection.refused",
            "objection.replied",
            "objection.withdrawn",
            "complaint.decided",
        ),
        _UPDATE,
    ),
    "contract.signed": _CONTRACT,
    "contract.changed": _CHANGE,
    "contract.milestone_accepted": _WORK,
    "contract.milestone_returned": _WORK,
    "contract.paid": _WORK,
    "contract.completed": _OVER,
    "contract.terminated": _OVER,
    "contract.evaluated": _WORK,
}
"""
Every fact that makes a release, by its topic in the outbox. Whom the purchaser decided for is not
told before the result is published (采购法实施条例43): `tender.decided` says only that it went on.
"""

# What may still come after an award, and takes it back.
_TAKES_BACK = frozenset({"tender.failed", "tender.withdrawn", "tender.rejudged"})


def tags(topic: str, before: Collection[str], *, awarded: bool = False) -> tuple[str, ...]:
    """
    The tags of the release for *topic*, given every tag that this purchase's releases bear.
    *awarded*: an award stands, which some steps take back.
    """
    step = STEPS[topic]
    tag = step.again if step.first in before else step.first
    if topic == "tender.published" and "planning" not in before:
        # In the light flow plan and notice are published in one act.
        return ("planning", tag)
    if topic in _TAKES_BACK and awarded:
        return (tag, "awardCancellation")
    return (tag,)
