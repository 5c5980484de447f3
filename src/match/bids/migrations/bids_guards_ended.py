"""Seals that were closed for ever stay closed, and how many open a bid stays as it was sealed."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T13:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "A refused or finished opening has ended; the key set is fixed from the first bid on."

# 87号令41: with too few bids none is opened, whoever asks and however much later.
ENDED = """
CREATE FUNCTION bid_sealing_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status IN ('refused', 'opened') AND NEW.status <> OLD.status THEN
    RAISE EXCEPTION 'an opening that has ended does not begin again'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'bid_sealing_stays';
  END IF;
  IF (NEW.tender_id, NEW.n, NEW.k, NEW.keyset) IS DISTINCT FROM
     (OLD.tender_id, OLD.n, OLD.k, OLD.keyset)
     AND EXISTS (SELECT FROM bid b WHERE b.tender_id = OLD.tender_id) THEN
    RAISE EXCEPTION 'the key set of a tender with bids is fixed'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_key_is_fixed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bid_sealing_kept BEFORE UPDATE ON bid_sealing
  FOR EACH ROW EXECUTE FUNCTION bid_sealing_stays();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "bids", DESCRIPTION, ENDED)
