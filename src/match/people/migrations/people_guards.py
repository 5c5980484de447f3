"""What people's tables cannot say: who counts as two, what is only added to, quick look-ups."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-25T23:59:59:000001"
VERSION = "1.38.0"
DESCRIPTION = "Two persons, append-only tables, look-ups."

# Two approvals count when two different persons, from two different bodies, gave them, and the
# proposer is neither of them nor stood in for by one. A person on leave and the delegate are one.
APPROVALS = """
CREATE UNIQUE INDEX approval_once
  ON approval (subject_kind, subject_id, subject_hash, approver);
SELECT append_only('approval');
SELECT append_only('consent');
SELECT append_only('erasure');

CREATE FUNCTION approved_by_two(kind text, subject bigint, hash text, proposer bigint)
RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (
    SELECT FROM approval a JOIN approval b
      ON  a.subject_kind = b.subject_kind AND a.subject_id = b.subject_id
      AND a.subject_hash = b.subject_hash
      AND a.approver <> b.approver AND a.body <> b.body
      AND a.approver <> COALESCE(b.covering, 0) AND b.approver <> COALESCE(a.covering, 0)
      AND COALESCE(a.covering, -1) <> COALESCE(b.covering, -2)
    WHERE a.subject_kind = kind AND a.subject_id = subject AND a.subject_hash = hash
      AND proposer NOT IN (a.approver, b.approver)
      AND proposer <> COALESCE(a.covering, 0) AND proposer <> COALESCE(b.covering, 0)
  )
$$;
REVOKE EXECUTE ON FUNCTION approved_by_two(text, bigint, text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION approved_by_two(text, bigint, text, bigint) TO match_app, match_audit;
"""

# A role that decides over others, given by proposal, needs the two approvals; by invitation, an
# invitation that was made for just this role. What the command line installs names nobody.
MEMBERSHIP = """
CREATE FUNCTION check_membership() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wanted role_proposal; invited invitation; hash text;
BEGIN
  IF NEW.source = 'proposal' THEN
    SELECT * INTO wanted FROM role_proposal WHERE id = NEW.proposal;
    SELECT a.subject_hash INTO hash FROM approval a
      WHERE a.subject_kind = 'role_proposal' AND a.subject_id = NEW.proposal
      ORDER BY a.id DESC LIMIT 1;
    IF wanted.id IS NULL OR hash IS NULL
       OR (wanted.account, wanted.role, wanted.division) IS DISTINCT FROM
          (NEW.account, NEW.role, NEW.division)
       OR NOT approved_by_two('role_proposal', NEW.proposal, hash, wanted.proposed_by) THEN
      RAISE EXCEPTION 'a role needs two approvers from two bodies'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_two_persons';
    END IF;
  ELSIF NEW.source = 'invitation' THEN
    SELECT * INTO invited FROM invitation WHERE id = NEW.invitation;
    IF invited.id IS NULL OR (invited.role, invited.division) IS DISTINCT FROM
       (NEW.role, NEW.division) THEN
      RAISE EXCEPTION 'the invitation is for another role'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_as_invited';
    END IF;
  ELSIF NEW.source = 'registration' AND NEW.role NOT IN ('manager', 'donor', 'volunteer') THEN
    RAISE EXCEPTION 'nobody registers as %', NEW.role
      USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_own_registration';
  ELSIF NEW.source = 'installation' AND NEW.granted_by IS NOT NULL THEN
    RAISE EXCEPTION 'only the command line installs roles'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_installed';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER membership_checked BEFORE INSERT ON membership
  FOR EACH ROW EXECUTE FUNCTION check_membership();

CREATE FUNCTION keep_membership() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.account, NEW.role, NEW.division, NEW.source) IS DISTINCT FROM
     (OLD.account, OLD.role, OLD.division, OLD.source) THEN
    RAISE EXCEPTION 'a role is ended and given anew, never altered'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'membership_unaltered';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER membership_kept BEFORE UPDATE ON membership
  FOR EACH ROW EXECUTE FUNCTION keep_membership();
CREATE UNIQUE INDEX membership_once ON membership
  (account, role, division, COALESCE(organisation, 0), COALESCE(home, 0)) WHERE ended_at IS NULL;
"""

LOOK_UPS = """
CREATE INDEX membership_of_organisation ON membership (organisation) WHERE ended_at IS NULL;
CREATE INDEX membership_of_home ON membership (home) WHERE ended_at IS NULL;
CREATE INDEX membership_of_division ON membership (division, role) WHERE ended_at IS NULL;
CREATE INDEX session_of_account ON session (account, created_at);
CREATE INDEX session_end ON session (ends_at);
CREATE INDEX one_time_code_waiting ON one_time_code (phone_key, browser_sha256, id);
CREATE INDEX invitation_open ON invitation (invited_by, expires_at) WHERE accepted_at IS NULL;
CREATE INDEX cover_delegate ON cover (delegate, ends_on) WHERE ended_at IS NULL;
CREATE INDEX recovery_code_of ON recovery_code (account) WHERE used_at IS NULL;
CREATE INDEX background_check_of ON background_check (account, next_due_on DESC);
CREATE INDEX organisation_waiting ON organisation (division, applied_at) WHERE status = 'applied';
CREATE INDEX organisation_due ON organisation (next_check_at) WHERE status = 'verified';
CREATE INDEX organisation_person ON organisation (person_key) WHERE person_key IS NOT NULL;
CREATE INDEX organisation_phone ON organisation (phone_key) WHERE phone_key IS NOT NULL;
CREATE INDEX organisation_address ON organisation (address_key) WHERE address_key IS NOT NULL;
CREATE INDEX organisation_bank ON organisation (bank_key) WHERE bank_key IS NOT NULL;
"""


async def forwards() -> MigrationManager:
    """Each step stands on the one before."""
    return raw_sql(ID, "people", DESCRIPTION, APPROVALS, MEMBERSHIP, LOOK_UPS)
