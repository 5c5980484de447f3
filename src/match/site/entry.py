"""What a person typed into a form, and what was wrong with it: the form macros draw from this."""

from collections.abc import Mapping
from typing import Any

import msgspec


class Entry:
    """
    Values and complaints of one form, by field name.

    ``values`` is what was submitted, or a struct or mapping to start from; ``errors`` maps field
    names to messages (``Invalid.fields``). Asking for a field that is absent gives an empty string.
    """

    def __init__(
        self,
        values: Mapping[str, Any] | msgspec.Struct | None = None,
        errors: Mapping[str, str] | None = None,
    ) -> None:
        if isinstance(values, msgspec.Struct):
            values = msgspec.structs.asdict(values)
        self._values: Mapping[str, Any] = values or {}
        self.errors: Mapping[str, str] = errors or {}

    @property
    def sent(self) -> Mapping[str, Any]:
        """Everything that stands in the boxes, by field name."""
        return self._values

    def value(self, name: str) -> Any:
        """What stands in the box; the empty string where nothing does."""
        found = self._values.get(name)
        return "" if found is None else found

    def chosen(self, name: str) -> frozenset[str]:
        """The ticked choices of a group, as strings."""
        found = self.value(name)
        if isinstance(found, bool):
            return frozenset({"true"} if found else ())
        if isinstance(found, list | tuple | set | frozenset):
            return frozenset(str(one) for one in found)
        return frozenset({str(found)} if found != "" else ())

    def error(self, name: str) -> str:
        """The complaint about this field, or an empty string."""
        return self.errors.get(name, "")
