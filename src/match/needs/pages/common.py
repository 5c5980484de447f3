"""What the pages of this room share: the steps of the wizard, and where a need's number stands."""

from typing import Any

import msgspec
from litestar import Request, Response

from match.catalogue import codes
from match.foundation.actor import Actor
from match.foundation.errors import Conflict
from match.foundation.language import _
from match.needs import policy
from match.needs.queries import NeedFile, need_file
from match.needs.states import WRITABLE, Delivery, urgency_word
from match.site.formats import day

AnyRequest = Request[Any, Any, Any]
Answer = Response[Any]


class Step(msgspec.Struct, frozen=True):
    """One step of the wizard with its state: what it says so far, empty where nothing is said."""

    name: str
    title: str
    said: tuple[tuple[str, str], ...]
    required: bool = True

    @property
    def done(self) -> bool:
        """Whether anything was saved in it."""
        return bool(self.said)


def number_of(need_id: int) -> str:
    """A need's number as people quote it on the phone."""
    return f"XQ-{need_id:06d}"


async def writable_file(actor: Actor, need_id: int) -> NeedFile:
    """A need that this person may write now. Raises NotFound, or Conflict once it is handed in."""
    file = await need_file(actor, need_id)
    if file.view.status not in WRITABLE or not may_write(actor, file):
        raise Conflict(_("这条需求已提交，不能再修改。需要修改时，请联系乡镇退回。"))
    return file


def may_write(actor: Actor, file: NeedFile) -> bool:
    """Whether this person writes for the need's home at all."""
    return policy.can_write(actor, file.home_id, file.division) is True


def steps_of(file: NeedFile) -> list[Step]:
    """The five steps with what was saved; what the check page shows and the task list counts."""
    view = file.view
    kind: tuple[tuple[str, str], ...] = ()
    if view.title:
        period = " – ".join(day(one) for one in (view.wanted_from, view.due_on) if one)
        kind = (
            (_("类别"), codes.category(view.category).label()),
            (_("标题"), view.title),
            (_("用途说明"), view.purpose),
            (_("紧急程度"), urgency_word(view.urgency)),
            (_("需要时间"), period or _("没有填写，发布 180 天后到期")),
        )
    people: tuple[tuple[str, str], ...] = ()
    if file.beneficiaries:
        bands = _("，").join(
            _("%(band)s 岁 %(count)s 人") % {"band": band, "count": count}
            for band, count in view.bands
        )
        people = ((_("受益儿童"), _("%(count)s 人") % {"count": file.beneficiaries}),)
        people += ((_("年龄段"), bands),)
        if file.groups:
            labels = _("、").join(codes.group(code).label() for code in file.groups)
            people += ((_("儿童群体"), labels),)
        if view.child_contact:
            people += ((_("接触儿童"), _("需要志愿者与孩子面对面")),)
    return [
        Step("kind", _("需要什么帮助"), kind),
        Step("people", _("受益儿童人数"), people),
        Step(
            "lines", _("物资或服务清单"), tuple((line.name, line_text(line)) for line in view.lines)
        ),
        Step(
            "photos",
            _("现场照片"),
            ((_("照片"), _("%(count)s 张") % {"count": len(view.photos)}),) if view.photos else (),
            required=False,
        ),
        Step("delivery", _("送到哪里"), ((_("送达方式"), delivery_word(file.delivery)),)),
    ]


def line_text(line: Any) -> str:
    """How many of a line, and the reference price of one."""
    count = f"{line.units.quantity} {codes.unit(line.unit).after(line.units.quantity)}"
    if not line.reference_price_fen:
        return count
    return _("%(count)s，参考单价 %(price)s 元") % {
        "count": count,
        "price": f"{line.reference_price_fen / 100:.2f}",
    }


def delivery_word(delivery: Delivery) -> str:
    """Where goods go, in words."""
    if delivery is Delivery.home:
        return _("送到儿童之家")
    return _("送到乡镇政府，由乡镇转交")
