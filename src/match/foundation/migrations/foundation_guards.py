"""What roles may do; what can only be added to; the doorbell; uniqueness across columns."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-25T23:59:59:000000"
VERSION = "1.38.0"
DESCRIPTION = "Roles, grants, append-only tables, doorbell."

# Three roles (design: least rights). match_owner, or whoever runs this, owns the tables and is
# used for migrations only. match_app is what web and worker run as: no DDL. match_audit reads.
ROLES = """
DO $$
DECLARE wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['match_app', 'match_audit'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      -- Where one login serves for everything, the pool still runs as match_app.
      EXECUTE format('GRANT %I TO CURRENT_USER WITH SET TRUE', wanted);
    END IF;
  END LOOP;
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO match_app, match_audit;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO match_app;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO match_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public
  GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO match_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO match_app;
REVOKE INSERT, UPDATE, DELETE ON migration FROM match_app;
"""

# What may only grow: no grant to the application, and a trigger that stops the owner too.
APPEND_ONLY = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% can only be added to', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE FUNCTION append_only(name regclass) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %s FROM match_app', name);
  EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s'
                 ' FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
  EXECUTE format('CREATE TRIGGER append_only_all BEFORE TRUNCATE ON %s'
                 ' FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
END $$;
REVOKE EXECUTE ON FUNCTION append_only(regclass) FROM PUBLIC;

-- Whatever changes a searchable row makes a newer version of it: the index never goes backwards.
CREATE FUNCTION next_search_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.search_version := OLD.search_version + 1;
  RETURN NEW;
END $$;

SELECT append_only('audit');
SELECT append_only('parameter');
GRANT SELECT ON audit, parameter TO match_audit;
"""

OUTBOX = """
CREATE FUNCTION ring_outbox() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('outbox', '');
  RETURN NULL;
END $$;
CREATE TRIGGER outbox_doorbell AFTER INSERT ON outbox
  FOR EACH STATEMENT EXECUTE FUNCTION ring_outbox();
CREATE INDEX outbox_waiting ON outbox (next_at) WHERE done_at IS NULL AND dead_at IS NULL;
CREATE INDEX outbox_dead ON outbox (dead_at) WHERE dead_at IS NOT NULL AND done_at IS NULL;
CREATE UNIQUE INDEX inbox_once ON inbox (event_id, listener);
CREATE UNIQUE INDEX idempotency_once ON idempotency (actor_id, key);
CREATE UNIQUE INDEX search_state_once ON search_state (index, subject_id);
CREATE INDEX audit_subject ON audit (subject_kind, subject_id, id);
CREATE INDEX audit_actor ON audit (actor_id, id);
CREATE INDEX parameter_key ON parameter (key, valid_from DESC, id DESC);
CREATE INDEX run_waiting ON run (next_check_at) WHERE state IN ('waiting', 'running');
"""


async def forwards() -> MigrationManager:
    """Each step stands on the one before."""
    return raw_sql(ID, "foundation", DESCRIPTION, ROLES, APPEND_ONLY, OUTBOX)
