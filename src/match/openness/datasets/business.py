"""Public purchases and their contracts as tables; the whole of them is told by OCDS."""

from match.openness.datasets.shapes import Dataset

# The winner is the purchaser's own until the result is published (实施条例43).
_NAMED = (
    "(t.status IN ('awarded', 'contracted') OR (t.status = 'archived' AND t.contracted_at IS NOT"
    " NULL))"
)
_SIGNED = "c.status IN ('in_force', 'completed', 'evaluated', 'terminated', 'archived')"
PURCHASES = Dataset(
    "purchases",
    "business",
    "SELECT t.id, t.organisation_id, t.division, t.status, t.mode, t.method, t.scheme, t.title,"
    " t.category, t.item_code, t.budget_fen, t.requirements, t.service_days, t.fiscal_year,"
    " t.intent_at, t.published_at, CASE WHEN t.published_at IS NOT NULL THEN t.closes_at END AS"
    " closes_at, t.opened_at, t.awarded_at, t.contracted_at, t.reason, t.official_notice_url,"
    f" CASE WHEN {_NAMED} THEN t.winner_id END AS winner_id,"
    f" CASE WHEN {_NAMED} THEN t.winner_name END AS winner_name,"
    f" CASE WHEN {_NAMED} THEN t.award_fen END AS award_fen FROM tender t"
    " WHERE t.status <> 'draft' AND (t.published_at IS NOT NULL OR t.intent_at IS NOT NULL)",
    page="/purchases/{id}",
    made_by="tenders.commands.publish_tender",
)
CONTRACTS = Dataset(
    "contracts",
    "business",
    "SELECT c.id, c.number, c.source, c.status, c.tender_id, c.purchaser_id, c.supplier_id,"
    " c.division, c.title, c.amount_fen, c.original_fen, c.starts_on, c.ends_on, c.signed_at,"
    f" c.published_at, c.ended_on, c.reason FROM contract c WHERE {_SIGNED}",
    page="/contracts/{id}",
    made_by="contracts.commands.sign",
)
MILESTONES = Dataset(
    "contract_milestones",
    "business",
    "SELECT m.id, m.contract_id, m.position, m.title, m.due_on, m.amount_fen, m.status,"
    " m.delivered_at, m.accepted_at FROM contract_milestone m JOIN contract c"
    f" ON c.id = m.contract_id WHERE {_SIGNED}",
    made_by="contracts.commands.conclude",
)
PAYMENTS = Dataset(
    "contract_payments",
    "business",
    "SELECT p.id, p.contract_id, p.milestone_id, p.amount_fen, p.paid_on FROM contract_payment p"
    f" JOIN contract c ON c.id = p.contract_id WHERE p.status = 'paid' AND {_SIGNED}",
    made_by="contracts.commands.record_payment",
)
GUIDING = Dataset(
    "guiding_items",
    "business",
    "SELECT i.id, i.division, i.item_code, i.name, i.parent_code, i.procurement_code, i.document,"
    " i.valid_from, i.valid_to FROM guiding_catalogue_item i",
    made_by="catalogue.importing.import_guiding_item",
)
DATASETS = (PURCHASES, CONTRACTS, MILESTONES, PAYMENTS, GUIDING)
