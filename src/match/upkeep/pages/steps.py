"""
Every step of upkeep as data: whose it is, its boxes, and the command that carries it out.

A step is named by the kind of thing, which one, and a verb. `STEPS` is the whole list; a page
links to those that the reader may take, and the command refuses the rest with its reason.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import msgspec

from match.foundation.actor import Actor
from match.site.boxes import Box, form_of
from match.upkeep import commands, forms
from match.upkeep.pages import boxes
from match.upkeep.pages.common import BASE


class Asked(msgspec.Struct, frozen=True):
    """A step that was sent. ``file``: an uploaded document, kept."""

    actor: Actor
    of: int
    given: Mapping[str, Any]
    file: int | None = None

    def form(self, shape: type[Any], **also: Any) -> Any:
        """What was sent, as the step's struct."""
        return form_of(shape, self.given, **also)

    @property
    def reason(self) -> str:
        """Words that say why."""
        return self.form(forms.ReasonForm).reason


Carry = Callable[[Asked], Awaitable[object]]
Boxes = Callable[[Actor, int, str], Awaitable[list[Box]]]


class Step(msgspec.Struct, frozen=True):
    """One step. ``back`` is where it leads, with {of}; ``danger``: it takes something away."""

    boxes: Boxes
    carry: Carry
    back: str
    danger: bool = False


def _with(command: Callable[..., Awaitable[object]], shape: type[Any]) -> Carry:
    async def carry(asked: Asked) -> object:
        return await command(asked.actor, asked.of, asked.form(shape))

    return carry


def _filed(command: Callable[..., Awaitable[object]], shape: type[Any]) -> Carry:
    async def carry(asked: Asked) -> object:
        return await command(asked.actor, asked.of, asked.form(shape), file_id=asked.file)

    return carry


def _why(command: Callable[..., Awaitable[object]]) -> Carry:
    async def carry(asked: Asked) -> object:
        return await command(asked.actor, asked.of, asked.reason)

    return carry


def _plain(command: Callable[..., Awaitable[object]]) -> Carry:
    async def carry(asked: Asked) -> object:
        return await command(asked.actor, asked.of)

    return carry


async def _meeting(asked: Asked) -> object:
    form = asked.form(forms.MeetingForm, attended=boxes.departments(asked.given, "attended"))
    return await commands.record_meeting(asked.actor, asked.of, form, file_id=asked.file)


async def _body(asked: Asked) -> object:
    chosen = boxes.departments(asked.given, "departments")
    return await commands.set_up_body(asked.actor, asked.form(forms.BodyForm, departments=chosen))


async def _naming(asked: Asked) -> object:
    chosen = [int(one) for one in asked.given.get("titles", []) if one.isdecimal()]
    form = asked.form(forms.NamingForm, titles=boxes.some(chosen))
    level = boxes.own_seat(asked.actor, asked.of)
    return await commands.name_titles(asked.actor, level, form, file_id=asked.file)


async def _quota(asked: Asked) -> object:
    level = boxes.own_seat(asked.actor, asked.of)
    return await commands.set_quota(asked.actor, level, asked.form(forms.QuotaForm))


async def _rule(asked: Asked) -> object:
    form = asked.form(forms.RuleForm, grades=boxes.grades(asked.given))
    return await commands.set_rule(asked.actor, str(asked.of), form)


async def _sheet(asked: Asked) -> object:
    return await commands.draw_sheet(asked.actor, str(asked.of), boxes.period(asked.given))


async def _close(asked: Asked) -> object:
    return await commands.close_grant(asked.actor, asked.of, str(asked.given.get("reason", "")))


async def _propose(asked: Asked) -> object:
    return await commands.propose_sheet(asked.actor, asked.of, str(asked.given.get("note", "")))


_HOME, _GRANT = BASE + "/homes/{of}", BASE + "/grants/{of}"
_SHEET, _TITLE = BASE + "/allowance/{of}", BASE + "/titles/{of}"
_BODY = BASE + "/bodies/{of}"

STEPS: dict[tuple[str, str], Step] = {
    ("homes", "grant"): Step(
        boxes.grant, _with(commands.request_grant, forms.GrantForm), BASE + "/grants/{made}"
    ),
    ("homes", "cost"): Step(boxes.cost, _with(commands.record_cost, forms.CostForm), _HOME),
    ("homes", "insurance"): Step(
        boxes.insurance, _filed(commands.record_insurance, forms.InsuranceForm), _HOME
    ),
    ("homes", "title"): Step(
        boxes.title, _with(commands.apply_for_title, forms.TitleForm), BASE + "/titles/{made}"
    ),
    ("costs", "reverse"): Step(boxes.cost_why, _why(commands.reverse_cost), BASE, True),
    ("insurance", "end"): Step(boxes.insurance_why, _why(commands.end_insurance), BASE, True),
    ("grants", "approve"): Step(boxes.grant_yes, _plain(commands.approve_grant), _GRANT),
    ("grants", "refuse"): Step(boxes.grant_why, _why(commands.refuse_grant), _GRANT, True),
    ("grants", "withdraw"): Step(boxes.grant_why, _why(commands.withdraw_grant), _GRANT, True),
    ("grants", "allot"): Step(boxes.allot, _with(commands.allot_share, forms.AllotForm), _GRANT),
    ("grants", "arrive"): Step(
        boxes.arrive, _with(commands.record_arrival, forms.ArrivalForm), _GRANT
    ),
    ("grants", "use"): Step(boxes.use, _filed(commands.record_use, forms.UseForm), _GRANT),
    ("grants", "close"): Step(boxes.close, _close, _GRANT),
    ("seats", "rule"): Step(boxes.rule, _rule, BASE + "/allowance"),
    ("seats", "sheet"): Step(boxes.sheet, _sheet, BASE + "/allowance/{made}"),
    ("reviews", "regrade"): Step(
        boxes.regrade, _with(commands.regrade, forms.RegradeForm), BASE + "/allowance/{parent}"
    ),
    ("sheets", "propose"): Step(boxes.propose, _propose, _SHEET),
    ("sheets", "check"): Step(boxes.sheet_yes, _plain(commands.check_sheet), _SHEET),
    ("sheets", "return"): Step(boxes.sheet_why, _why(commands.return_sheet), _SHEET, True),
    ("sheets", "discard"): Step(
        boxes.sheet_why, _why(commands.discard_sheet), BASE + "/allowance", True
    ),
    ("sheets", "pay"): Step(boxes.pay, _with(commands.pay_sheet, forms.VoucherForm), _SHEET),
    ("titles", "pass"): Step(boxes.opinion, _with(commands.pass_title, forms.ReviewForm), _TITLE),
    ("titles", "refuse"): Step(
        boxes.opinion, _with(commands.refuse_title, forms.ReviewForm), _TITLE, True
    ),
    ("titles", "withdraw"): Step(boxes.title_why, _why(commands.withdraw_title), _TITLE, True),
    ("titles", "revoke"): Step(
        boxes.revoke, _with(commands.revoke_title, forms.RevocationForm), _TITLE, True
    ),
    ("seats", "naming"): Step(boxes.naming, _naming, BASE + "/titles"),
    ("seats", "quota"): Step(boxes.quota, _quota, BASE + "/titles"),
    ("seats", "body"): Step(boxes.body, _body, BASE + "/bodies/{made}"),
    ("bodies", "meeting"): Step(boxes.meeting, _meeting, _BODY),
    ("bodies", "end"): Step(boxes.body_why, _why(commands.end_body), BASE + "/bodies", True),
    ("meetings", "decision"): Step(
        boxes.decision,
        _with(commands.add_decision, forms.DecisionForm),
        BASE + "/bodies/{parent}",
    ),
    ("decisions", "finish"): Step(
        boxes.finish, _with(commands.finish_decision, forms.ResultForm), BASE + "/bodies/{parent}"
    ),
}
