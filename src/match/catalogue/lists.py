"""Reading the list files into entries, each once. A broken file stops the start, by its line."""

import csv
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TypeVar

from match.catalogue.entries import (
    Answer,
    BeneficiaryGroup,
    Category,
    Condition,
    Entry,
    HomeEntry,
    Labelled,
    Mode,
    OrganisationKind,
    ProcurementItem,
    Publicity,
    ReportSituation,
    Skill,
    TenderClass,
    TermGroup,
    Unit,
)

Some = TypeVar("Some", bound=Entry)
Row = Mapping[str, str]


class BrokenList(Exception):
    """A list file of ours is wrong; the message names file, line and what is wrong."""


def _rows(name: str) -> Iterator[tuple[int, Row]]:
    text = files("match.catalogue").joinpath("data", f"{name}.csv").read_text("utf-8")
    reader = csv.DictReader(text.splitlines())
    for row in reader:
        yield reader.line_num, row


def _read(name: str, make: Callable[[Row], Some]) -> Mapping[str, Some]:
    """The entries of one file by code, in the order of the file."""
    held: dict[str, Some] = {}
    for line, row in _rows(name):
        try:
            entry = make(row)
        except (KeyError, ValueError) as error:
            raise BrokenList(f"{name}.csv line {line}: {error}") from error
        if entry.code in held:
            raise BrokenList(f"{name}.csv line {line}: {entry.code} is there twice")
        held[entry.code] = entry
    return MappingProxyType(held)


@cache
def _english() -> Mapping[tuple[str, str], str]:
    """Names for the lists that came in Chinese only: (list, code) → English."""
    return {(row["list"], row["code"]): row["name_en"] for _, row in _rows("names_en")}


@cache
def categories() -> Mapping[str, Category]:
    return _read(
        "codes_need_category",
        lambda row: Category(
            code=row["code"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            parent=row["parent"] or None,
            default_unit=_unit_code(row["default_unit"]),
            procurement_code=row["procurement_code"] or None,
            tender_class=TenderClass(row["tender_class"]),
            publicity=Publicity(row["public_ok"]),
            note=row["note"],
        ),
    )


def _unit_code(text: str) -> str:
    """The goods root gives the UN/ECE code H87 where the others name a unit: the first unit that
    carries that code, 件, is meant."""
    if text in units():
        return text
    for unit in units().values():
        if unit.rec20 == text:
            return unit.code
    raise ValueError(f"no unit {text!r}")


@cache
def modes() -> Mapping[str, Mode]:
    return _read(
        "codes_offer_mode",
        lambda row: Mode(
            code=row["code"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            who=row["who"],
            needs_agreement=row["needs_agreement"],
            note=row["note"],
        ),
    )


@cache
def units() -> Mapping[str, Unit]:
    return _read(
        "codes_unit",
        lambda row: Unit(
            code=row["code"],
            name_zh=row["name_zh"],
            name_en=_english()["unit", row["code"]],
            one_en=_english()["unit_one", row["code"]],
            kind=row["kind"],
            rec20=row["un_ece_rec20"] or None,
            decimals=int(row["decimals"]),
        ),
    )


@cache
def skills() -> Mapping[str, Skill]:
    return _read(
        "codes_skill",
        lambda row: Skill(
            code=row["code"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            group=row["group"],
            certificate=None if row["certificate"] == "none" else row["certificate"],
            regulated=row["regulated"],
            note=row["note"],
        ),
    )


@cache
def organisation_kinds() -> Mapping[str, OrganisationKind]:
    return _read(
        "codes_org_kind",
        lambda row: OrganisationKind(
            code=row["code"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            credit_code_prefixes=_prefixes(row["uscc_prefix"]),
            can_purchase=_condition(row["can_purchase"]),
            can_supply=_condition(row["can_supply"]),
            can_receive_donation=_condition(row["can_receive_donation"]),
            can_volunteer_manage=_condition(row["can_volunteer_manage"]),
            child_contact=_condition(row["child_contact"]),
            note=row["note"],
        ),
    )


def _prefixes(text: str) -> tuple[str, ...]:
    if text.startswith("ID card"):
        return ()
    return tuple(word for word in text.split() if len(word) == 2 and word[1].isdigit())


def _condition(text: str) -> Condition:
    plain = {"Y": Answer.YES, "N": Answer.NO}
    return Condition(plain.get(text, Answer.DEPENDS), text)


@cache
def beneficiary_groups() -> Mapping[str, BeneficiaryGroup]:
    return _read(
        "codes_beneficiary_group",
        lambda row: BeneficiaryGroup(
            code=row["code"],
            name_zh=row["name_zh"],
            name_en=_english()["group", row["code"]],
            parent=row["parent"] or None,
            definition=row["definition"],
            age_limit=row["age_limit"],
            publicity=Labelled(row["public_label"]),
            source=row["source"],
        ),
    )


@cache
def home_entries() -> Mapping[str, HomeEntry]:
    return _read(
        "codes_home",
        lambda row: HomeEntry(
            code=row["code"],
            name_zh=row["name_zh"],
            name_en=row["name_en"],
            listing=row["list"],
        ),
    )


@cache
def report_situations() -> Mapping[str, ReportSituation]:
    """The list says them in English; the Chinese is the wording of the opinion."""
    chinese = {row["code"]: row["name_zh"] for _, row in _rows("names_mandatory_report_zh")}
    return _read(
        "codes_mandatory_report",
        lambda row: ReportSituation(
            code=row["code"],
            name_zh=chinese[row["code"]],
            name_en=row["situation"],
            urgency=row["urgency"],
        ),
    )


@cache
def procurement_items() -> Mapping[str, ProcurementItem]:
    return _read(
        "codes_procurement_item",
        lambda row: ProcurementItem(
            code=row["code"],
            name_zh=row["name_zh"],
            name_en=_english()["item", row["code"]],
            tender_class=TenderClass(row["class"]),
            category=row["use"] if row["use"] in categories() else None,
        ),
    )


@cache
def term_groups() -> tuple[TermGroup, ...]:
    return tuple(
        TermGroup(
            id=row["group"],
            code=row["code"],
            canonical=row["canonical"],
            synonyms=tuple(row["synonyms"].split()),
            expand_in_matching=row["expand_in_matching"] == "Y",
        )
        for _, row in _rows("thesaurus_zh")
    )
