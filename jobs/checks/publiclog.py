"""The public log: no gap, no altered link or text, nobody alone, and a head for every day."""

CHECKS = {
    "a place of the public log is missing": """
        SELECT id FROM (
          SELECT id, row_number() OVER (ORDER BY id) AS place FROM public_log_entry) AS placed
        WHERE id <> place
    """,
    # openness.publiclog.rules.entry_link, in SQL.
    "the chain of the public log is broken": """
        SELECT id FROM (
          SELECT id, link, chain_link('publiclog.entry',
            decode(coalesce(lag(link) OVER (ORDER BY id), repeat('0', 64)), 'hex'),
            id::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), kind, url,
            sha256, takes_down::text) AS counted
          FROM public_log_entry) AS chained
        WHERE encode(counted, 'hex') <> link
    """,
    "a document of the public log is not the one that was hashed": """
        SELECT e.id FROM public_log_entry e JOIN public_log_document d ON d.place = e.id
        WHERE encode(sha256(decode(d.salt, 'hex') || convert_to(d.body, 'UTF8')), 'hex')
              <> e.sha256
    """,
    "a document of the public log is gone without a takedown": """
        SELECT e.id FROM public_log_entry e
        WHERE NOT EXISTS (SELECT FROM public_log_document d WHERE d.place = e.id)
          AND NOT EXISTS (SELECT FROM public_log_takedown t
                           WHERE t.place = e.id AND t.status = 'done')
    """,
    "a document of the public log is there although it was taken down": """
        SELECT d.place FROM public_log_document d JOIN public_log_takedown t
          ON t.place = d.place AND t.status = 'done'
    """,
    "a head of the public log signs another log": """
        SELECT h.id FROM public_log_head h LEFT JOIN public_log_entry e ON e.id = h.place
        WHERE e.link IS DISTINCT FROM h.link
    """,
    "a head of the public log is signed with a key that was never told": """
        SELECT h.id FROM public_log_head h
        WHERE NOT EXISTS (SELECT FROM public_log_key k WHERE k.key = h.key)
    """,
    "the public log has waited two days for a head": """
        SELECT e.id FROM public_log_entry e
        WHERE e.at < now() - interval '50 hours'
          AND NOT EXISTS (SELECT FROM public_log_head h WHERE h.place >= e.id)
        ORDER BY e.id LIMIT 1
    """,
}
