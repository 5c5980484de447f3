"""Keys of officials, sealed bids, the public board, shares that open, and what was opened."""

from piccolo.columns import (
    BigInt,
    BigSerial,
    Bytea,
    Integer,
    SmallInt,
    Text,
    Timestamptz,
    Varchar,
)
from piccolo.columns.defaults import TimestamptzNow
from piccolo.constraints import Check, Unique
from piccolo.table import Table

from match.bids.states import BidStatus, BoardKind, Envelope, SealingStatus
from match.foundation.db import DB
from match.foundation.tables import one_of


class OfficialKey(Table, db=DB, tablename="official_key"):
    """
    One official's public key. The private half never comes here: it is made in the official's
    browser or offline tool. ``body`` is whom the holder speaks for (`foundation.approvals`),
    ``statement`` what the house has signed of it, ``paper`` the file of the hand-signed print.
    """

    id = BigSerial(primary_key=True)
    account_id = BigInt(null=False, index=True, help_text="internal")
    role = Varchar(length=20, null=False, help_text="public")
    body = Varchar(length=80, null=False, help_text="public")
    body_name = Varchar(length=80, null=False, help_text="public")
    recipient = Varchar(length=62, null=False, unique=True, help_text="public")
    fingerprint = Varchar(length=64, null=False, help_text="public")
    statement = Text(null=False, help_text="public")
    signature = Varchar(length=128, null=False, help_text="public")
    paper = BigInt(null=True, default=None, help_text="internal")
    created_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    revoked_at = Timestamptz(null=True, default=None, help_text="public")
    revoked_reason = Text(null=False, default="", help_text="public")

    official_key_recipient_is_age = Check("\"recipient\" ~ '^age1[02-9ac-hj-np-z]{58}$'")
    official_key_body_named = Check("btrim(\"body_name\") <> ''")


class Sealing(Table, db=DB, tablename="bid_sealing"):
    """One tender's sealing: its key set, how many must come together, where the opening stands."""

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, unique=True, help_text="public")
    status = Varchar(length=10, null=False, default=SealingStatus.arranged, help_text="public")
    n = SmallInt(null=False, help_text="public")
    k = SmallInt(null=False, help_text="public")
    keyset = Varchar(length=64, null=False, help_text="public")
    chosen_by = BigInt(null=False, help_text="internal")
    chosen_at = Timestamptz(null=False, default=TimestamptzNow(), help_text="public")
    begun_at = Timestamptz(null=True, default=None, help_text="public")
    prices_allowed_by = BigInt(null=True, default=None, help_text="internal")
    prices_allowed_at = Timestamptz(null=True, default=None, help_text="public")
    opened_at = Timestamptz(null=True, default=None, help_text="public")
    reason = Text(null=False, default="", help_text="public")

    bid_sealing_status_known = one_of("status", SealingStatus)
    # One official alone must never be enough, and never all be needed.
    bid_sealing_threshold_sane = Check('"k" >= 2 AND "k" <= "n" AND "n" <= 9')


class TenderKey(Table, db=DB, tablename="tender_key"):
    """One official of a tender's key set; no two of one body."""

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="public")
    position = SmallInt(null=False, help_text="public")
    key_id = BigInt(null=False, help_text="public")
    account_id = BigInt(null=False, help_text="internal")
    body = Varchar(length=80, null=False, help_text="public")
    recipient = Varchar(length=62, null=False, help_text="public")

    tender_key_position_once = Unique(["tender_id", "position"])
    tender_key_holder_once = Unique(["tender_id", "account_id"])
    tender_key_body_once = Unique(["tender_id", "body"])


class Upload(Table, db=DB, tablename="bid_upload"):
    """An envelope on its way: uploaded slowly, then submitted at once. Cleared when stale."""

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="internal")
    organisation_id = BigInt(null=False, help_text="internal")
    account_id = BigInt(null=False, help_text="internal")
    envelope = Varchar(length=10, null=False, help_text="internal")
    body = Bytea(null=False, help_text="secret")
    sha256 = Varchar(length=64, null=False, help_text="internal")
    size = Integer(null=False, help_text="internal")
    document_version = Integer(null=False, help_text="internal")
    dek_commitment = Varchar(length=64, null=False, help_text="internal")
    bid_commitment = Varchar(length=64, null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    bid_upload_envelope_known = one_of("envelope", Envelope)


class UploadPart(Table, db=DB, tablename="bid_part"):
    """
    What has come so far of an envelope over a thin line; *total* bytes are expected. Becomes an
    upload when it is whole, and is cleared when stale.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="internal")
    account_id = BigInt(null=False, help_text="internal")
    sha256 = Varchar(length=64, null=False, help_text="internal")
    total = Integer(null=False, help_text="internal")
    body = Bytea(null=False, help_text="secret")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    bid_part_once = Unique(["tender_id", "account_id", "sha256"])
    bid_part_within = Check('octet_length("body") < "total" AND "total" <= 6000000')


class Bid(Table, db=DB, tablename="bid"):
    """
    One submission of one bidder. A replacement is a new row and the old one stays, with both
    receipts. ``document_version`` is what it was sealed under, ``confirmed_version`` what the
    bidder last stood by.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="public")
    organisation_id = BigInt(null=False, help_text="public")
    status = Varchar(length=10, null=False, default=BidStatus.sealed, help_text="public")
    document_version = Integer(null=False, help_text="public")
    confirmed_version = Integer(null=False, help_text="public")
    replaces = BigInt(null=True, default=None, help_text="public")
    submitted_by = BigInt(null=False, help_text="internal")
    submitted_at = Timestamptz(null=False, help_text="public")
    void_reason = Text(null=False, default="", help_text="public")

    bid_status_known = one_of("status", BidStatus)
    bid_void_explained = Check("\"status\" <> 'void' OR btrim(\"void_reason\") <> ''")


class SealedEnvelope(Table, db=DB, tablename="bid_envelope"):
    """The sealed text of one envelope of a bid, as it was received, byte for byte."""

    id = BigSerial(primary_key=True)
    bid_id = BigInt(null=False, help_text="public")
    envelope = Varchar(length=10, null=False, help_text="public")
    body = Bytea(null=False, help_text="secret")
    sha256 = Varchar(length=64, null=False, help_text="public")
    size = Integer(null=False, help_text="public")
    dek_commitment = Varchar(length=64, null=False, help_text="public")
    bid_commitment = Varchar(length=64, null=False, help_text="public")

    bid_envelope_once = Unique(["bid_id", "envelope"])
    bid_envelope_known = one_of("envelope", Envelope)


class BoardEntry(Table, db=DB, tablename="bid_board"):
    """
    One line of a tender's public board. ``said`` is JSON, kept as the very text that was linked;
    ``at`` is the database's clock, ``prev_at`` that of the line before.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="public")
    number = Integer(null=False, help_text="public")
    kind = Varchar(length=20, null=False, help_text="public")
    at = Timestamptz(null=False, help_text="public")
    prev_at = Timestamptz(null=True, default=None, help_text="public")
    said = Text(null=False, help_text="public")
    prev = Bytea(null=False, help_text="public")
    hash = Bytea(null=False, help_text="public")

    bid_board_number_once = Unique(["tender_id", "number"])
    bid_board_kind_known = one_of("kind", BoardKind)


class BidReceipt(Table, db=DB, tablename="bid_receipt"):
    """What the bidder holds in hand: the signed text, with the board's line and its hash."""

    id = BigSerial(primary_key=True)
    bid_id = BigInt(null=False, index=True, help_text="internal")
    tender_id = BigInt(null=False, help_text="internal")
    kind = Varchar(length=20, null=False, help_text="internal")
    number = Integer(null=False, help_text="internal")
    said = Text(null=False, help_text="internal")
    signature = Varchar(length=128, null=False, help_text="internal")
    public_key = Varchar(length=64, null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")


class OpeningShare(Table, db=DB, tablename="opening_share"):
    """
    One share that one official decrypted on their own machine; empty where the age file did not
    open. The newest of a kind counts.
    ``proof`` is the key of the age file it lay in: with it anybody sees that the share is what
    the bidder sealed, so that a share astray is the bidder's doing and not the official's.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="internal")
    bid_id = BigInt(null=False, help_text="internal")
    envelope = Varchar(length=10, null=False, help_text="internal")
    key_id = BigInt(null=False, help_text="internal")
    account_id = BigInt(null=False, help_text="internal")
    share = Bytea(null=False, help_text="secret")
    proof = Bytea(null=True, default=None, help_text="secret")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    opening_share_envelope_known = one_of("envelope", Envelope)


class BidContent(Table, db=DB, tablename="bid_content"):
    """
    What an opened envelope said. ``said`` is the canonical JSON that the commitment was made of
    with ``salt``; ``dek`` opens the sealed text, so that anybody can do it again.
    """

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="public")
    bid_id = BigInt(null=False, help_text="public")
    envelope = Varchar(length=10, null=False, help_text="public")
    said = Text(null=False, help_text="internal")
    salt = Bytea(null=False, help_text="internal")
    dek = Bytea(null=False, help_text="internal")
    price_fen = BigInt(null=True, default=None, help_text="public")
    opened_at = Timestamptz(null=False, help_text="public")

    bid_content_once = Unique(["bid_id", "envelope"])
    bid_content_envelope_known = one_of("envelope", Envelope)
    bid_content_price_whole = Check(
        '("envelope" = \'price\') = ("price_fen" IS NOT NULL) AND coalesce("price_fen", 1) > 0'
    )


class BidFetch(Table, db=DB, tablename="bid_fetch"):
    """Who had which sealed text handed out, and when: two who collude leave this trace."""

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="internal")
    bid_id = BigInt(null=False, help_text="internal")
    envelope = Varchar(length=10, null=False, help_text="internal")
    account_id = BigInt(null=False, help_text="internal")
    part = Varchar(length=10, null=False, help_text="internal")
    at = Timestamptz(null=False, default=TimestamptzNow(), help_text="internal")

    bid_fetch_part_known = Check("\"part\" IN ('envelope', 'share')")


class BidCorrection(Table, db=DB, tablename="bid_correction"):
    """A formal defect that the bidder may mend once, within a day; never price or substance."""

    id = BigSerial(primary_key=True)
    tender_id = BigInt(null=False, help_text="public")
    bid_id = BigInt(null=False, index=True, help_text="public")
    defect = Text(null=False, help_text="public")
    asked_by = BigInt(null=False, help_text="internal")
    asked_at = Timestamptz(null=False, help_text="public")
    answer_by = Timestamptz(null=False, help_text="public")
    answer = Text(null=False, default="", help_text="public")
    answered_by = BigInt(null=True, default=None, help_text="internal")
    answered_at = Timestamptz(null=True, default=None, help_text="public")

    bid_correction_defect_named = Check("btrim(\"defect\") <> ''")
    bid_correction_answered_whole = Check(
        '("answered_at" IS NULL) = ("answered_by" IS NULL)'
        ' AND ("answered_at" IS NULL) = ("answer" = \'\')'
    )
