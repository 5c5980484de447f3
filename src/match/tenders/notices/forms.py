"""
What each kind of notice must be told by its caller, beside what the purchase itself knows.

The purchase's name, number, purchaser, method, budget and dates come from its own row. Money in
fen. Days are days in Hunan. Every text is public and stays for ever.
"""

from datetime import date
from typing import Annotated, Any

import msgspec

from match.foundation.errors import Invalid
from match.foundation.forms import complaint, read
from match.tenders.notices.states import NoticeKind as K

Line = Annotated[str, msgspec.Meta(min_length=1, max_length=300)]
Words = Annotated[str, msgspec.Meta(min_length=2, max_length=5000)]
Fen = Annotated[int, msgspec.Meta(ge=0, le=10**13)]
Units = Annotated[int, msgspec.Meta(ge=1, le=10**9)]


class Item(msgspec.Struct, frozen=True):
    """One main item of a result or contract: 名称、规格、数量、单价、服务要求 (实施条例43)."""

    name: Line
    spec: str = ""
    units: Units = 1
    unit: str = ""
    unit_price_fen: Fen = 0
    service: str = ""


class Change(msgspec.Struct, frozen=True):
    """One point that is different now."""

    item: Line
    before: str
    after: str


class Opinion(msgspec.Struct, frozen=True):
    """A professional's reasoned opinion on a single source (74号令38)."""

    name: Line
    post: str
    opinion: Words


class Standard(msgspec.Struct, frozen=True):
    """One technical, service or safety standard, and how the delivery met it (实施条例45)."""

    name: Line
    result: Line


class IntentFacts(msgspec.Struct, frozen=True):
    """采购意向 (财库〔2020〕10号): the need in outline, the month in which it is to be bought."""

    expected_on: date
    overview: str = ""
    note: str = ""


class TenderFacts(msgspec.Struct, frozen=True):
    """采购公告: whom to turn to, and how the documents are had; the rest is the purchase's own."""

    contact: str = ""
    documents_how: str = ""


class ChangeFacts(msgspec.Struct, frozen=True):
    """变更公告: the document changed; sealed answers are void until they are confirmed anew."""

    changes: Annotated[list[Change], msgspec.Meta(min_length=1, max_length=50)]
    reason: str = ""
    new_closes_at: str = ""


class CorrectionFacts(msgspec.Struct, frozen=True):
    """更正公告: an earlier notice (its id) said something wrong."""

    corrects: int
    changes: Annotated[list[Change], msgspec.Meta(min_length=1, max_length=50)]
    reason: str = ""


class SingleSourceFacts(msgspec.Struct, frozen=True):
    """单一来源公示 (实施条例38, 74号令38): who, why only they, what professionals say."""

    supplier: Line
    supplier_address: Line
    reason: Words
    opinions: Annotated[list[Opinion], msgspec.Meta(max_length=20)] = []
    contact: str = ""


class ResultFacts(msgspec.Struct, frozen=True):
    """结果公告 (实施条例43): winner with address and amount, main items, names of the experts."""

    winner: Line
    winner_address: Line
    amount_fen: Fen
    items: Annotated[list[Item], msgspec.Meta(min_length=1, max_length=200)]
    experts: Annotated[list[Line], msgspec.Meta(max_length=50)]
    ranking: Annotated[list[Line], msgspec.Meta(max_length=100)] = []
    small_firm: str = ""
    agent: str = ""
    contact: str = ""
    note: str = ""


class TerminationFacts(msgspec.Struct, frozen=True):
    """终止公告: why it ended (采购法36, 37). ``failed``: 废标, as opposed to a cancelled task."""

    reason: Words
    failed: bool = False
    contact: str = ""


class ContractFacts(msgspec.Struct, frozen=True):
    """合同公告 (实施条例50, 财办库〔2020〕50号): parties, main items, amount, period."""

    number: Line
    supplier: Line
    amount_fen: Fen
    signed_on: date
    items: Annotated[list[Item], msgspec.Meta(min_length=1, max_length=200)]
    supplier_address: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    place: str = ""
    contact: str = ""


class AcceptanceFacts(msgspec.Struct, frozen=True):
    """验收公告 (实施条例45): each standard, and what those who use the service said."""

    contract_number: Line
    supplier: Line
    accepted_on: date
    standards: Annotated[list[Standard], msgspec.Meta(min_length=1, max_length=100)]
    users: Words
    conclusion: Words
    amount_fen: Fen | None = None


class ComplaintResultFacts(msgspec.Struct, frozen=True):
    """投诉处理结果 (采购法56, 94号令): parties, matter, what was found, decision and its ground."""

    complainant: Line
    respondent: Line
    matter: Words
    found: Words
    decision: Words
    basis: Line
    organ: Line
    decided_on: date


Facts = (
    IntentFacts
    | TenderFacts
    | ChangeFacts
    | CorrectionFacts
    | SingleSourceFacts
    | ResultFacts
    | TerminationFacts
    | ContractFacts
    | AcceptanceFacts
    | ComplaintResultFacts
)
SHAPES: dict[K, type[Facts]] = {
    K.intent: IntentFacts,
    K.tender: TenderFacts,
    K.change: ChangeFacts,
    K.correction: CorrectionFacts,
    K.single_source: SingleSourceFacts,
    K.result: ResultFacts,
    K.termination: TerminationFacts,
    K.contract: ContractFacts,
    K.acceptance: AcceptanceFacts,
    K.complaint_result: ComplaintResultFacts,
}


def read_facts(kind: K, facts: dict[str, Any]) -> Facts:
    """
    The facts as a struct. Raises Invalid with a complaint for everything that the law wants told
    and was not; the fields of a row inside a list are complained about under the list's name.
    """
    shape = SHAPES[kind]
    facts = {name: told for name, told in facts.items() if name != "official_url"}
    # An empty list of experts is a fact (no panel sat), not a box left empty.
    lists = {name for name, told in facts.items() if told == []}
    try:
        return read(shape, facts)
    except Invalid as wrong:
        left = {name: said for name, said in wrong.fields.items() if name not in lists}
        if left:
            raise Invalid(left) from wrong
    try:
        return msgspec.convert(facts, shape, strict=False)
    except msgspec.ValidationError as error:
        raise Invalid({kind.value: complaint(str(error))}) from error
