"""Which columns of this room are sealed with the master key: a rotation seals them anew."""

NAME = "controlling_person.name"
IDENTITY = "controlling_person.identity"

SEALED: tuple[tuple[str, str, str], ...] = (("controlling_person", "name", NAME),)
