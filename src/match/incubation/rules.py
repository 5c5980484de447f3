"""Pure decisions about organisations, stages and counsellors."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from match.foundation.language import _
from match.incubation.states import Stage

SERVING_KINDS = ("NGO", "FDN", "SA", "VOLTEAM")
"""Who the notice puts first (4.2b): social-work agencies, charities, volunteer organisations."""

LEAST_ORGANISATIONS = 3
"""Per county (notice 4.2c)."""

COUNSELLING_SKILLS = frozenset({"PSY-2", "PSY-3", "PSY-T", "PSY-R", "PSY-S"})
"""Certificates that qualify by themselves (notice 4.2f; domain.md §4.4). A degree does not."""

WITH_TRAINING = frozenset({"SW-2", "SW-3"})
"""Social workers qualify with counselling training that the county accepts."""

ACTIVE_DAYS = 365
"""A service or the county's word counts so long; after a year it has to be given again."""


def counsellor_complaint(
    skill: str, training: str, issued_on: date, expires_on: date | None, today: date
) -> dict[str, str]:
    """What is wrong with a certificate, by field; empty if it qualifies."""
    if skill not in COUNSELLING_SKILLS | WITH_TRAINING:
        return {"skill": _("这种证书不能证明心理辅导资格，请选择列出的证书。")}
    if skill in WITH_TRAINING and len(training.strip()) < 4:
        return {"training": _("社会工作师还需要心理辅导培训，请写明培训名称和主办单位。")}
    if issued_on > today:
        return {"issued_on": _("发证日期不能晚于今天。")}
    if expires_on is not None and expires_on <= max(issued_on, today):
        return {"expires_on": _("证书已经过期，请换有效的证书。")}
    return {}


def step_complaint(verb: str, facts: Mapping[str, Any], today: date) -> dict[str, str]:
    """
    What a stage still lacks. *facts*: ``verified`` (registered body in date), ``uscc``,
    ``contract_title``, ``contract_on``, ``reason``.
    """
    if verb == "register" and not (facts["verified"] and facts["uscc"]):
        return {"verb": _("机构还没有统一社会信用代码，或核验已过期，不能登记为法人。")}
    if verb == "contract":
        if len(facts["contract_title"].strip()) < 2:
            return {"contract_title": _("请填写承接的首个项目名称。")}
        if facts["contract_on"] is None or facts["contract_on"] > today:
            return {"contract_on": _("请填写签约日期，不晚于今天。")}
    if verb in ("graduate", "leave") and len(facts["reason"].strip()) < 4:
        return {"reason": _("请写明原因，至少 4 个字。")}
    return {}


def counted_since(today: date) -> date:
    """From here on a service makes an organisation active."""
    return today - timedelta(days=ACTIVE_DAYS)


def next_steps(stage: Stage) -> tuple[str, ...]:
    """The verbs a stage offers, forward first."""
    return {
        Stage.seed: ("register", "leave"),
        Stage.registered: ("contract", "leave"),
        Stage.contracted: ("graduate", "leave"),
    }.get(stage, ())
