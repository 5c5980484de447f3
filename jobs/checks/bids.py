"""Sealed bids: nothing is read before its time, nothing is lost, and the board is one chain."""

CHECKS = {
    "no bid was opened before its deadline": (
        "SELECT c.id FROM bid_content c JOIN tender t ON t.id = c.tender_id"
        " WHERE c.opened_at < t.closes_at"
    ),
    "no share was brought before the deadline": (
        "SELECT s.id FROM opening_share s JOIN tender t ON t.id = s.tender_id"
        " WHERE s.at < t.closes_at"
    ),
    "no bid was taken after the deadline": (
        "SELECT b.id FROM bid_board b JOIN tender t ON t.id = b.tender_id"
        " WHERE b.kind IN ('sealed', 'replaced', 'withdrawn', 'confirmed') AND b.at >= t.closes_at"
    ),
    "every bid has both envelopes, its line and its receipt": (
        "SELECT b.id FROM bid b WHERE (SELECT count(*) FROM bid_envelope e"
        " WHERE e.bid_id = b.id) <> 2 OR NOT EXISTS (SELECT FROM bid_receipt r JOIN bid_board l"
        " ON l.tender_id = r.tender_id AND l.number = r.number WHERE r.bid_id = b.id"
        " AND l.kind IN ('sealed', 'replaced') AND (l.said::jsonb ->> 'bid')::bigint = b.id)"
    ),
    "the board is one chain": (
        "SELECT b.id FROM bid_board b LEFT JOIN bid_board before"
        " ON before.tender_id = b.tender_id AND before.number = b.number - 1"
        " WHERE b.hash <> bid_board_link(b)"
        " OR b.prev <> coalesce(before.hash, decode(repeat('00', 32), 'hex'))"
        " OR b.prev_at IS DISTINCT FROM before.at OR (b.number > 1 AND before.id IS NULL)"
    ),
    "the board's clock does not step back": ("SELECT id FROM bid_board WHERE at < prev_at"),
    "all bids of a purchase were opened together": (
        "SELECT s.tender_id FROM bid_sealing s JOIN bid b ON b.tender_id = s.tender_id"
        " WHERE s.status IN ('technical', 'pricing', 'opened', 'refused') AND b.status = 'sealed'"
        " UNION ALL SELECT c.tender_id FROM bid_content c GROUP BY c.tender_id, c.envelope"
        " HAVING count(DISTINCT c.opened_at) > 1"
    ),
    "an opened bid says what it says": (
        "SELECT b.id FROM bid b JOIN bid_sealing s ON s.tender_id = b.tender_id"
        " WHERE b.status = 'opened' AND (SELECT count(*) FROM bid_content c"
        " WHERE c.bid_id = b.id) <> CASE WHEN s.status = 'opened' THEN 2 ELSE 1 END"
    ),
    "what was opened is what was committed to": (
        "SELECT c.id FROM bid_content c JOIN bid_envelope e ON e.bid_id = c.bid_id"
        " AND e.envelope = c.envelope"
        " WHERE encode(sha256(c.salt || convert_to(c.said, 'UTF8')), 'hex') <> e.bid_commitment"
        " OR encode(sha256('dek'::bytea || c.dek), 'hex') <> e.dek_commitment"
    ),
    "what was refused was never read": (
        "SELECT c.id FROM bid_content c JOIN bid b ON b.id = c.bid_id"
        " WHERE b.status IN ('unopened', 'withdrawn', 'replaced', 'lapsed')"
        " UNION ALL SELECT h.id FROM opening_share h JOIN bid b ON b.id = h.bid_id"
        " WHERE b.status IN ('withdrawn', 'replaced', 'lapsed')"
    ),
    "officials of a purchase are of different bodies, as many as it says": (
        "SELECT s.tender_id FROM bid_sealing s LEFT JOIN tender_key k ON k.tender_id = s.tender_id"
        " GROUP BY s.tender_id, s.n HAVING count(DISTINCT k.body) <> s.n"
        " OR count(DISTINCT k.account_id) <> s.n"
    ),
    "no official's body bids": (
        "SELECT b.id FROM bid b JOIN tender_key k ON k.tender_id = b.tender_id"
        " AND k.body = 'organisation:' || b.organisation_id"
    ),
}
