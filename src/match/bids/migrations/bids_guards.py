"""Ties; one standing bid a bidder; the board's only pen; what is kept for ever, and from when."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T10:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, one standing bid, the chained board, append-only, no share before its time."

TIES = """
ALTER TABLE official_key ADD CONSTRAINT official_key_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE bid_sealing ADD CONSTRAINT bid_sealing_tender_fk
  FOREIGN KEY (tender_id) REFERENCES tender (id) ON DELETE RESTRICT;
ALTER TABLE tender_key ADD CONSTRAINT tender_key_sealing_fk
  FOREIGN KEY (tender_id) REFERENCES bid_sealing (tender_id) ON DELETE RESTRICT;
ALTER TABLE tender_key ADD CONSTRAINT tender_key_key_fk
  FOREIGN KEY (key_id) REFERENCES official_key (id) ON DELETE RESTRICT;
ALTER TABLE bid_upload ADD CONSTRAINT bid_upload_sealing_fk
  FOREIGN KEY (tender_id) REFERENCES bid_sealing (tender_id) ON DELETE RESTRICT;
ALTER TABLE bid_part ADD CONSTRAINT bid_part_sealing_fk
  FOREIGN KEY (tender_id) REFERENCES bid_sealing (tender_id) ON DELETE RESTRICT;
ALTER TABLE bid ADD CONSTRAINT bid_sealing_fk
  FOREIGN KEY (tender_id) REFERENCES bid_sealing (tender_id) ON DELETE RESTRICT;
ALTER TABLE bid ADD CONSTRAINT bid_organisation_fk
  FOREIGN KEY (organisation_id) REFERENCES organisation (id) ON DELETE RESTRICT;
ALTER TABLE bid ADD CONSTRAINT bid_replaces_fk
  FOREIGN KEY (replaces) REFERENCES bid (id) ON DELETE RESTRICT;
ALTER TABLE bid_envelope ADD CONSTRAINT bid_envelope_bid_fk
  FOREIGN KEY (bid_id) REFERENCES bid (id) ON DELETE RESTRICT;
ALTER TABLE bid_board ADD CONSTRAINT bid_board_sealing_fk
  FOREIGN KEY (tender_id) REFERENCES bid_sealing (tender_id) ON DELETE RESTRICT;
ALTER TABLE bid_receipt ADD CONSTRAINT bid_receipt_bid_fk
  FOREIGN KEY (bid_id) REFERENCES bid (id) ON DELETE RESTRICT;
ALTER TABLE opening_share ADD CONSTRAINT opening_share_bid_fk
  FOREIGN KEY (bid_id) REFERENCES bid (id) ON DELETE RESTRICT;
ALTER TABLE opening_share ADD CONSTRAINT opening_share_key_fk
  FOREIGN KEY (key_id) REFERENCES official_key (id) ON DELETE RESTRICT;
ALTER TABLE bid_content ADD CONSTRAINT bid_content_bid_fk
  FOREIGN KEY (bid_id) REFERENCES bid (id) ON DELETE RESTRICT;
ALTER TABLE bid_correction ADD CONSTRAINT bid_correction_bid_fk
  FOREIGN KEY (bid_id) REFERENCES bid (id) ON DELETE RESTRICT;
ALTER TABLE bid_fetch ADD CONSTRAINT bid_fetch_bid_fk
  FOREIGN KEY (bid_id) REFERENCES bid (id) ON DELETE RESTRICT;

-- The last submission counts, and there is one (87号令34: replaced, not doubled).
CREATE UNIQUE INDEX bid_one_standing ON bid (tender_id, organisation_id)
  WHERE status IN ('sealed', 'opened', 'void');
CREATE UNIQUE INDEX official_key_one_valid ON official_key (account_id) WHERE revoked_at IS NULL;
-- One window a bid: asked once, answered once.
CREATE UNIQUE INDEX bid_correction_once ON bid_correction (bid_id);
CREATE INDEX bid_tender ON bid (tender_id, id);
CREATE INDEX bid_organisation ON bid (organisation_id, id);
CREATE INDEX bid_upload_at ON bid_upload (at);
CREATE INDEX bid_part_at ON bid_part (at);
CREATE INDEX opening_share_bid ON opening_share (bid_id, envelope, key_id, id);
CREATE INDEX bid_fetch_tender ON bid_fetch (tender_id, id);
CREATE INDEX tender_key_account ON tender_key (account_id);
"""

# The board has one pen. The lock on the tender's sealing makes one line follow another.
BOARD = """
CREATE FUNCTION bid_micros(moment timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT ((extract(epoch FROM moment) * 1000000)::bigint)::text
$$;

CREATE FUNCTION bid_board_link(b bid_board) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT chain_link('bids.board', b.prev, b.tender_id::text, b.number::text, b.kind,
                    bid_micros(b.at), bid_micros(b.prev_at), b.said)
$$;

CREATE FUNCTION bid_board_append(of_tender bigint, what text, words text) RETURNS SETOF bid_board
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  last bid_board;
  made bid_board;
BEGIN
  PERFORM FROM bid_sealing s WHERE s.tender_id = of_tender FOR NO KEY UPDATE;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'no key set was chosen for tender %', of_tender
      USING ERRCODE = 'foreign_key_violation';
  END IF;
  SELECT * INTO last FROM bid_board b WHERE b.tender_id = of_tender
   ORDER BY b.number DESC LIMIT 1;
  made.id := nextval('bid_board_id_seq');
  made.tender_id := of_tender;
  made.number := coalesce(last.number, 0) + 1;
  made.kind := what;
  made.at := clock_timestamp();
  made.prev_at := last.at;
  made.said := words;
  made.prev := coalesce(last.hash, decode(repeat('00', 32), 'hex'));
  made.hash := bid_board_link(made);
  INSERT INTO bid_board VALUES (made.*);
  RETURN NEXT made;
END $$;
"""

# A second net under the commands: what the database itself refuses, whoever asks.
NETS = """
-- Shares and contents have no place here while the bid could still change, nor once the bids of
-- a tender were refused. The database's clock decides.
CREATE FUNCTION bid_time_has_come() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  closes timestamptz;
  stands text;
BEGIN
  SELECT t.closes_at, s.status INTO closes, stands
    FROM tender t JOIN bid_sealing s ON s.tender_id = t.id WHERE t.id = NEW.tender_id;
  IF closes IS NULL OR clock_timestamp() < closes THEN
    RAISE EXCEPTION 'nothing is opened before the deadline'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'bid_time_has_come';
  END IF;
  IF stands NOT IN ('gathering', 'pricing', 'technical', 'opened')
     OR (NEW.envelope = 'price' AND stands = 'technical') THEN
    RAISE EXCEPTION 'these envelopes are not to be opened now'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'bid_time_has_come';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER opening_share_in_time BEFORE INSERT ON opening_share
  FOR EACH ROW EXECUTE FUNCTION bid_time_has_come();
CREATE TRIGGER bid_content_in_time BEFORE INSERT ON bid_content
  FOR EACH ROW EXECUTE FUNCTION bid_time_has_come();

-- What a bid is does not change, only where it stands; and it is kept (采购法42: fifteen years).
CREATE FUNCTION bid_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR
     (NEW.id, NEW.tender_id, NEW.organisation_id, NEW.document_version, NEW.replaces,
      NEW.submitted_by, NEW.submitted_at) IS DISTINCT FROM
     (OLD.id, OLD.tender_id, OLD.organisation_id, OLD.document_version, OLD.replaces,
      OLD.submitted_by, OLD.submitted_at) THEN
    RAISE EXCEPTION 'a bid is kept as it was submitted' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'bid_is_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bid_kept BEFORE UPDATE OR DELETE ON bid
  FOR EACH ROW EXECUTE FUNCTION bid_is_kept();

CREATE FUNCTION official_key_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.revoked_at IS NOT NULL OR
     (NEW.id, NEW.account_id, NEW.role, NEW.body, NEW.body_name, NEW.recipient, NEW.fingerprint,
      NEW.statement, NEW.signature, NEW.created_at) IS DISTINCT FROM
     (OLD.id, OLD.account_id, OLD.role, OLD.body, OLD.body_name, OLD.recipient, OLD.fingerprint,
      OLD.statement, OLD.signature, OLD.created_at) THEN
    RAISE EXCEPTION 'a key is revoked, never changed' USING ERRCODE = 'check_violation',
      CONSTRAINT = 'official_key_is_kept';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER official_key_kept BEFORE UPDATE OR DELETE ON official_key
  FOR EACH ROW EXECUTE FUNCTION official_key_is_kept();

-- Bids were sealed to these officials: from the first bid on, the set is what it is.
CREATE FUNCTION tender_key_is_fixed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  about bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.tender_id ELSE NEW.tender_id END;
BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (SELECT FROM bid b WHERE b.tender_id = about) THEN
    RAISE EXCEPTION 'the key set of a tender with bids is fixed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_key_is_fixed';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER tender_key_fixed BEFORE INSERT OR UPDATE OR DELETE ON tender_key
  FOR EACH ROW EXECUTE FUNCTION tender_key_is_fixed();

SELECT append_only('bid_board');
SELECT append_only('bid_envelope');
SELECT append_only('bid_receipt');
SELECT append_only('opening_share');
SELECT append_only('bid_content');
SELECT append_only('bid_fetch');
"""

GRANTS = """
REVOKE ALL ON bid_board FROM match_app;
REVOKE ALL ON SEQUENCE bid_board_id_seq FROM match_app;
GRANT SELECT ON bid_board TO match_app;
REVOKE EXECUTE ON FUNCTION bid_board_append(bigint, text, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION bid_board_append(bigint, text, text) TO match_app;
GRANT SELECT ON bid_board, bid, bid_sealing, tender_key, official_key, bid_fetch TO match_audit;
"""


async def forwards() -> MigrationManager:
    """Each step stands on the one before."""
    return raw_sql(ID, "bids", DESCRIPTION, TIES, BOARD, NETS, GRANTS)
