"""An article's way at WeChat, pictures that WeChat has, pushes that we had, followers counted."""

from piccolo.columns import (
    BigInt,
    BigSerial,
    Boolean,
    Bytea,
    Date,
    Integer,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.foundation.db import DB
from match.foundation.tables import is_division, one_of
from match.publicity.wechat.states import CARRIED, PictureKind, WechatStatus

_CARRIED = ", ".join(f"'{status}'" for status in sorted(CARRIED))


class WechatDelivery(Table, db=DB, tablename="wechat_delivery"):
    """
    One article's way. ``version`` is the text that is meant, ``sent_version`` the one that WeChat
    has. ``title`` and ``author`` replace the article's where those are too long for WeChat.
    ``asked``: a draft was asked for and the answer not heard, so the box is looked through first;
    ``stale``: what is on its way is to be made anew. ``article_ref`` and ``publish_id`` are
    WeChat's; ``last_code`` and ``last_detail`` say what failed (`foundation.wechat.wording`);
    ``next_check_at`` is when a task looks again.
    """

    id = BigSerial(primary_key=True)
    article_id = BigInt(null=False, unique=True, help_text="public")
    division = Varchar(length=12, null=False, help_text="internal")
    status = Varchar(length=10, null=False, default=WechatStatus.waiting, help_text="internal")
    version = Integer(null=False, help_text="internal")
    sent_version = Integer(null=False, default=0, help_text="internal")
    title = Varchar(length=32, null=False, default="", help_text="internal")
    author = Varchar(length=16, null=False, default="", help_text="internal")
    asked = Boolean(null=False, default=False, help_text="internal")
    stale = Boolean(null=False, default=False, help_text="internal")
    media_id = Varchar(length=128, null=True, default=None, help_text="internal")
    publish_id = Varchar(length=64, null=True, default=None, unique=True, help_text="internal")
    article_ref = Varchar(length=128, null=True, default=None, help_text="internal")
    url = Varchar(length=500, null=False, default="", help_text="public")
    attempts = Integer(null=False, default=0, help_text="internal")
    last_code = Integer(null=True, default=None, help_text="internal")
    last_detail = Text(null=False, default="", help_text="internal")
    next_check_at = Timestamptz(null=True, default=None, help_text="internal")
    noted_by = BigInt(null=True, default=None, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")
    updated_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    wechat_delivery_division_whole = is_division("division")
    wechat_delivery_status_known = one_of("status", WechatStatus)
    wechat_delivery_carried_is_looked_at = Check(
        f'("status" IN ({_CARRIED})) = ("next_check_at" IS NOT NULL)'
    )
    wechat_delivery_draft_has_its_id = Check(
        "\"status\" NOT IN ('drafted', 'submitting') OR \"media_id\" IS NOT NULL"
    )
    wechat_delivery_publishing_has_its_id = Check(
        '"status" <> \'publishing\' OR "publish_id" IS NOT NULL'
    )
    wechat_delivery_published_has_its_id = Check(
        '"status" <> \'published\' OR "article_ref" IS NOT NULL'
    )
    wechat_delivery_noted_has_its_link = Check(
        '"status" <> \'noted\' OR ("url" <> \'\' AND "noted_by" IS NOT NULL)'
    )


class WechatPicture(Table, db=DB, tablename="wechat_picture"):
    """What WeChat already has, by content: a picture sent twice is uploaded once."""

    id = BigSerial(primary_key=True)
    appid = Varchar(length=18, null=False, help_text="internal")
    kind = Varchar(length=5, null=False, help_text="internal")
    sha256 = Varchar(length=64, null=False, help_text="internal")
    held = Varchar(length=500, null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    wechat_picture_kind_known = one_of("kind", PictureKind)
    wechat_picture_once = Unique(["appid", "kind", "sha256"])


class WechatPush(Table, db=DB, tablename="wechat_push"):
    """
    What was pushed to us already, as a hash: of the address against replay, of the message against
    WeChat's own repeats. Who sent it is not kept. Swept away after a day.
    """

    id = BigSerial(primary_key=True)
    seen_hash = Bytea(null=False, unique=True, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), index=True, help_text="internal")


class WechatFollowers(Table, db=DB, tablename="wechat_followers"):
    """How many began and ended to follow the account on a day. Nobody's number is kept."""

    day = Date(primary_key=True, null=False, help_text="public")
    came = Integer(null=False, default=0, help_text="public")
    went = Integer(null=False, default=0, help_text="public")

    wechat_followers_not_negative = Check('"came" >= 0 AND "went" >= 0')


TABLES = (WechatDelivery, WechatPicture, WechatPush, WechatFollowers)
