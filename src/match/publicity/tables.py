"""Policies with their relations, articles with every text that was published, who follows what."""

from enum import StrEnum

from piccolo.columns import (
    Array,
    BigInt,
    BigSerial,
    Date,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.publicity.rules import NUMBER_SHAPE
from match.publicity.states import ArticleStatus, Level, PolicyStatus, Relation, Shows
from match.publicity.topics import Topic
from match.upkeep.states import DepartmentKind


def _all_of(column: str, values: type[StrEnum]) -> Check:
    """A CHECK that every item of an array is one of the enum's values."""
    listed = ", ".join(f"'{value}'" for value in values)
    return Check(f'"{column}" <@ ARRAY[{listed}]::varchar[]')


class PolicyDocument(Table, db=DB, tablename="policy_document"):
    """
    One document of the library (notice P1, 1.3, 5.5). ``division`` is whose desk keeps the record;
    ``level`` and ``issuers`` are the document's own. ``key``: the name of a shipped document, so
    that loading it again changes nothing. ``targets``: department kinds, ``target_levels``: the
    levels that it is addressed to (H2). ``body``: the full text in markup, where we hold it.
    """

    id = BigSerial(primary_key=True)
    key = Varchar(length=40, null=True, default=None, unique=True, help_text="internal")
    division = Varchar(length=12, null=False, help_text="internal")
    status = Varchar(length=8, null=False, default=PolicyStatus.listed, help_text="public")
    number = Varchar(length=40, null=True, default=None, unique=True, help_text="public")
    title = Varchar(length=120, null=False, help_text="public")
    issuers = Array(base_column=Varchar(length=60), null=False, help_text="public")
    level = Varchar(length=10, null=False, help_text="public")
    topics = Array(base_column=Varchar(length=12), null=False, help_text="public")
    issued_on = Date(null=True, default=None, help_text="public")
    valid_from = Date(null=True, default=None, help_text="public")
    valid_until = Date(null=True, default=None, help_text="public")
    targets = Array(base_column=Varchar(length=12), null=False, help_text="public")
    target_levels = Array(base_column=Varchar(length=12), null=False, help_text="public")
    summary = Text(null=False, default="", help_text="public")
    body = Text(null=False, default="", help_text="public")
    original_url = Varchar(length=400, null=False, default="", help_text="public")
    provenance = Text(null=False, default="", help_text="public")
    removed_reason = Text(null=False, default="", help_text="internal")
    # The next day on which it begins or ceases to bind: the index is told then.
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    registered_by = BigInt(null=True, default=None, help_text="internal")
    registered_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    updated_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    search_version = BigInt(null=False, default=1, help_text="internal")

    policy_document_division_whole = is_division("division")
    policy_document_status_known = one_of("status", PolicyStatus)
    policy_document_level_known = one_of("level", Level)
    policy_document_number_shaped = Check(f"\"number\" ~ '{NUMBER_SHAPE}'")
    policy_document_topics_known = _all_of("topics", Topic)
    policy_document_targets_known = _all_of("targets", DepartmentKind)
    policy_document_target_levels_known = _all_of("target_levels", Level)
    policy_document_issued_by_somebody = Check('cardinality("issuers") BETWEEN 1 AND 12')
    policy_document_days_in_order = Check('"valid_until" >= "valid_from"')
    policy_document_removed_why = Check(
        '"status" <> \'removed\' OR char_length(btrim("removed_reason")) >= 4'
    )


class PolicyRelation(Table, db=DB, tablename="policy_relation"):
    """``policy_id`` is based on ``other_id``, amends or supersedes it."""

    id = BigSerial(primary_key=True)
    policy_id = BigInt(null=False, help_text="public")
    relation = Varchar(length=10, null=False, help_text="public")
    other_id = BigInt(null=False, index=True, help_text="public")
    noted_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    policy_relation_known = one_of("relation", Relation)
    policy_relation_of_two = Check('"policy_id" <> "other_id"')
    policy_relation_once = Unique(["policy_id", "relation", "other_id"])


class PolicyAttachment(Table, db=DB, tablename="policy_attachment"):
    """A file that belongs to a document: everybody may download it while the document is listed."""

    id = BigSerial(primary_key=True)
    policy_id = BigInt(null=False, index=True, help_text="public")
    file_id = BigInt(null=False, help_text="public")
    title = Varchar(length=80, null=False, help_text="public")

    policy_attachment_once = Unique(["policy_id", "file_id"])


class Article(Table, db=DB, tablename="article"):
    """
    The text at work and who worked on it: three different people (notice 5.6). ``version`` counts
    the published texts; the public reads `ArticleText` of that version until the article is
    withdrawn. ``correction`` says what a revision puts right. ``next_check_at`` waits for
    ``publish_at``.
    """

    id = BigSerial(primary_key=True)
    division = Varchar(length=12, null=False, index=True, help_text="internal")
    status = Varchar(length=10, null=False, default=ArticleStatus.draft, help_text="internal")
    version = Integer(null=False, default=0, help_text="public")
    title = Varchar(length=64, null=False, help_text="internal")
    digest = Varchar(length=120, null=False, default="", help_text="internal")
    body = Text(null=False, default="", help_text="internal")
    author_name = Varchar(length=40, null=False, help_text="internal")
    source = Varchar(length=80, null=False, default="", help_text="internal")
    original_url = Varchar(length=400, null=False, default="", help_text="internal")
    cover_file_id = BigInt(null=True, default=None, help_text="internal")
    cover_credit = Varchar(length=60, null=False, default="", help_text="internal")
    topics = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    correction = Varchar(length=300, null=False, default="", help_text="internal")
    remark = Varchar(length=500, null=False, default="", help_text="internal")
    author_id = BigInt(null=False, index=True, help_text="internal")
    editor_id = BigInt(null=True, default=None, help_text="internal")
    editor_name = Varchar(length=40, null=False, default="", help_text="internal")
    proofreader_id = BigInt(null=True, default=None, help_text="internal")
    proofreader_name = Varchar(length=40, null=False, default="", help_text="internal")
    publish_at = Timestamptz(null=True, default=None, help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    published_at = Timestamptz(null=True, default=None, help_text="public")
    withdrawn_at = Timestamptz(null=True, default=None, help_text="public")
    withdrawn_reason = Varchar(length=300, null=False, default="", help_text="public")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    updated_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    search_version = BigInt(null=False, default=1, help_text="internal")

    article_division_whole = is_division("division")
    article_status_known = one_of("status", ArticleStatus)
    article_topics_known = _all_of("topics", Topic)
    article_three_people = Check(
        '("editor_id" IS NULL OR "editor_id" <> "author_id") AND ("proofreader_id" IS NULL OR'
        ' ("editor_id" IS NOT NULL AND "proofreader_id" NOT IN ("author_id", "editor_id")))'
    )
    article_read_by_three = Check(
        "\"status\" NOT IN ('scheduled', 'published') OR \"proofreader_id\" IS NOT NULL"
    )
    article_waits_for_its_hour = Check(
        '("status" = \'scheduled\') = ("next_check_at" IS NOT NULL)'
        ' AND ("status" <> \'scheduled\' OR "publish_at" IS NOT NULL)'
    )
    article_published_when = Check('("version" > 0) = ("published_at" IS NOT NULL)')
    article_withdrawn_when = Check(
        '("status" = \'withdrawn\') = ("withdrawn_at" IS NOT NULL)'
        ' AND ("withdrawn_at" IS NULL OR char_length(btrim("withdrawn_reason")) >= 4)'
    )
    article_covered_with_credit = Check('"cover_file_id" IS NULL OR btrim("cover_credit") <> \'\'')


class ArticleText(Table, db=DB, tablename="article_text"):
    """One text as it was published, with those who answer for it. Only added to."""

    id = BigSerial(primary_key=True)
    article_id = BigInt(null=False, help_text="public")
    version = Integer(null=False, help_text="public")
    title = Varchar(length=64, null=False, help_text="public")
    digest = Varchar(length=120, null=False, help_text="public")
    body = Text(null=False, help_text="public")
    author_name = Varchar(length=40, null=False, help_text="public")
    source = Varchar(length=80, null=False, help_text="public")
    original_url = Varchar(length=400, null=False, help_text="public")
    cover_file_id = BigInt(null=True, default=None, help_text="public")
    cover_credit = Varchar(length=60, null=False, help_text="public")
    topics = Array(base_column=Varchar(length=12), null=False, help_text="public")
    correction = Varchar(length=300, null=False, default="", help_text="public")
    author_id = BigInt(null=False, help_text="internal")
    editor_id = BigInt(null=False, help_text="internal")
    editor_name = Varchar(length=40, null=False, help_text="public")
    proofreader_id = BigInt(null=False, help_text="internal")
    proofreader_name = Varchar(length=40, null=False, help_text="public")
    published_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")

    article_text_once = Unique(["article_id", "version"])
    article_text_three_people = Check(
        '"author_id" <> "editor_id" AND "proofreader_id" NOT IN ("author_id", "editor_id")'
    )
    article_text_says_what_changed = Check('"version" = 1 OR btrim("correction") <> \'\'')


class ArticleImage(Table, db=DB, tablename="article_image"):
    """
    A picture of an article and what its author says it shows. ``children``: how many of them can
    be recognised; each needs a guardian's permit (care's photo permits, told to `PhotoPermit`).
    """

    id = BigSerial(primary_key=True)
    article_id = BigInt(null=False, help_text="public")
    file_id = BigInt(null=False, index=True, help_text="public")
    shows = Varchar(length=10, null=False, help_text="internal")
    children = SmallInt(null=False, default=0, help_text="internal")
    caption = Varchar(length=100, null=False, default="", help_text="public")

    article_image_once = Unique(["article_id", "file_id"])
    article_image_shows_known = one_of("shows", Shows)
    article_image_children_counted = Check(
        '("shows" = \'children\') = ("children" > 0) AND "children" BETWEEN 0 AND 60'
    )


class PhotoPermit(Table, db=DB, tablename="photo_permit"):
    """
    How many guardians permitted a photo to be published, as the restricted room told; ``ended_at``
    once one of them took it back: then it is nobody's to publish.
    """

    file_id = BigInt(primary_key=True, null=False, help_text="internal")
    permits = SmallInt(null=False, default=0, help_text="internal")
    ended_at = Timestamptz(null=True, default=None, help_text="internal")


class ArticlePolicy(Table, db=DB, tablename="article_policy"):
    """An article explains a document: each is shown on the page of the other."""

    id = BigSerial(primary_key=True)
    article_id = BigInt(null=False, help_text="public")
    policy_id = BigInt(null=False, index=True, help_text="public")

    article_policy_once = Unique(["article_id", "policy_id"])


class ArticleCount(Table, db=DB, tablename="article_count"):
    """How often an article was read and shared on a day. Of the readers nothing is kept."""

    id = BigSerial(primary_key=True)
    article_id = BigInt(null=False, help_text="public")
    day = Date(null=False, help_text="public")
    reads = Integer(null=False, default=0, help_text="public")
    shares = Integer(null=False, default=0, help_text="public")

    article_count_once = Unique(["article_id", "day"])
    article_count_not_negative = Check('"reads" >= 0 AND "shares" >= 0')


class PublicitySubscription(Table, db=DB, tablename="publicity_subscription"):
    """Who wants to hear of new articles and policies; no topics: of all of them."""

    account_id = BigInt(primary_key=True, null=False, help_text="internal")
    topics = Array(base_column=Varchar(length=12), null=False, help_text="internal")
    since = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    publicity_subscription_topics_known = _all_of("topics", Topic)
