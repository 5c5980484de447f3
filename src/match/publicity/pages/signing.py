"""A signature as the form sends it: a name, a box, a day and an hour in Hunan."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Annotated, Any

import msgspec

from match.foundation import clock
from match.foundation.errors import Invalid
from match.foundation.forms import read
from match.foundation.language import _
from match.publicity.forms import PassForm


class SignatureForm(msgspec.Struct, frozen=True):
    """``publish_on`` empty: at once; ``publish_time``: HH:MM, eight in the morning where empty."""

    name: Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
    looked: bool = False
    publish_on: date | None = None
    publish_time: Annotated[str, msgspec.Meta(max_length=5)] = ""


def read_signature(sent: Mapping[str, Any]) -> PassForm:
    """What was signed. Raises Invalid for an hour that is none."""
    form = read(SignatureForm, sent)
    moment = None
    if form.publish_on is not None:
        try:
            hour = time.fromisoformat(form.publish_time or "08:00")
        except ValueError as refusal:
            raise Invalid({"publish_time": _("时间请按 08:30 的样子填写。")}) from refusal
        moment = datetime.combine(form.publish_on, hour.replace(tzinfo=None), clock.HERE)
    elif form.publish_time:
        raise Invalid({"publish_on": _("请选择发布日期；马上发布请把时间也清空。")})
    return PassForm(form.name, form.looked, moment)
