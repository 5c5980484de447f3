"""Three ways to close a need: what was received is what its sources brought, held at commit."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T01:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Closures: ties, append-only, sums, and what was received before there were any."

TIES = """
ALTER TABLE need_closure ADD CONSTRAINT need_closure_line_fk
  FOREIGN KEY (line_id) REFERENCES need_line (id) ON DELETE RESTRICT;
CREATE INDEX need_closure_source ON need_closure (line_id, kind, source_id) INCLUDE (units);
SELECT append_only('need_closure');
"""

# Until now only agreements brought anything. A new database has none: giving stands above needs
# and comes later. What no agreement explains is not guessed at: the owner must look first.
CARRIED_OVER = """
DO $$
DECLARE unexplained bigint;
BEGIN
  IF to_regclass('public.agreement') IS NOT NULL THEN
    INSERT INTO need_closure (line_id, kind, source_id, units, at)
      SELECT line_id, 'gift', id, received_units, changed_at FROM agreement
       WHERE received_units > 0 AND status IN ('received', 'evaluated');
  END IF;
  SELECT min(l.id) INTO unexplained FROM need_line l WHERE l.received <>
    (SELECT coalesce(sum(c.units), 0) FROM need_closure c WHERE c.line_id = l.id);
  IF unexplained IS NOT NULL THEN
    RAISE EXCEPTION 'need_line % has received units that no agreement brought;'
      ' run "match check" of the old version and mend it first', unexplained
      USING ERRCODE = 'check_violation';
  END IF;
END $$;
"""

# Deferred: a move writes the line and its closure one after the other. Whoever else changes the
# same need waits: every change of a line touches its need (need_line_touches_need).
SUMS = """
CREATE FUNCTION need_closures_sum(line bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE held need_line; need_status text; brought bigint;
BEGIN
  SELECT * INTO held FROM need_line WHERE id = line;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT coalesce(sum(units), 0) INTO brought FROM need_closure WHERE line_id = line;
  IF brought <> held.received THEN
    RAISE EXCEPTION 'need_line %: % received, its sources brought %', line, held.received, brought
      USING ERRCODE = 'check_violation', CONSTRAINT = 'need_closure_sum';
  END IF;
  IF EXISTS (SELECT FROM need_closure WHERE line_id = line
             GROUP BY kind, source_id HAVING sum(units) < 0) THEN
    RAISE EXCEPTION 'need_line %: a source took away more than it brought', line
      USING ERRCODE = 'check_violation', CONSTRAINT = 'need_closure_sum';
  END IF;
  SELECT status INTO need_status FROM need WHERE id = held.need_id;
  IF need_status IN ('confirmed', 'closed') AND brought <> held.quantity THEN
    RAISE EXCEPTION 'need_line % of a % need: % of % closed', line, need_status, brought,
      held.quantity USING ERRCODE = 'check_violation', CONSTRAINT = 'need_closed_whole';
  END IF;
END $$;

CREATE FUNCTION need_line_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM need_closures_sum(NEW.id); RETURN NULL; END $$;
CREATE FUNCTION need_closure_closes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN PERFORM need_closures_sum(NEW.line_id); RETURN NULL; END $$;
CREATE FUNCTION need_closed_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM need_closures_sum(id) FROM need_line WHERE need_id = NEW.id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'need % asks for nothing and cannot be closed', NEW.id
      USING ERRCODE = 'check_violation', CONSTRAINT = 'need_closed_whole';
  END IF;
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER need_line_closed AFTER INSERT OR UPDATE ON need_line
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION need_line_closed();
CREATE CONSTRAINT TRIGGER need_closure_closes AFTER INSERT ON need_closure
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION need_closure_closes();
CREATE CONSTRAINT TRIGGER need_closed_whole AFTER INSERT OR UPDATE ON need
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW.status IN ('confirmed', 'closed')) EXECUTE FUNCTION need_closed_whole();
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "needs", DESCRIPTION, TIES, CARRIED_OVER, SUMS)
