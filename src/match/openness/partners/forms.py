"""What somebody says who asks for a key or a webhook."""

import msgspec


class KeyForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the key is for."""

    name: str


class HookForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where messages go, and of what; no kind means all."""

    url: str
    kinds: list[str] = []


class RefusalForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a host is not called."""

    reason: str
