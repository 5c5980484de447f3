"""Pure decisions about suppliers: what a purchase asks of one, and what its papers answer."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Protocol

import msgspec

from match.catalogue import codes
from match.catalogue.codes import UnknownCode
from match.catalogue.entries import Answer
from match.foundation.language import _, pgettext
from match.suppliers.states import Declared, Kind, QualificationStatus, kind_word


class Asked(Protocol):
    """A demand that is met or not met (a criterion of kind ``pass``)."""

    @property
    def kind(self) -> str: ...
    @property
    def title(self) -> str: ...


class Purchase(Protocol):
    """What must be known of a purchase; ``tenders.queries.facts`` gives more."""

    @property
    def organisation_id(self) -> int: ...
    @property
    def mode(self) -> str: ...
    @property
    def closes_at(self) -> datetime: ...
    @property
    def criteria(self) -> Sequence[Asked]: ...


class Check(msgspec.Struct, frozen=True):
    """
    One condition. ``ok`` None: a person has to look. ``words`` say what to do; ``url`` where.
    """

    key: str
    ok: bool | None
    title: str
    words: str
    url: str = ""


class Paper(msgspec.Struct, frozen=True):
    """A paper as eligibility asks for it: ``to`` is the last day, None without an end."""

    kind: Kind
    status: QualificationStatus
    start: date
    to: date | None

    def covers(self, day: date) -> bool:
        """Whether it holds on *day*."""
        return self.start <= day and (self.to is None or self.to >= day)


class Supplier(msgspec.Struct, frozen=True):
    """
    An organisation as it stands. ``article22_until``: how long its declaration of 采购法22 holds;
    ``controllers``: how many people and bodies it named; ``consortium``: the state of its joint
    agreement for this purchase (``member`` for who signed one that another leads), or nothing.
    """

    id: int
    kind: str
    verified_until: date | None
    papers: tuple[Paper, ...]
    article22_until: date | None
    controllers: int
    consortium: str = ""


# Kinds of organisation that 中小企业划型标准规定 sizes; only these can be a small or micro firm.
FIRMS = frozenset({"ENT", "SELF", "COOP", "MEDIA", "LAWFIRM", "RCE"})


def may_declare(kind: str, declared: Declared) -> bool:
    """Whether an organisation of this kind can declare this at all."""
    return kind in FIRMS or declared not in (Declared.small_firm, Declared.micro_firm)


# A purchase under the limit follows the unit's own rules: who it is, and that children are safe.
LIGHT = (Kind.registration, Kind.safeguarding)
FULL = (Kind.registration, Kind.tax, Kind.social_insurance, Kind.audit_report, Kind.safeguarding)


def checks(
    supplier: Supplier,
    purchase: Purchase,
    now: datetime,
    day: date,
    *,
    same: Collection[int] = (),
    designers: Collection[int] = (),
) -> tuple[Check, ...]:
    """
    Every condition with its answer, in the order a person would settle them.

    *day* is the last day for answers: papers must hold on it. *same*: other bidders under the
    same person in charge or control; *designers*: who wrote the requirements (实施条例18).
    """
    vault = f"/organisations/{supplier.id}/vault"
    return (
        _in_time(purchase, now),
        _may_supply(supplier.kind),
        _not_itself(supplier, purchase, designers),
        _verified(supplier, day),
        _declared(supplier, day, vault),
        *(
            paper_check(kind, supplier.papers, day, vault)
            for kind in (LIGHT if purchase.mode == "light" else FULL)
        ),
        _controllers(supplier, same, vault),
        *_joint(supplier),
        *_demands(supplier, purchase, day, vault),
    )


def eligible(found: Sequence[Check]) -> bool | None:
    """False if anything fails, None if a person has to look, True if everything holds."""
    if any(check.ok is False for check in found):
        return False
    return None if any(check.ok is None for check in found) else True


def partner_check(partner_id: int, name: str, found: Sequence[Check]) -> Check:
    """A partner's own conditions as one of the lead's: all must meet them (采购法24)."""
    theirs = [check for check in found if check.key not in ("consortium", "time")]
    ok, title = eligible(theirs), pgettext("eligibility", "联合体成员：%(name)s") % {"name": name}
    failing = _("；").join(check.title for check in theirs if check.ok is False)
    words = {
        True: _("符合供应商条件。"),
        None: _("还有材料等待核对。"),
        False: _("还不符合条件：%(what)s（采购法第二十四条）。") % {"what": failing},
    }[ok]
    return Check(f"partner.{partner_id}", ok, title, words)


def paper_check(kind: Kind, papers: Sequence[Paper], day: date, vault: str) -> Check:
    """Whether the vault holds a checked paper of this kind that is in date on *day*."""
    title, key = kind_word(kind), f"paper.{kind}"
    own = [paper for paper in papers if paper.kind is kind]
    in_date = [paper for paper in own if paper.covers(day)]
    if any(paper.status is QualificationStatus.verified for paper in in_date):
        return Check(key, True, title, _("已核对，截止日有效。"))
    if any(paper.status is QualificationStatus.waiting for paper in in_date):
        return Check(key, None, title, _("已上传，等民政部门核对。"), vault)
    if any(paper.status is not QualificationStatus.refused for paper in own):
        said = _("到 %(day)s 已过期，请上传新的一份。") % {"day": day.isoformat()}
        return Check(key, False, title, said, vault)
    if own:
        return Check(key, False, title, _("没有通过核对，请按说明重新上传。"), vault)
    return Check(key, False, title, _("还没有，请上传。"), vault)


def _in_time(purchase: Purchase, now: datetime) -> Check:
    late = now >= purchase.closes_at
    said = _("已经截止，不能再投。") if late else _("还在接受响应。")
    return Check("time", not late, pgettext("eligibility", "截止时间"), said)


def _may_supply(kind: str) -> Check:
    """Who may supply at all: 102号令6–8, as the list of organisation kinds has it."""
    title = pgettext("eligibility", "可以承接政府购买服务")
    try:
        condition = codes.org_kind(kind).can_supply
    except UnknownCode:
        return Check("kind", False, title, _("机构类型不在名单里，请联系县级民政部门更正。"))
    if condition.answer is Answer.YES:
        return Check("kind", True, title, _("本类机构可以承接。"))
    if condition.answer is Answer.NO:
        return Check("kind", False, title, _("本类机构不得承接政府购买服务（102号令）。"))
    return Check("kind", None, title, _("本类机构符合条件时可以承接，由采购人核对。"))


def _not_itself(supplier: Supplier, purchase: Purchase, designers: Collection[int]) -> Check:
    title = pgettext("eligibility", "与采购需求无利害关系")
    if supplier.id == purchase.organisation_id:
        return Check("independent", False, title, _("采购单位不能参加自己的采购。"))
    if supplier.id in designers:
        return Check(
            "independent", False, title, _("参与设计采购需求的机构不得投标（实施条例第十八条）。")
        )
    return Check("independent", True, title, _("没有参与设计采购需求。"))


def _verified(supplier: Supplier, day: date) -> Check:
    title, url = pgettext("eligibility", "机构已核验"), f"/organisations/{supplier.id}/own"
    until = supplier.verified_until
    if until is None:
        return Check("verified", False, title, _("机构还没有通过核验，请先完成核验。"), url)
    if until < day:
        said = _("核验到 %(day)s 为止，早于截止日，请先续期。") % {"day": until.isoformat()}
        return Check("verified", False, title, said, url)
    return Check("verified", True, title, _("截止日有效。"))


def _declared(supplier: Supplier, day: date, vault: str) -> Check:
    title, until = pgettext("eligibility", "供应商资格承诺"), supplier.article22_until
    if until is None:
        return Check(
            "article22", False, title, _("请在线作出承诺（采购法第二十二条），一年有效。"), vault
        )
    if until < day:
        said = _("承诺到 %(day)s 为止，早于截止日，请重新承诺。") % {"day": until.isoformat()}
        return Check("article22", False, title, said, vault)
    return Check("article22", True, title, _("截止日有效。"))


def _controllers(supplier: Supplier, same: Collection[int], vault: str) -> Check:
    title = pgettext("eligibility", "负责人和控股、管理关系")
    if not supplier.controllers:
        return Check("control", False, title, _("请登记单位负责人和控股或管理方，不公开。"), vault)
    if same:
        said = _(
            "与另一家参加的机构负责人相同或有控股、管理关系，不得同时参加（实施条例第十八条）。"
        )
        return Check("control", False, title, said, vault)
    return Check("control", True, title, _("已登记，没有发现与其他参加机构相同。"))


def _joint(supplier: Supplier) -> tuple[Check, ...]:
    title = pgettext("eligibility", "联合体协议")
    if supplier.consortium == "gathering":
        said = _("联合体协议还没有全部签署，签齐后才能投标（采购法第二十四条）。")
        return (Check("consortium", False, title, said),)
    if supplier.consortium == "member":
        said = _("已签署联合体协议，由牵头单位投标，不得再单独投标（实施条例第二十二条）。")
        return (Check("consortium", False, title, said),)
    if supplier.consortium == "joint":
        return (Check("consortium", True, title, _("各方已签署，共同承担连带责任。")),)
    return ()


def _demands(supplier: Supplier, purchase: Purchase, day: date, vault: str) -> tuple[Check, ...]:
    """What the document asks beyond the law: a kind of paper by its name, or a person's look."""
    base = LIGHT if purchase.mode == "light" else FULL
    names: Mapping[str, Kind] = {kind_word(kind): kind for kind in Kind if kind not in base}
    found: list[Check] = []
    for at, asked in enumerate((one for one in purchase.criteria if one.kind == "pass"), 1):
        named = next((kind for name, kind in names.items() if name in asked.title), None)
        if named is None:
            said = _("采购文件的要求，请对照自己的材料，在响应文件中说明。")
            found.append(Check(f"demand.{at}", None, asked.title, said))
            continue
        answer = paper_check(named, supplier.papers, day, vault)
        found.append(msgspec.structs.replace(answer, key=f"demand.{at}", title=asked.title))
    return tuple(found)
