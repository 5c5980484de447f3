"""How a link stands, and its token: pure."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from match.openness.sharing.forms import LinkForm
from match.openness.sharing.states import LinkState, SharedView

TOKEN_BYTES = 24
# What each view asks; all else of the form is not kept.
ASKED = {
    SharedView.needs: ("words", "area", "category"),
    SharedView.gauges: ("area",),
    SharedView.giving: ("organisation", "year"),
}


def asked_of(form: LinkForm) -> str:
    """The view's question as JSON."""
    told = {name: getattr(form, name) for name in ASKED[form.view]}
    return msgspec.json.encode({name: one for name, one in told.items() if one}).decode()


def state_of(link: Mapping[str, Any], now: datetime) -> LinkState:
    """Revoked before all else: whoever took a link back sees that it is so."""
    if link["revoked_at"] is not None:
        return LinkState.revoked
    if now >= link["expires_at"]:
        return LinkState.expired
    if link["uses_max"] is not None and link["uses"] >= link["uses_max"]:
        return LinkState.used_up
    return LinkState.open
