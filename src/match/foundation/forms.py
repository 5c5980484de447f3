"""Turn a submitted form into a struct, collecting every complaint at once."""

from collections.abc import Mapping
from typing import Any, TypeVar

import msgspec

from match.foundation.errors import Invalid
from match.foundation.language import _

Shape = TypeVar("Shape", bound=msgspec.Struct)


def read(shape: type[Shape], raw: Mapping[str, Any]) -> Shape:
    """
    Convert a form (strings, or lists of strings for repeated fields) into *shape*.

    msgspec stops at the first error, so each field is converted by itself; raises Invalid with
    a complaint for every field that needs one. Unknown fields are ignored here: a browser sends
    its token and buttons too. JSON bodies refuse them (``forbid_unknown_fields``).
    """
    values: dict[str, Any] = {}
    complaints: dict[str, str] = {}
    for field in msgspec.structs.fields(shape):
        given = raw.get(field.encode_name)
        if isinstance(given, str):
            given = given.strip()
        if given is None or given == "" or given == []:
            if field.required:
                complaints[field.name] = _("请填写这一项。")
            continue
        try:
            values[field.name] = msgspec.convert(given, field.type, strict=False)
        except msgspec.ValidationError as error:
            complaints[field.name] = complaint(str(error))
    if complaints:
        raise Invalid(complaints)
    return shape(**values)


def complaint(error: str) -> str:
    """What msgspec says, in the words of the person who filled in the form."""
    if "length >=" in error:
        return _("内容太短，请写完整一些。")
    if "length <=" in error:
        return _("内容太长，请缩短一些。")
    if ">=" in error or ">" in error:
        return _("数值太小，请核对。")
    if "<=" in error or "<" in error:
        return _("数值太大，请核对。")
    if "date" in error:
        return _("日期不对，请按 2026-12-31 的样子填写。")
    if "int" in error:
        return _("请填写整数，例如 30。")
    if "float" in error or "decimal" in error:
        return _("请填写数字，例如 12.5。")
    return _("请从给出的选项里选择，或按提示填写。")
