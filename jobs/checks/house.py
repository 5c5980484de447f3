"""The house itself: locale, rights, append-only tables, the outbox."""

CHECKS = {
    "Chinese is searchable (trigrams of 心理辅导 exist)": (
        "SELECT 1 WHERE show_trgm('心理辅导') = '{}'"
    ),
    "durability is on": (
        "SELECT name, setting FROM pg_settings WHERE name IN"
        " ('fsync', 'full_page_writes', 'synchronous_commit') AND setting = 'off'"
    ),
    "the application may not make tables": (
        "SELECT 1 WHERE has_schema_privilege('match_app', 'public', 'CREATE')"
    ),
    "append-only tables have both triggers": (
        "SELECT wanted FROM unnest(ARRAY['audit', 'parameter', 'match_run', 'run_price',"
        " 'unserved', 'need_closure', 'donation_step', 'allocation_line',"
        " 'agreement_version', 'goods_return', 'rule_run', 'rule_pick',"
        " 'pledge_milestone', 'regift_choice', 'money_payment', 'statement']) AS wanted"
        " WHERE (SELECT count(*) FROM pg_trigger WHERE tgrelid = wanted::regclass"
        " AND tgname IN ('append_only', 'append_only_all')) <> 2"
    ),
    "the application may not change append-only tables": (
        "SELECT wanted FROM unnest(ARRAY['audit', 'parameter', 'match_run', 'run_price',"
        " 'unserved', 'need_closure', 'donation_step', 'allocation_line',"
        " 'agreement_version', 'goods_return', 'rule_run', 'rule_pick',"
        " 'pledge_milestone', 'regift_choice', 'money_payment', 'statement']) AS wanted"
        " WHERE has_table_privilege('match_app', wanted, 'UPDATE')"
        " OR has_table_privilege('match_app', wanted, 'DELETE')"
    ),
    "no fact is dead": (
        "SELECT id, topic FROM outbox WHERE dead_at IS NOT NULL AND done_at IS NULL"
    ),
    "no fact waits longer than an hour": (
        "SELECT id, topic FROM outbox WHERE done_at IS NULL AND dead_at IS NULL"
        " AND created_at < now() - interval '1 hour'"
    ),
    "no listener had a fact twice": (
        "SELECT event_id, listener FROM inbox GROUP BY 1, 2 HAVING count(*) > 1"
    ),
    "every effect belongs to a fact": (
        "SELECT i.id FROM inbox i LEFT JOIN outbox o ON o.id = i.event_id WHERE o.id IS NULL"
    ),
}
