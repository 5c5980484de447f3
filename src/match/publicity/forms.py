"""The shapes at the publicity door."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from match.publicity.states import Level, Relation, Shows
from match.publicity.topics import Topic
from match.upkeep.states import DepartmentKind

Line = Annotated[str, msgspec.Meta(max_length=400)]


class PolicyForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    A document of the library. ``issuers``: one a line, in the order of the document. ``body``: the
    full text in markup, or empty where ``original_url`` or an attachment leads to it.
    """

    title: Annotated[str, msgspec.Meta(min_length=4, max_length=120)]
    issuers: Annotated[str, msgspec.Meta(min_length=2, max_length=700)]
    level: Level
    number: Annotated[str, msgspec.Meta(max_length=40)] = ""
    topics: list[Topic] = []
    issued_on: date | None = None
    valid_from: date | None = None
    valid_until: date | None = None
    targets: list[DepartmentKind] = []
    target_levels: list[Level] = []
    summary: Annotated[str, msgspec.Meta(max_length=500)] = ""
    body: Annotated[str, msgspec.Meta(max_length=60_000)] = ""
    original_url: Line = ""
    provenance: Annotated[str, msgspec.Meta(max_length=300)] = ""


class RelationForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """This document is based on another, amends it or supersedes it."""

    relation: Relation
    other_id: Annotated[int, msgspec.Meta(ge=1)]


class ArticleForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    An article at work. ``author_name``: the by-line; ``source``: where the text comes from;
    ``policies``: the documents that it explains. ``correction``: what a new text of a published
    article puts right.
    """

    title: Annotated[str, msgspec.Meta(min_length=4, max_length=64)]
    author_name: Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
    digest: Annotated[str, msgspec.Meta(max_length=120)] = ""
    body: Annotated[str, msgspec.Meta(max_length=40_000)] = ""
    source: Annotated[str, msgspec.Meta(max_length=80)] = ""
    original_url: Line = ""
    topics: list[Topic] = []
    policies: list[int] = []
    correction: Annotated[str, msgspec.Meta(max_length=300)] = ""


class PictureForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a picture shows. ``children``: how many of them can be recognised."""

    shows: Shows
    caption: Annotated[str, msgspec.Meta(min_length=2, max_length=100)]
    children: Annotated[int, msgspec.Meta(ge=0, le=60)] = 0


class CoverForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The picture on top and who made it."""

    file_id: Annotated[int, msgspec.Meta(ge=1)]
    cover_credit: Annotated[str, msgspec.Meta(min_length=2, max_length=60)]


class PassForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The editor's or proof-reader's signature; ``looked``: every picture was looked at."""

    name: Annotated[str, msgspec.Meta(min_length=2, max_length=40)]
    looked: bool = False
    publish_at: datetime | None = None


class FollowForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Topics to hear of; none: all of them."""

    topics: list[Topic] = []
