"""The ledger's second net: one door to write through, and rules that hold for the owner too."""

from piccolo.apps.migrations.auto.migration_manager import MigrationManager

from match.foundation.guards import raw_sql

ID = "2026-11-26T09:00:00:000000"
VERSION = "1.38.0"
DESCRIPTION = "Ties, posting, balance at commit, append-only, grants."

TIES = """
ALTER TABLE ledger_tx ADD CONSTRAINT ledger_tx_reverses_fk
  FOREIGN KEY (reverses) REFERENCES ledger_tx (id) ON DELETE RESTRICT;
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_tx_fk
  FOREIGN KEY (tx_id) REFERENCES ledger_tx (id) ON DELETE RESTRICT;
ALTER TABLE ledger_entry ADD CONSTRAINT ledger_entry_account_fk
  FOREIGN KEY (account_id) REFERENCES ledger_account (id) ON DELETE RESTRICT;
CREATE INDEX ledger_tx_subject ON ledger_tx (subject_kind, subject_id, id);
"""

# What one row says, as the text that is hashed. `match.ledger.twin` says the same in Python.
LINKS = """
CREATE FUNCTION ledger_account_link(a ledger_account) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT chain_link('ledger.account', decode(repeat('00', 32), 'hex'), a.id::text, a.kind,
                    a.owner_kind, a.owner_id::text, a.unit, a.floor::text)
$$;

-- What was done; a repeat of the same key must have it in common with the first.
CREATE FUNCTION ledger_content(kind text, about_kind text, about_id bigint, note text,
                               undoes bigint, accounts bigint[], amounts bigint[]) RETURNS bytea
LANGUAGE sql IMMUTABLE AS $$
  SELECT chain_link('ledger.content', decode(repeat('00', 32), 'hex'), kind, about_kind,
                    about_id::text, note, undoes::text, accounts::text, amounts::text)
$$;

-- Who did it, when, under which number and key. `content` holds the rest.
CREATE FUNCTION ledger_tx_link(t ledger_tx) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT chain_link('ledger.tx', decode(repeat('00', 32), 'hex'), t.id::text, t.key::text,
                    t.actor_id::text, ((extract(epoch FROM t.at) * 1000000)::bigint)::text,
                    encode(t.content, 'hex'))
$$;
"""

# Every refusal has a code of class LG and its facts as JSON in DETAIL; `match.ledger.refusals`
# puts it into words. DETAIL never reaches PostgreSQL's log.
POST = """
CREATE FUNCTION ledger_refuse(code text, facts json) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'ledger refused: %', code USING ERRCODE = code, DETAIL = facts::text;
END $$;

CREATE FUNCTION ledger_post(
  wanted_key uuid, wanted_kind text, about_kind text, about_id bigint, who bigint, said text,
  accounts bigint[], amounts bigint[], undoes bigint DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  made ledger_tx;
  held record;
  wrong record;
BEGIN
  IF undoes IS NOT NULL THEN
    SELECT t.subject_kind, t.subject_id, t.reverses INTO held FROM ledger_tx t WHERE t.id = undoes;
    IF NOT FOUND THEN
      PERFORM ledger_refuse('LG008', json_build_object('tx', undoes));
    ELSIF held.reverses IS NOT NULL THEN
      PERFORM ledger_refuse('LG005', json_build_object('tx', undoes));
    END IF;
    about_kind := held.subject_kind;
    about_id := held.subject_id;
    SELECT array_agg(e.account_id), array_agg(-e.amount) INTO accounts, amounts
      FROM ledger_entry e WHERE e.tx_id = undoes;
  END IF;

  IF cardinality(accounts) IS DISTINCT FROM cardinality(amounts) OR cardinality(accounts) < 2
     OR array_position(accounts, NULL) IS NOT NULL OR array_position(amounts, NULL) IS NOT NULL
     OR 0 = ANY (amounts)
     OR cardinality(accounts) <> (SELECT count(DISTINCT a) FROM unnest(accounts) AS a) THEN
    PERFORM ledger_refuse('LG009', '{}');
  END IF;
  -- By account: the order of the locks, and the same content whatever order it was told in.
  SELECT array_agg(a ORDER BY a), array_agg(m ORDER BY a) INTO accounts, amounts
    FROM unnest(accounts, amounts) AS told(a, m);

  -- The transaction has its number in PostgreSQL's order before it has one in ours: what a seal
  -- waits for (`sealing.py`) rests on it.
  PERFORM pg_current_xact_id();
  made.id := nextval('ledger_tx_id_seq');
  made.key := wanted_key;
  made.kind := wanted_kind;
  made.subject_kind := about_kind;
  made.subject_id := about_id;
  made.actor_id := who;
  made.note := said;
  made.reverses := undoes;
  made.lines := cardinality(accounts);
  made.at := now();
  made.content := ledger_content(wanted_kind, about_kind, about_id, said, undoes,
                                 accounts, amounts);
  made.hash := ledger_tx_link(made);
  -- Waits for a rival with the same key to commit; the next statement then sees its row.
  INSERT INTO ledger_tx VALUES (made.*) ON CONFLICT (key) DO NOTHING;
  IF NOT FOUND THEN
    SELECT t.id, t.content INTO held FROM ledger_tx t WHERE t.key = wanted_key;
    IF held.content <> made.content THEN
      PERFORM ledger_refuse('LG004', json_build_object('tx', held.id));
    END IF;
    RETURN held.id;
  END IF;

  SELECT h.halted, h.reason INTO held FROM ledger_halt h ORDER BY h.id DESC LIMIT 1;
  IF held.halted THEN
    PERFORM ledger_refuse('LG007', json_build_object('reason', held.reason));
  END IF;

  PERFORM FROM ledger_account a WHERE a.id = ANY (accounts) ORDER BY a.id FOR NO KEY UPDATE;
  SELECT told.a INTO wrong FROM unnest(accounts) AS told(a)
   WHERE NOT EXISTS (SELECT FROM ledger_account b WHERE b.id = told.a) LIMIT 1;
  IF FOUND THEN
    PERFORM ledger_refuse('LG002', json_build_object('account', wrong.a));
  END IF;
  SELECT b.unit, sum(told.m) AS difference INTO wrong
    FROM unnest(accounts, amounts) AS told(a, m) JOIN ledger_account b ON b.id = told.a
   GROUP BY b.unit HAVING sum(told.m) <> 0 LIMIT 1;
  IF FOUND THEN
    PERFORM ledger_refuse('LG001', json_build_object('unit', wrong.unit,
                                                     'difference', wrong.difference));
  END IF;
  SELECT b.id, b.kind, b.unit, b.balance, -told.m AS asked INTO wrong
    FROM unnest(accounts, amounts) AS told(a, m) JOIN ledger_account b ON b.id = told.a
   WHERE b.balance + told.m < b.floor ORDER BY b.id LIMIT 1;
  IF FOUND THEN
    PERFORM ledger_refuse('LG003', json_build_object('account', wrong.id, 'kind', wrong.kind,
      'unit', wrong.unit, 'balance', wrong.balance, 'asked', wrong.asked));
  END IF;

  INSERT INTO ledger_entry (tx_id, line, account_id, amount, version, balance_after, prev, hash)
  SELECT made.id, told.line, b.id, told.m, b.version + 1, b.balance + told.m, b.head,
         chain_link('ledger.entry', b.head, encode(made.hash, 'hex'), told.line::text,
                    b.id::text, told.m::text, (b.version + 1)::text, (b.balance + told.m)::text)
    FROM unnest(accounts, amounts) WITH ORDINALITY AS told(a, m, line)
    JOIN ledger_account b ON b.id = told.a;
  UPDATE ledger_account b SET balance = e.balance_after, version = e.version, head = e.hash
    FROM ledger_entry e WHERE e.tx_id = made.id AND e.account_id = b.id;
  RETURN made.id;
END $$;

CREATE FUNCTION ledger_open(wanted_kind text, of_kind text, of_id bigint, of_unit text,
                            lowest bigint)
RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  made ledger_account;
  held record;
BEGIN
  SELECT a.id, a.floor INTO held FROM ledger_account a
   WHERE (a.owner_kind, a.owner_id, a.kind, a.unit) = (of_kind, of_id, wanted_kind, of_unit);
  IF NOT FOUND THEN
    made.id := nextval('ledger_account_id_seq');
    made.kind := wanted_kind;
    made.owner_kind := of_kind;
    made.owner_id := of_id;
    made.unit := of_unit;
    made.floor := lowest;
    made.balance := 0;
    made.version := 0;
    made.opened_at := now();
    made.head := ledger_account_link(made);
    INSERT INTO ledger_account VALUES (made.*)
      ON CONFLICT (owner_kind, owner_id, kind, unit) DO NOTHING;
    IF FOUND THEN
      RETURN made.id;
    END IF;
    SELECT a.id, a.floor INTO held FROM ledger_account a
     WHERE (a.owner_kind, a.owner_id, a.kind, a.unit) = (of_kind, of_id, wanted_kind, of_unit);
  END IF;
  IF held.floor IS DISTINCT FROM lowest THEN
    PERFORM ledger_refuse('LG010', json_build_object('account', held.id));
  END IF;
  RETURN held.id;
END $$;
"""

# At commit, for whoever inserted: every transaction is whole, balances in each unit, keeps to the
# floors, and its accounts have moved with it.
WHOLE = """
CREATE FUNCTION ledger_refuse_torn(number bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  said record;
BEGIN
  SELECT sum(u.n) AS n, bool_or(u.total <> 0) AS uneven, bool_or(u.astray) AS astray INTO said
    FROM (SELECT count(*) AS n, sum(e.amount) AS total,
                 bool_or(e.version > a.version OR e.balance_after < a.floor) AS astray
            FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id
           WHERE e.tx_id = number GROUP BY a.unit) AS u;
  IF said.n IS DISTINCT FROM (SELECT t.lines FROM ledger_tx t WHERE t.id = number)
     OR said.uneven OR said.astray THEN
    RAISE EXCEPTION 'ledger transaction % is not whole', number
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
END $$;

CREATE FUNCTION ledger_tx_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_refuse_torn(NEW.id);
  RETURN NULL;
END $$;
CREATE FUNCTION ledger_entry_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM ledger_refuse_torn(NEW.tx_id);
  RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_tx_whole AFTER INSERT ON ledger_tx
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_tx_whole();
CREATE CONSTRAINT TRIGGER ledger_entry_whole AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_whole();

-- An account is what its entries say: it moves by one, together with the entry it names.
CREATE FUNCTION ledger_account_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.id, NEW.kind, NEW.owner_kind, NEW.owner_id, NEW.unit, NEW.floor, NEW.opened_at)
       IS DISTINCT FROM
     (OLD.id, OLD.kind, OLD.owner_kind, OLD.owner_id, OLD.unit, OLD.floor, OLD.opened_at)
     OR NEW.version <> OLD.version + 1
     OR NOT EXISTS (SELECT FROM ledger_entry e
                     WHERE e.account_id = NEW.id AND e.version = NEW.version
                       AND e.balance_after = NEW.balance AND e.hash = NEW.head
                       AND e.prev = OLD.head AND e.amount = NEW.balance - OLD.balance) THEN
    RAISE EXCEPTION 'ledger accounts move with an entry only'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_account_follows BEFORE UPDATE ON ledger_account
  FOR EACH ROW EXECUTE FUNCTION ledger_account_follows();
CREATE TRIGGER append_only BEFORE DELETE ON ledger_account
  FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER append_only_all BEFORE TRUNCATE ON ledger_account
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
SELECT append_only('ledger_tx');
SELECT append_only('ledger_entry');
SELECT append_only('ledger_seal');
SELECT append_only('ledger_halt');
"""

# The application reads, and calls two functions. Default privileges gave it more.
GRANTS = """
REVOKE ALL ON ledger_account, ledger_tx, ledger_entry FROM match_app;
REVOKE ALL ON SEQUENCE ledger_account_id_seq, ledger_tx_id_seq, ledger_entry_id_seq FROM match_app;
GRANT SELECT ON ledger_account, ledger_tx, ledger_entry TO match_app;
GRANT SELECT ON SEQUENCE ledger_tx_id_seq TO match_app;
REVOKE EXECUTE ON FUNCTION
  ledger_post(uuid, text, text, bigint, bigint, text, bigint[], bigint[], bigint),
  ledger_open(text, text, bigint, text, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION
  ledger_post(uuid, text, text, bigint, bigint, text, bigint[], bigint[], bigint),
  ledger_open(text, text, bigint, text, bigint) TO match_app;
GRANT SELECT ON ledger_account, ledger_tx, ledger_entry, ledger_seal, ledger_halt TO match_audit;
"""


async def forwards() -> MigrationManager:
    """Each step stands on the one before."""
    return raw_sql(ID, "ledger", DESCRIPTION, TIES, LINKS, POST, WHOLE, GRANTS)
