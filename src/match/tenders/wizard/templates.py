"""Purchases to begin from: those we ship (notice 5.3b), and what a department bought before."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import msgspec

from match.catalogue import codes
from match.catalogue.entries import Entry, TenderClass
from match.catalogue.lists import BrokenList
from match.foundation import language
from match.foundation.actor import Actor
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.tenders import policy
from match.tenders.forms import Criteria, Days, Title, Words
from match.tenders.points import points_words
from match.tenders.queries import department_tenders, facts
from match.tenders.states import PLANNED, Envelopes, Scheme
from match.tenders.wizard.steps import BY_SLUG
from match.tenders.wizard.values import boxes_of

SHOWN_MOST = 8

# What is taken from a purchase that was made before. Its days, needs, budget, way of buying and
# papers are of its own year and sum; the six questions are answered by somebody, every time.
COPIED = (
    "organisation",
    "title",
    "item_code",
    "guiding_item",
    "areas",
    "requirements",
    "acceptance",
    "service_days",
    "skills",
    "consortium",
    "reference_contracts",
    "scheme",
    "envelopes",
    "criteria",
)


class Template(Entry, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """
    A purchase of services to begin from. ``groups`` say whom it is meant for, to the officer alone:
    its words are for everybody. ``service_days`` in days; points of criteria in hundredths.
    """

    about_zh: str
    about_en: str
    groups: tuple[str, ...]
    title: Title
    item_code: str
    requirements: Words
    acceptance: Words
    service_days: Days
    skills: tuple[str, ...]
    scheme: Scheme
    envelopes: Envelopes
    criteria: Criteria

    @property
    def about(self) -> str:
        """What it is for, in the language of the request."""
        return self.about_en if language.current() == "en" else self.about_zh

    @property
    def meant_for(self) -> tuple[str, ...]:
        """Its groups in words."""
        return tuple(codes.group(code).label() for code in self.groups)

    def boxes(self) -> dict[str, Any]:
        """As an officer would have typed it, box by box."""
        return {
            "title": self.title,
            "item_code": self.item_code,
            "requirements": self.requirements.strip(),
            "acceptance": self.acceptance.strip(),
            "service_days": str(self.service_days),
            "skills": list(self.skills),
            "scheme": self.scheme.value,
            "envelopes": self.envelopes.value,
            "criteria": [
                {
                    "kind": each.kind.value,
                    "title": each.title,
                    "indicator": each.indicator,
                    "points": points_words(each.points) if each.points else "",
                }
                for each in self.criteria
            ],
        }


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    templates: list[Template]


class Start(msgspec.Struct, frozen=True):
    """Where a purchase begins: ``like`` as in the address, ``boxes`` what it fills in."""

    like: str = ""
    name: str = ""
    boxes: Mapping[str, Any] = MappingProxyType({})


@cache
def templates() -> Mapping[str, Template]:
    """The shipped ones by code. Raises BrokenList for a file that does not hold together."""
    text = files("match.tenders.wizard").joinpath("data", "templates.toml").read_text("utf-8")
    return read_templates(text)


def read_templates(text: str) -> Mapping[str, Template]:
    """The templates of a TOML file by code. Raises BrokenList, with what is wrong."""
    try:
        held = msgspec.convert(tomllib.loads(text), _File).templates
        for each in held:
            _known(each)
    except (msgspec.ValidationError, tomllib.TOMLDecodeError, codes.UnknownCode) as error:
        raise BrokenList(f"templates.toml: {error}") from error
    return MappingProxyType({each.code: each for each in held})


def _known(template: Template) -> None:
    """Every code is of our lists, and a service is what is bought."""
    if codes.procurement_item(template.item_code).tender_class is not TenderClass.SERVICE:
        raise BrokenList(f"templates.toml: {template.item_code} is no service")
    for code in template.groups:
        codes.group(code)
    for code in template.skills:
        codes.skill(code)


async def start_of(actor: Actor, like: str) -> Start:
    """
    What *like* fills in: a template's code, the id of a purchase, or nothing. Raises NotFound for
    what is neither, for another department's purchase, and for one that is still being planned.
    """
    if not like:
        return Start()
    if like in templates():
        found = templates()[like]
        return Start(like, found.label(), found.boxes())
    if not (like.isascii() and like.isdigit() and len(like) < 19):
        raise NotFound(_("没有找到这个采购范本。"))
    past = await facts(int(like))
    writes = policy.can_write(actor, past.organisation_id, past.division) is True
    if not writes or past.status in PLANNED:
        raise NotFound(_("没有找到这个采购范本。"))
    typed = boxes_of(past)
    return Start(like, past.title, {name: typed[name] for name in COPIED})


def first_boxes(start: Start) -> dict[str, Any]:
    """Those of the first step."""
    return {name: told for name, told in start.boxes.items() if name in BY_SLUG["plan"].fields}


async def starts(actor: Actor) -> dict[str, Any]:
    """What the first step offers to begin from: templates, and past purchases, newest first."""
    before = [
        each
        for each in await department_tenders(actor, SHOWN_MOST * 4)
        if each.status not in PLANNED
    ]
    return {"templates": list(templates().values()), "past": before[:SHOWN_MOST]}
