"""The shapes of list entries. All are frozen; every one has a code and a name in two languages."""

from enum import StrEnum

import msgspec

from match.foundation import language


class Publicity(StrEnum):
    """What the public may learn of a need in this category (domain.md §4.1)."""

    OPEN = "Y"
    GROUP = "G"
    """Only as a group with a number, never tied to one child."""
    VERIFIED = "R"
    """Verified organisations only: no open appeal for money (domain.md §3.2)."""


class TenderClass(StrEnum):
    GOODS = "goods"
    SERVICE = "service"
    WORKS = "works"
    NONE = "none"


class Labelled(StrEnum):
    """How a beneficiary group may be named in public (domain.md §3.7)."""

    YES = "Y"
    COUNTY_TOTAL = "G"
    """Only as a total of five or more over a county."""
    NEVER = "N"


class Answer(StrEnum):
    YES = "yes"
    NO = "no"
    DEPENDS = "depends"
    """A person decides with the condition in hand; the platform never infers it."""


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a list."""

    code: str
    name_zh: str
    name_en: str

    def label(self, spoken: str = "") -> str:
        """The name in `zh` or `en`; without one, in the language of the request.

        English opens with a capital: in lists and on chips a name stands alone.
        """
        if (spoken or language.current()) != "en":
            return self.name_zh
        return self.name_en[:1].upper() + self.name_en[1:]


class Category(Entry, frozen=True, kw_only=True):
    """A need category: one of six roots, or a leaf under one."""

    parent: str | None
    default_unit: str
    procurement_code: str | None
    tender_class: TenderClass
    publicity: Publicity
    note: str

    @property
    def root(self) -> str:
        """The root's code, which is this one's own for a root."""
        return self.parent or self.code

    @property
    def is_money(self) -> bool:
        return self.root == "FND"


class Mode(Entry, frozen=True, kw_only=True):
    """A way of giving (domain.md §4.2)."""

    who: str
    needs_agreement: str
    note: str


class Unit(Entry, frozen=True, kw_only=True):
    """A unit of quantity; its code is its Chinese name. `decimals` is how many are allowed."""

    one_en: str
    kind: str
    rec20: str | None
    decimals: int

    def after(self, count: int) -> str:
        """As it stands after a number in the language of the request: 1 lesson, 2 lessons."""
        return self.one_en if count == 1 and language.current() == "en" else self.label()

    def label(self, spoken: str = "") -> str:
        """As in every entry, but without a capital: a unit follows its number."""
        return self.name_en if (spoken or language.current()) == "en" else self.name_zh


class Skill(Entry, frozen=True, kw_only=True):
    group: str
    certificate: str | None
    regulated: str
    note: str


class Condition(msgspec.Struct, frozen=True):
    """A yes, a no, or a condition in the words of the list."""

    answer: Answer
    text: str


class OrganisationKind(Entry, frozen=True, kw_only=True):
    """One of 32 kinds. `credit_code_prefixes` are those of GB 32100 seen for it, maybe none."""

    credit_code_prefixes: tuple[str, ...]
    can_purchase: Condition
    can_supply: Condition
    can_receive_donation: Condition
    can_volunteer_manage: Condition
    child_contact: Condition
    note: str


class BeneficiaryGroup(Entry, frozen=True, kw_only=True):
    parent: str | None
    definition: str
    age_limit: str
    publicity: Labelled
    source: str


class HomeEntry(Entry, frozen=True, kw_only=True):
    """An entry of one of the lists about homes; `listing` says which."""

    listing: str


class ReportSituation(Entry, frozen=True, kw_only=True):
    """A situation that must be reported at once (opinion of 2020, art. 4). Never public."""

    urgency: str


class ProcurementItem(Entry, frozen=True, kw_only=True):
    """An item of the finance ministry's catalogue of 2022. `category` is our nearest one."""

    tender_class: TenderClass
    category: str | None


class TermGroup(msgspec.Struct, frozen=True):
    """Words for one thing. The wide ones (village, child) widen a search by a person, but would
    make everything match everything in a run: there `expand_in_matching` is false."""

    id: str
    code: str
    canonical: str
    synonyms: tuple[str, ...]
    expand_in_matching: bool

    @property
    def terms(self) -> tuple[str, ...]:
        return (self.canonical, *self.synonyms)
