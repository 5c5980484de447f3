"""The steps of a purchase in their order: what is written, by whom, by which rule."""

from collections.abc import Iterator

import msgspec

from match.tenders import timetable
from match.tenders.facts import TenderFacts
from match.tenders.states import Method, Mode

ARTICLE = {
    Method.open: "采购法26",
    Method.invite: "采购法29",
    Method.negotiate: "采购法30",
    Method.consult: "财库〔2014〕214号3",
    Method.inquire: "采购法32",
    Method.single: "采购法31",
    Method.frame: "110号令3",
    Method.internal: "湘财 2025 catalogue",
}


class Step(msgspec.Struct, frozen=True):
    """
    One step in the order of the way. ``form`` names what is written in it, ``who`` the role that
    does it, ``due_key`` the period of deadlines.csv that rules it (or nothing), ``why`` the source.
    """

    key: str
    form: str
    who: str
    why: str
    due_key: str = ""


def way(facts: TenderFacts) -> Iterator[Step]:
    """The way in order; what the light flow leaves out is left out."""
    lawful = facts.mode is not Mode.light
    yield Step("plan", "plan", "purchaser", "102号令10")
    if lawful:
        yield Step(
            "survey", "survey", "purchaser", "财库〔2021〕22号10–11", "PROC.NEED_SURVEY.VALID"
        )
        yield Step("review", "legal_review", "purchaser", "财库〔2021〕22号11")
        if timetable.needs_intent(facts):
            yield Step("intent", "intent", "purchaser", "财库〔2020〕10号", "PROC.INTENT")
    if facts.method_approval or (facts.budget_fen >= facts.limits.open_fen and _other(facts)):
        yield Step("approval", "method_approval", "finance", "采购法27")
    if facts.method is Method.invite:
        yield Step("prequalify", "prequalification", "purchaser", "实施条例21", "PROC.PREQ.APPLY")
    yield from _competition(facts)
    yield from _afterwards(lawful=lawful)


def _other(facts: TenderFacts) -> bool:
    return facts.method not in (Method.open, Method.internal)


def _competition(facts: TenderFacts) -> Iterator[Step]:
    response = timetable.RESPONSE[facts.method]
    if facts.method is Method.single:
        yield Step("notice", "single_source", "purchaser", "实施条例38", response)
    else:
        yield Step("notice", "tender", "purchaser", ARTICLE[facts.method], response)
        yield Step("questions", "answer", "purchaser", "实施条例52", "PROC.ASK.REPLY")
    if facts.mode is not Mode.mirror:
        yield Step("sealing", "bid", "supplier", "reliability 3", response)
        yield Step("opening", "shares", "official", "reliability 3")
    yield Step("panel", "score_sheet", "expert", "采购法38, 40")
    yield Step("report", "report", "panel", "实施条例43", "PROC.REPORT")


def _afterwards(*, lawful: bool) -> Iterator[Step]:
    yield Step("decision", "decision", "purchaser", "实施条例43", "PROC.DECIDE")
    yield Step("result", "result", "purchaser", "实施条例43", "PROC.AWARD")
    yield Step("objections", "objection_reply", "purchaser", "采购法52", "PROC.OBJ.RAISE")
    yield Step("contract", "contract", "purchaser", "采购法46", "PROC.CONTRACT.SIGN")
    yield Step(
        "contract_notice", "contract_notice", "purchaser", "实施条例50", "PROC.CONTRACT.PUBLISH"
    )
    if lawful:
        yield Step("filing", "contract_copy", "purchaser", "采购法47", "PROC.CONTRACT.FILE")
    yield Step("acceptance", "acceptance", "purchaser", "实施条例45")
    yield Step("evaluation", "evaluation", "purchaser", "102号令20–21")
    yield Step("archive", "archive", "purchaser", "采购法42", "PROC.ARCHIVE")
