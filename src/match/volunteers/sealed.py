"""Which columns of this room are sealed with the master key: a rotation seals them anew."""

IDENTITY = "volunteer.identity"
CERTIFICATE = "skill_certificate.number"

SEALED: tuple[tuple[str, str, str], ...] = (
    ("volunteer", "identity", IDENTITY),
    ("skill_certificate", "number", CERTIFICATE),
)
