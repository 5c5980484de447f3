-- The bank's broken twin: read, compute, write. No lock, no key, and none of the guards that would
-- catch it: what a ledger is without them.
ALTER TABLE ledger_entry DROP CONSTRAINT ledger_entry_version_once;
ALTER TABLE ledger_tx DROP CONSTRAINT ledger_tx_key_key;
ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_above_floor;
ALTER TABLE ledger_account DISABLE TRIGGER USER;
ALTER TABLE ledger_tx DISABLE TRIGGER USER;
ALTER TABLE ledger_entry DISABLE TRIGGER USER;

CREATE OR REPLACE FUNCTION ledger_post(
  wanted_key uuid, wanted_kind text, about_kind text, about_id bigint, who bigint, said text,
  accounts bigint[], amounts bigint[], undoes bigint DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  number bigint := nextval('ledger_tx_id_seq');
  read record;
  place int;
BEGIN
  INSERT INTO ledger_tx (id, key, content, kind, subject_kind, subject_id, note, lines, hash)
  VALUES (number, wanted_key, '', wanted_kind, about_kind, about_id, said,
          cardinality(accounts), '');
  -- In the order of accounts, so that it is wrong rather than stuck in deadlocks.
  FOR place IN SELECT p FROM generate_subscripts(accounts, 1) AS p ORDER BY accounts[p] LOOP
    SELECT * INTO read FROM ledger_account WHERE id = accounts[place];
    IF read.balance + amounts[place] < read.floor THEN
      PERFORM ledger_refuse('LG003', json_build_object('account', read.id, 'kind', read.kind,
        'unit', read.unit, 'balance', read.balance, 'asked', -amounts[place]));
    END IF;
    INSERT INTO ledger_entry (tx_id, line, account_id, amount, version, balance_after, prev, hash)
    VALUES (number, place, read.id, amounts[place], read.version + 1,
            read.balance + amounts[place], read.head, sha256(read.head));
    UPDATE ledger_account SET balance = read.balance + amounts[place],
      version = read.version + 1, head = sha256(read.head) WHERE id = read.id;
  END LOOP;
  RETURN number;
END $$;
