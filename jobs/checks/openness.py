"""Open data: what was released is what was hashed, in its order, and tells no bid early."""

CHECKS = {
    "a release is not the text that was hashed": """
        SELECT id FROM ocds_release
        WHERE encode(sha256(convert_to(body, 'UTF8')), 'hex') <> sha256
    """,
    # foundation.chain.link("openness.release", before, (release_id, sha256)), in SQL.
    "the chain of releases is broken": """
        SELECT id FROM (
          SELECT id, link, sha256(
            convert_to('openness.release', 'UTF8') || '\\x00'::bytea
            || decode(coalesce(lag(link) OVER (ORDER BY id), repeat('0', 64)), 'hex')
            || convert_to(length(release_id) || ':' || release_id || ','
                          || length(sha256) || ':' || sha256 || ',', 'UTF8')) AS counted
          FROM ocds_release) AS chained
        WHERE encode(counted, 'hex') <> link
    """,
    "a release tells bids of a purchase that was not opened": """
        SELECT r.id FROM ocds_release r JOIN tender t ON t.id = r.tender_id
        WHERE t.opened_at IS NULL AND r.body::jsonb ? 'bids'
    """,
}
