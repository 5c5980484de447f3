"""Return codes: the only thread between a report or concern and who made it."""

import secrets

from match.care.cases.rules import spoken, written_back
from match.foundation.keys import keys

REPORT, CONCERN = "mandatory_report.code", "concern.code"


def new_code(purpose: str, nonce: str = "") -> str:
    """
    A code that nobody can guess. The same *nonce* (made by the browser) gives the same code, so
    that a tap repeated over a bad line finds the report it has made already.
    """
    seed = nonce if len(nonce) >= 16 else secrets.token_hex(16)
    return spoken(keys().fingerprint(seed, f"{purpose}.nonce"))


def code_key(purpose: str, code: str) -> bytes:
    """The hash under which it is found; the code itself is kept nowhere."""
    return keys().fingerprint(written_back(code), purpose)
