"""The shape at the doors of posts. The commands check what depends on the database."""

from typing import Annotated, Literal

import msgspec

Name = Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
Phone = Annotated[str, msgspec.Meta(min_length=5, max_length=20)]
Words = Annotated[str, msgspec.Meta(max_length=500)]


class DirectorForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is to direct a home: ``kind`` DK-*, ``reason`` where it is none of the first choices."""

    name: Name
    phone: Phone
    kind: Literal["DK-VCF", "DK-WF", "DK-CA", "DK-SCH", "DK-OTH"]
    reason: Words = ""
    deputy: bool = False


class SupervisorForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is to supervise a township: ``kind`` SK-*, ``gender`` F or M."""

    name: Name
    phone: Phone
    kind: Literal["SK-PTY", "SK-WF"]
    gender: Literal["F", "M"]
    deputy: bool = False


class DirectorRow(msgspec.Struct, frozen=True):
    """Who is to direct which home; *said*: the cells that were filled, by column."""

    number: int
    place: str
    home: int
    form: DirectorForm
    said: dict[str, str]


class SupervisorRow(msgspec.Struct, frozen=True):
    """Who is to supervise which township (12 digits)."""

    number: int
    place: str
    township: str
    form: SupervisorForm
    said: dict[str, str]


class TutorForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A part-time tutor of a home: ``kind`` TK-*, ``can`` what she offers the children."""

    name: Name
    phone: Phone
    kind: Literal["TK-TCH", "TK-KG", "TK-5OLD", "TK-SAGE", "TK-FOLK"]
    can: Annotated[str, msgspec.Meta(min_length=2, max_length=80)]


class KindForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What nobody wrote down of a seat older than the register."""

    kind: Literal["DK-VCF", "DK-WF", "DK-CA", "DK-SCH", "DK-OTH", "SK-PTY", "SK-WF"]
    gender: Literal["", "F", "M"] = ""
    reason: Words = ""


class HandoverForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Handing over: to which post, and what the next one should know."""

    successor: Annotated[int, msgspec.Meta(ge=1, le=2**53)]
    words: Words = ""


class EndForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Why a post or an appointment ends."""

    reason: Annotated[str, msgspec.Meta(min_length=4, max_length=500)]


class GuidanceForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A comment on a home by those who guide it."""

    words: Annotated[str, msgspec.Meta(min_length=4, max_length=500)]
