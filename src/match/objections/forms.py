"""The shapes at the objections door."""

from typing import Annotated

import msgspec

from match.objections.states import Decision, Ground, Outcome, Refusal, Remedy, Step, Subject

Facts = Annotated[str, msgspec.Meta(min_length=20, max_length=5000)]
Grounds = Annotated[list[Ground], msgspec.Meta(min_length=1, max_length=10)]
Files = Annotated[list[int], msgspec.Meta(max_length=10)]
Reason = Annotated[str, msgspec.Meta(min_length=4, max_length=500)]


class ObjectionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    An objection: what is meant, why, the facts, what is asked for. ``evidence`` are ids of
    uploaded documents. ``organisation`` is the supplier who objects.
    """

    organisation: int
    subject: Subject
    grounds: Grounds
    facts: Facts
    remedy: Remedy
    step: Step = Step.whole
    evidence: Files = []


class RefusalForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why an objection is not taken up."""

    refusal: Refusal
    reason: Reason


class ReplyForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The department's reply; everybody reads it."""

    outcome: Outcome
    reply: Facts


class ReasonForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why."""

    reason: Reason


class ComplaintForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A complaint, on matters that were objected to."""

    grounds: Grounds
    facts: Facts
    remedy: Remedy
    evidence: Files = []


class DecisionForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What finance decides; ``findings`` and ``basis`` are published."""

    decision: Decision
    findings: Facts
    basis: Annotated[str, msgspec.Meta(min_length=4, max_length=300)]
