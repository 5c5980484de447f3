"""Ties, what waits, one document replaced by at most a chain, published texts that never change."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T17:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, waiting rows, append-only texts."

SQL = """
ALTER TABLE policy_document ADD CONSTRAINT policy_document_registered_by_fk
  FOREIGN KEY (registered_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE policy_relation ADD CONSTRAINT policy_relation_policy_fk
  FOREIGN KEY (policy_id) REFERENCES policy_document (id) ON DELETE RESTRICT;
ALTER TABLE policy_relation ADD CONSTRAINT policy_relation_other_fk
  FOREIGN KEY (other_id) REFERENCES policy_document (id) ON DELETE RESTRICT;
ALTER TABLE policy_attachment ADD CONSTRAINT policy_attachment_policy_fk
  FOREIGN KEY (policy_id) REFERENCES policy_document (id) ON DELETE RESTRICT;
ALTER TABLE policy_attachment ADD CONSTRAINT policy_attachment_file_fk
  FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT;
ALTER TABLE article ADD CONSTRAINT article_author_fk
  FOREIGN KEY (author_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE article ADD CONSTRAINT article_editor_fk
  FOREIGN KEY (editor_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE article ADD CONSTRAINT article_proofreader_fk
  FOREIGN KEY (proofreader_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE article ADD CONSTRAINT article_cover_fk
  FOREIGN KEY (id, cover_file_id) REFERENCES article_image (article_id, file_id)
  ON DELETE RESTRICT;
ALTER TABLE article_text ADD CONSTRAINT article_text_article_fk
  FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE RESTRICT;
ALTER TABLE article_image ADD CONSTRAINT article_image_article_fk
  FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE RESTRICT;
ALTER TABLE article_image ADD CONSTRAINT article_image_file_fk
  FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT;
ALTER TABLE photo_permit ADD CONSTRAINT photo_permit_file_fk
  FOREIGN KEY (file_id) REFERENCES file (id) ON DELETE RESTRICT;
ALTER TABLE article_policy ADD CONSTRAINT article_policy_article_fk
  FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE RESTRICT;
ALTER TABLE article_policy ADD CONSTRAINT article_policy_policy_fk
  FOREIGN KEY (policy_id) REFERENCES policy_document (id) ON DELETE RESTRICT;
ALTER TABLE article_count ADD CONSTRAINT article_count_article_fk
  FOREIGN KEY (article_id) REFERENCES article (id) ON DELETE RESTRICT;
ALTER TABLE publicity_subscription ADD CONSTRAINT publicity_subscription_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE CASCADE;

CREATE INDEX article_waiting ON article (next_check_at) WHERE next_check_at IS NOT NULL;
CREATE INDEX article_public ON article (published_at DESC, id DESC)
  WHERE version > 0 AND withdrawn_at IS NULL;
CREATE INDEX article_topics ON article_text USING gin (topics);
CREATE INDEX policy_document_topics ON policy_document USING gin (topics);
SELECT append_only('article_text');
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "publicity", DESCRIPTION, SQL)
