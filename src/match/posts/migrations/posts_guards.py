"""Ties; one holder a post; and the seats that were there before this register."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T08:10:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, one holder a post, seats older than the register."

TIES = """
ALTER TABLE post ADD CONSTRAINT post_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE post ADD CONSTRAINT post_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE post ADD CONSTRAINT post_invitation_fk
  FOREIGN KEY (invitation_id) REFERENCES invitation (id) ON DELETE RESTRICT;
ALTER TABLE post ADD CONSTRAINT post_named_by_fk
  FOREIGN KEY (named_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE post_handover ADD CONSTRAINT post_handover_from_fk
  FOREIGN KEY (from_post) REFERENCES post (id) ON DELETE RESTRICT;
ALTER TABLE post_handover ADD CONSTRAINT post_handover_to_fk
  FOREIGN KEY (to_post) REFERENCES post (id) ON DELETE RESTRICT;
ALTER TABLE tutor ADD CONSTRAINT tutor_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE tutor ADD CONSTRAINT tutor_account_fk
  FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE tutor ADD CONSTRAINT tutor_invitation_fk
  FOREIGN KEY (invitation_id) REFERENCES invitation (id) ON DELETE RESTRICT;
ALTER TABLE tutor ADD CONSTRAINT tutor_appointed_by_fk
  FOREIGN KEY (appointed_by) REFERENCES account (id) ON DELETE RESTRICT;
ALTER TABLE home_guidance ADD CONSTRAINT home_guidance_home_fk
  FOREIGN KEY (home_id) REFERENCES home (id) ON DELETE RESTRICT;
ALTER TABLE home_guidance ADD CONSTRAINT home_guidance_by_fk
  FOREIGN KEY ("by") REFERENCES account (id) ON DELETE RESTRICT;
CREATE INDEX post_scope ON post (division text_pattern_ops, office, status);
CREATE INDEX tutor_scope ON tutor (division text_pattern_ops, status);
SELECT append_only('post_handover');
SELECT append_only('home_guidance');
"""

# The commands look first; this is what stands when two of them look at the same moment.
GUARDS = """
CREATE UNIQUE INDEX post_one_supervisor ON post (division)
  WHERE office = 'supervisor' AND status = 'active' AND NOT deputy;
CREATE UNIQUE INDEX post_one_director ON post (home_id)
  WHERE office = 'director' AND status = 'active' AND NOT deputy;
CREATE UNIQUE INDEX post_one_successor ON post (office, division, COALESCE(home_id, 0))
  WHERE status IN ('invited', 'pending_exam', 'ready') AND NOT deputy;
CREATE UNIQUE INDEX post_person_once ON post (account_id, office, division, COALESCE(home_id, 0))
  WHERE status <> 'ended' AND account_id IS NOT NULL;
CREATE UNIQUE INDEX tutor_once ON tutor (home_id, account_id)
  WHERE status <> 'ended' AND account_id IS NOT NULL;
"""

# Nobody who directs today stops: each seat becomes a post that says since when, and that nobody
# wrote down an exam. The first of two supervisors of a township is the one, the other her deputy.
SEATS = """
INSERT INTO post (office, home_id, division, account_id, kind, status, reason, note,
                  named_at, starts_on)
SELECT 'director', h.id, h.division, h.director_id, h.director_kind, 'active',
       CASE WHEN h.director_kind = 'DK-OTH' THEN '岗位登记之前已任命' ELSE '' END,
       to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')
         || ' 转入岗位登记：此前已在任，没有考试记录。',
       now(), LEAST(COALESCE(
         (SELECT min(m.valid_from) FROM membership m WHERE m.account = h.director_id
           AND m.home = h.id AND m.role = 'director'), h.created_at::date), current_date)
  FROM home h WHERE h.director_id IS NOT NULL;
INSERT INTO post (office, division, account_id, deputy, status, note, named_at, starts_on)
SELECT 'supervisor', rpad(m.division, 12, '0'), m.account,
       row_number() OVER (PARTITION BY m.division ORDER BY m.first) > 1, 'active',
       to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')
         || ' 转入岗位登记：此前已在任，人选类型未登记。',
       now(), m.since
  FROM (SELECT division, account, min(id) AS first, min(valid_from) AS since FROM membership
         WHERE role = 'supervisor' AND ended_at IS NULL AND length(division) = 9
         GROUP BY division, account) m;
"""


async def forwards() -> MigrationManager:
    """Each step stands on the one before."""
    return raw_sql(ID, "posts", DESCRIPTION, TIES, GUARDS, SEATS)
