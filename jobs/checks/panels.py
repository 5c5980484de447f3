"""Panels: who sits, who signed, what was counted, who decided."""

CHECKS = {
    "a working panel has no more members than seats": (
        "SELECT p.id FROM panel p WHERE (SELECT count(*) FROM panel_seat s"
        " WHERE s.panel_id = p.id AND s.status IN ('asked', 'confirmed')) > p.size"
    ),
    "a panel that scores is whole, and two thirds of it are experts": (
        "SELECT p.id FROM panel p WHERE p.status IN ('scoring', 'prices', 'signing', 'reported')"
        " AND ((SELECT count(*) FROM panel_seat s WHERE s.panel_id = p.id"
        " AND s.status = 'confirmed') <> p.size OR (SELECT count(*) FROM panel_seat s"
        " WHERE s.panel_id = p.id AND s.status = 'confirmed' AND s.kind = 'expert') < p.experts)"
    ),
    "no expert sits with a tie": (
        "SELECT s.id FROM panel_seat s JOIN panel_candidate c ON c.id = s.candidate_id"
        " WHERE s.status IN ('asked', 'confirmed') AND c.ties <> '[]'"
    ),
    "nobody who holds a key of the opening judges": (
        "SELECT s.id FROM panel_seat s JOIN panel p ON p.id = s.panel_id"
        " JOIN tender_key k ON k.tender_id = p.tender_id AND k.account_id = s.account_id"
        " WHERE s.status IN ('asked', 'confirmed')"
    ),
    "what was announced is what was committed to": (
        "SELECT id FROM panel WHERE commitment <> encode(sha256(convert_to('xth-draw-1|commit|'"
        " || tender_id || '|' || nonce, 'UTF8')), 'hex')"
    ),
    "a counted panel's sheets are all signed": (
        "SELECT s.id FROM panel p JOIN panel_seat s ON s.panel_id = p.id"
        " WHERE p.status IN ('signing', 'reported') AND s.status = 'confirmed' AND NOT EXISTS"
        " (SELECT FROM panel_signature g WHERE g.seat_id = s.id AND g.part = 'sheet')"
    ),
    "a report has every member's name or silence": (
        "SELECT s.id FROM panel p JOIN panel_seat s ON s.panel_id = p.id"
        " WHERE p.status = 'reported' AND s.status = 'confirmed' AND NOT EXISTS"
        " (SELECT FROM panel_signature g WHERE g.seat_id = s.id AND g.part = 'report'"
        " AND g.content_hash = p.content_hash)"
    ),
    "places go from one without gaps": (
        "SELECT panel_id FROM panel_bid WHERE place IS NOT NULL GROUP BY panel_id"
        " HAVING max(place) <> count(*) OR min(place) <> 1"
    ),
    "no place goes to fewer points before more": (
        "SELECT a.id FROM panel_bid a JOIN panel_bid b ON b.panel_id = a.panel_id"
        " AND b.place = a.place + 1 WHERE a.points < b.points"
    ),
    "an award was confirmed by another body": (
        "SELECT d.id FROM tender_decision d WHERE d.awarded_at IS NOT NULL AND NOT EXISTS"
        " (SELECT FROM approval a WHERE a.subject_kind = 'tender_decision'"
        " AND a.subject_id = d.id AND a.subject_hash = d.content_hash"
        " AND a.body <> d.decided_body AND a.approver <> d.decided_by)"
    ),
    "the winner of a purchase is the one that was decided": (
        "SELECT t.id FROM tender t JOIN tender_decision d ON d.tender_id = t.id"
        " AND d.undone_at IS NULL WHERE t.winner_bid IS DISTINCT FROM d.bid_id"
        " OR t.award_fen IS DISTINCT FROM d.price_fen"
    ),
    "a report that waits knows when it is over": (
        "SELECT id FROM panel WHERE status = 'signing' AND next_check_at IS NULL"
    ),
}
