"""The public log can only grow; a document goes only where an entry says that it was taken down."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T07:50:00:000000"
VERSION = "1.38.0"
DESCRIPTION = (
    "The log's places without gaps; documents go by takedown only; links end with a person."
)

SQL = """
SELECT append_only('public_log_entry');
SELECT append_only('public_log_key');
SELECT append_only('public_log_head');
REVOKE DELETE, TRUNCATE ON public_log_takedown FROM match_app;
REVOKE UPDATE, TRUNCATE ON public_log_document FROM match_app;
CREATE INDEX public_log_entry_url ON public_log_entry (url, id);
CREATE UNIQUE INDEX public_log_entry_taken_once ON public_log_entry (takes_down)
  WHERE kind = 'takedown.done';
CREATE UNIQUE INDEX public_log_takedown_once ON public_log_takedown (place)
  WHERE status <> 'refused';
ALTER TABLE public_log_entry ADD CONSTRAINT public_log_entry_takes_fk
  FOREIGN KEY (takes_down) REFERENCES public_log_entry (id);
ALTER TABLE public_log_document ADD CONSTRAINT public_log_document_place_fk
  FOREIGN KEY (place) REFERENCES public_log_entry (id);
ALTER TABLE public_log_takedown ADD CONSTRAINT public_log_takedown_place_fk
  FOREIGN KEY (place) REFERENCES public_log_entry (id);

CREATE FUNCTION public_log_entry_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last public_log_entry;
BEGIN
  SELECT * INTO last FROM public_log_entry ORDER BY id DESC LIMIT 1;
  IF NEW.id <> coalesce(last.id, 0) + 1 OR NEW.at < coalesce(last.at, NEW.at) THEN
    RAISE EXCEPTION 'place % at % does not follow place % at %', NEW.id, NEW.at, last.id, last.at
      USING ERRCODE = 'check_violation', CONSTRAINT = 'public_log_entry_follows';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER public_log_entry_follows BEFORE INSERT ON public_log_entry
  FOR EACH ROW EXECUTE FUNCTION public_log_entry_follows();

CREATE FUNCTION public_log_document_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE'
     AND EXISTS (SELECT FROM public_log_entry
                  WHERE takes_down = OLD.place AND kind = 'takedown.done') THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'the document of place % goes by a takedown only', OLD.place
    USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER public_log_document_stays BEFORE UPDATE OR DELETE ON public_log_document
  FOR EACH ROW EXECUTE FUNCTION public_log_document_stays();
CREATE TRIGGER public_log_document_all BEFORE TRUNCATE ON public_log_document
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION public_log_document_new() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public_log_entry
              WHERE takes_down = NEW.place AND kind = 'takedown.done') THEN
    RAISE EXCEPTION 'place % was taken down', NEW.place USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER public_log_document_new BEFORE INSERT ON public_log_document
  FOR EACH ROW EXECUTE FUNCTION public_log_document_new();

ALTER TABLE share_link ADD CONSTRAINT share_link_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE;
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "openness", DESCRIPTION, SQL)
