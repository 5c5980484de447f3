"""A notice that is out is never a plan again: in a plan, terms and deadline would be free."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T13:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "A purchase goes one way: no notice becomes a plan, nothing closed takes bids again."

# Terms are free in a plan (`tender_terms_are_frozen`). Without this, whoever holds the
# application's role could make a plan of a notice, bring its deadline forward and open the bids.
ONE_WAY = """
CREATE FUNCTION tender_goes_one_way() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.status = 'draft' AND OLD.status <> 'draft')
     OR (NEW.status = 'intent' AND OLD.status NOT IN ('draft', 'intent'))
     OR (NEW.status = 'published' AND OLD.status NOT IN ('draft', 'intent', 'published')) THEN
    RAISE EXCEPTION 'a purchase that is % cannot be % again', OLD.status, NEW.status
      USING ERRCODE = 'check_violation', CONSTRAINT = 'tender_goes_one_way';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER tender_one_way BEFORE UPDATE OF status ON tender
  FOR EACH ROW EXECUTE FUNCTION tender_goes_one_way();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "tenders", DESCRIPTION, ONE_WAY)
