"""The second factor: time-based codes (RFC 6238), each accepted once, and recovery codes."""

import base64
import secrets
import time

import segno
from pyotp import random_base32
from pyotp.totp import TOTP
from pyotp.utils import strings_equal

from match.foundation.identifiers import spaced

STEP_SECONDS = 30
TOLERANCE = 1
RECOVERY_CODES = 10
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


def new_seed() -> str:
    """160 random bits, base32, as every authenticator reads it."""
    return random_base32()


def step_of(seed: str, code: str, moment: float | None = None) -> int | None:
    """
    The time step whose code this is, one step early or late allowed; None for a wrong code.

    The caller stores the step and refuses any that is not later: pyotp's own ``verify`` accepts
    the same code twice.
    """
    present = int((moment if moment is not None else time.time()) // STEP_SECONDS)
    generator = TOTP(seed)
    found = None
    for step in range(present - TOLERANCE, present + TOLERANCE + 1):
        if strings_equal(generator.generate_otp(step), code):
            found = step
    return found


def code_at(seed: str, moment: float) -> str:
    """The code an authenticator shows at *moment* (seconds since 1970)."""
    return TOTP(seed).generate_otp(int(moment // STEP_SECONDS))


def enrolment_uri(seed: str, label: str) -> str:
    """What the QR code says."""
    return TOTP(seed).provisioning_uri(name=label, issuer_name="湘童汇")


def qr_image(text: str) -> str:
    """The QR code as a data URI: nothing is fetched, nothing is left behind."""
    return segno.make(text, error="m").svg_data_uri(scale=5, border=2)


def new_recovery_codes() -> list[str]:
    """Ten codes of 50 bits, in two groups of five that can be read aloud."""
    drawn = ["".join(secrets.choice(_ALPHABET) for _ in range(10)) for _ in range(RECOVERY_CODES)]
    return [f"{code[:5]}-{code[5:]}" for code in drawn]


def spoken_seed(seed: str) -> str:
    """The seed in groups of four, for typing where no camera is at hand."""
    assert base64.b32decode(seed), "a seed is base32"
    return spaced(seed, " ")
