"""Ties of proofs, roles, reports and calls; what is only added to; who is one person, once."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T04:20:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, indexes, append-only reports, ratings and honours."


def _tie(table: str, column: str, target: str) -> str:
    name = f"{table}_{column.removesuffix('_id')}_fk"
    return (
        f'ALTER TABLE {table} ADD CONSTRAINT {name} FOREIGN KEY ("{column}")'
        f" REFERENCES {target} (id) ON DELETE RESTRICT;"
    )


TIES = "\n".join(
    _tie(table, column, target)
    for table, column, target in (
        ("shift_role", "shift_id", "shift"),
        ("shift_signup", "role_id", "shift_role"),
        ("presence_report", "shift_id", "shift"),
        ("presence_report", "signup_id", "shift_signup"),
        ("presence_report", "by", "account"),
        ("shift_rating", "signup_id", "shift_signup"),
        ("shift_rating", "by", "account"),
        ("skill_certificate", "account_id", "account"),
        ("skill_certificate", "decided_by", "account"),
        ("safety_course", "account_id", "account"),
        ("safety_course", "recorded_by", "account"),
        ("accident_cover", "account_id", "account"),
        ("accident_cover", "shift_id", "shift"),
        ("accident_cover", "by", "account"),
        ("minor_consent", "minor_id", "account"),
        ("minor_consent", "guardian_id", "account"),
        ("volunteer_honour", "account_id", "account"),
        ("volunteer_honour", "by", "account"),
        ("service_certificate", "account_id", "account"),
        ("volunteer_reminder", "account_id", "account"),
        ("replacement_call", "shift_id", "shift"),
        ("replacement_call", "role_id", "shift_role"),
        ("replacement_ask", "call_id", "replacement_call"),
        ("replacement_ask", "volunteer_id", "account"),
    )
)

GUARDS = """
CREATE UNIQUE INDEX shift_rating_once ON shift_rating (signup_id, side);
CREATE UNIQUE INDEX volunteer_reminder_once ON volunteer_reminder (account_id, what, ends_on);
CREATE UNIQUE INDEX replacement_ask_once ON replacement_ask (call_id, volunteer_id);
CREATE UNIQUE INDEX replacement_call_first_yes ON replacement_ask (call_id) WHERE answer = 'yes';
CREATE UNIQUE INDEX minor_consent_in_force ON minor_consent (minor_id)
  WHERE given_at IS NOT NULL AND withdrawn_at IS NULL;
CREATE INDEX replacement_call_waiting ON replacement_call (next_check_at)
  WHERE next_check_at IS NOT NULL;
CREATE INDEX skill_certificate_scope ON skill_certificate (division text_pattern_ops, status);
CREATE INDEX shift_record_due ON shift (record_due_on) WHERE record_due_on IS NOT NULL;
SELECT append_only('presence_report');
SELECT append_only('shift_rating');
SELECT append_only('volunteer_honour');
SELECT append_only('service_certificate');
"""


async def forwards() -> MigrationManager:
    """What Piccolo cannot say."""
    return raw_sql(ID, "volunteers", DESCRIPTION, TIES, GUARDS)
