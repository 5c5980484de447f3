"""Partners' programs: nobody is called without a decision, nothing waits for ever, quotas hold."""

CHECKS = {
    "a webhook is called that its own owner approved": """
        SELECT id FROM web_hook WHERE decided_by = account_id
    """,
    "a webhook was called although nobody has decided": """
        SELECT h.id FROM web_hook h JOIN hook_message m ON m.hook_id = h.id
        WHERE h.decided_at IS NULL
    """,
    "a message to a webhook waits a day past its time": """
        SELECT m.id FROM hook_message m JOIN web_hook h ON h.id = m.hook_id
          JOIN account a ON a.id = h.account_id
        WHERE m.status = 'waiting' AND h.status = 'active' AND a.disabled_at IS NULL
          AND a.erased_at IS NULL AND m.next_check_at < now() - interval '1 day'
    """,
    "a key was used more often than its quota": """
        SELECT u.id FROM api_use u JOIN api_key k ON k.id = u.key_id WHERE u.calls > k.per_day
    """,
}
