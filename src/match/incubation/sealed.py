"""Which columns of this room are sealed with the master key: a rotation seals them anew."""

CERTIFICATE = "counsellor.certificate"

SEALED: tuple[tuple[str, str, str], ...] = (("counsellor", "certificate", CERTIFICATE),)
