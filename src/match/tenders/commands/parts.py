"""The parts of a purchase beside its row: criteria, lines of needs, the survey it stands on."""

from match.catalogue import codes
from match.catalogue.entries import TenderClass
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, rows, value
from match.foundation.decisions import refuse, require
from match.foundation.errors import Invalid
from match.foundation.language import _
from match.needs.wording import refuse_personal_data
from match.tenders import policy, rules
from match.tenders.commands._shared import purchaser
from match.tenders.facts import Criterion, NeedPart
from match.tenders.forms import SurveyForm
from match.tenders.loading import limits

# What a home still waits for: other purchases that are under way count as if they had come.
_OPEN_LINES = """
SELECT l.id, l.quantity - l.reserved - l.committed - l.in_transit - l.received
  - coalesce((SELECT sum(p.units) FROM tender_need p JOIN tender t ON t.id = p.tender_id
     WHERE p.line_id = l.id AND t.id <> $2 AND t.status NOT IN
       ('draft', 'intent', 'contracted', 'archived', 'failed', 'withdrawn')), 0) AS left_over,
  l.category, n.division
FROM need_line l JOIN need n ON n.id = l.need_id
WHERE l.id = ANY($1) AND n.status IN ('published', 'matching', 'partly_met')
"""


@command
async def keep_survey(actor: Actor, form: SurveyForm) -> int:
    """
    Keep a survey of needs as it was; returns its id. Purchases of the department may stand on it
    for a year. Raises Denied for strangers, Invalid for fewer respondents than the rule asks.
    """
    department = await purchaser(form.organisation)
    require(policy.can_write(actor, form.organisation, department["division"]))
    names = list(dict.fromkeys(name.strip() for name in form.respondents if name.strip()))
    least = (await limits()).whole("proc.need_survey.subjects_min")
    complaints: dict[str, str] = {}
    if len(names) < least:
        complaints["respondents"] = _("调查对象不少于 %(least)s 个（财库〔2021〕22号第十条）。") % {
            "least": least
        }
    if form.held_on > clock.today():
        complaints["held_on"] = _("调查日期不能晚于今天。")
    wrong = rules.item_complaint(form.item_code)
    if wrong:
        complaints["item_code"] = wrong
    refuse(**complaints)
    refuse_personal_data({"findings": form.findings})
    survey_id: int = await value(
        "INSERT INTO tender_survey (organisation_id, item_code, held_on, respondents, findings,"
        " kept_by) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
        form.organisation,
        form.item_code,
        form.held_on,
        names,
        form.findings.strip(),
        actor.id,
    )
    await record(
        actor,
        "tender.survey_kept",
        subject=("tender_survey", survey_id),
        division=department["division"],
    )
    return survey_id


async def write_criteria(tender_id: int, criteria: tuple[Criterion, ...]) -> None:
    """Put the criteria in the place of those that were there; published demands stay."""
    await value(
        "DELETE FROM tender_criterion c USING tender t WHERE t.id = c.tender_id AND t.id = $1"
        " AND (t.status IN ('draft', 'intent') OR c.kind <> 'pass')",
        tender_id,
    )
    for each in criteria:
        await value(
            "INSERT INTO tender_criterion (tender_id, kind, title, indicator, points, position)"
            " VALUES ($1, $2, $3, $4, $5, $6)",
            tender_id,
            each.kind.value,
            each.title,
            each.indicator,
            each.points,
            each.position,
        )


async def write_needs(tender_id: int, needs: tuple[NeedPart, ...]) -> None:
    """Put the lines of needs in the place of those that were there."""
    await value("DELETE FROM tender_need WHERE tender_id = $1", tender_id)
    for part in needs:
        await value(
            "INSERT INTO tender_need (tender_id, line_id, units) VALUES ($1, $2, $3)",
            tender_id,
            part.line_id,
            part.units,
        )


async def needs_complaint(
    needs: tuple[NeedPart, ...], areas: tuple[str, ...], tender_id: int
) -> str | None:
    """Every line is of a need that waits, lies where the service is given, and still asks for so
    much. *tender_id* 0: a plan."""
    if len({part.line_id for part in needs}) < len(needs):
        return _("同一条需求只能选一次。")
    found = {
        row["id"]: row
        for row in await rows(_OPEN_LINES, [part.line_id for part in needs], tender_id)
    }
    for part in needs:
        line = found.get(part.line_id)
        if line is None:
            return _("有一条需求没有公开或已经满足，请重新选择。")
        if codes.category(line["category"]).tender_class is not TenderClass.SERVICE:
            return _("有一条需求要的是物资，不能用购买服务来满足。")
        if not any(line["division"].startswith(area) for area in areas):
            return _("有一条需求不在服务地区内，请核对服务地区。")
        if part.units > line["left_over"]:
            return _("有一条需求只差 %(left)s，请减少数量。") % {"left": max(0, line["left_over"])}
    return None


async def survey_complaint(survey_id: int | None, organisation_id: int) -> str | None:
    """A survey is the department's own: others asked for other needs."""
    if survey_id is None:
        return None
    owner = await value("SELECT organisation_id FROM tender_survey WHERE id = $1", survey_id)
    if owner != organisation_id:
        return _("请选择本单位做过的需求调查。")
    return None


def refuse_strange_points(criteria: tuple[Criterion, ...]) -> None:
    """A demand has no points, what scores has some (财库〔2021〕22号21)."""
    for each in criteria:
        if (each.kind == "pass") != (each.points == 0):
            raise Invalid(
                {
                    "criteria": _("符合性条件不计分，评分项的分值要大于 0：“%(title)s”。")
                    % {"title": each.title}
                }
            )
