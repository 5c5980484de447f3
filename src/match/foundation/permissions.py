"""Every permission by name, and which role holds it. Roles are those of domain.md §1.9."""

from enum import StrEnum


class Permission(StrEnum):
    """``room:verb``. The door asks for one; the room's policy decides about the thing itself."""

    homes_keep = "homes:keep"
    homes_import = "homes:import"
    homes_decide = "homes:decide"
    standards_inspect = "standards:inspect"
    standards_survey = "standards:survey"
    incubation_keep = "incubation:keep"
    incubation_propose = "incubation:propose"
    activities_approve = "activities:approve"
    care_keep = "care:keep"
    care_approve = "care:approve"
    care_watch = "care:watch"
    care_name = "care:name"
    care_totals = "care:totals"
    care_reports = "care:reports"
    care_concerns = "care:concerns"
    care_cases = "care:cases"
    care_refer = "care:refer"
    pairs_ask = "pairs:ask"
    pairs_decide = "pairs:decide"
    needs_draft = "needs:draft"
    needs_draft_for = "needs:draft_for"
    needs_check = "needs:check"
    needs_approve = "needs:approve"
    offers_draft = "offers:draft"
    offers_moderate = "offers:moderate"
    tenders_publish = "tenders:publish"
    tenders_read = "tenders:read"
    tenders_watch = "tenders:watch"
    panels_keep = "panels:keep"
    panels_countersign = "panels:countersign"
    suppliers_keep = "suppliers:keep"
    objections_read = "objections:read"
    objections_decide = "objections:decide"
    bids_submit = "bids:submit"
    bids_open = "bids:open"
    contracts_read = "contracts:read"
    contracts_supervise = "contracts:supervise"
    contracts_pay = "contracts:pay"
    matching_run = "matching:run"
    matching_read = "matching:read"
    matching_accept = "matching:accept"
    matching_approve = "matching:approve"
    giving_read = "giving:read"
    giving_pledge = "giving:pledge"
    giving_approve = "giving:approve"
    giving_countersign = "giving:countersign"
    campaigns_check = "campaigns:check"
    ledger_read = "ledger:read"
    ledger_settle = "ledger:settle"
    statements_keep = "statements:keep"
    posts_name = "posts:name"
    posts_guide = "posts:guide"
    training_keep = "training:keep"
    training_library = "training:library"
    people_verify = "people:verify"
    people_invite = "people:invite"
    people_grant = "people:grant"
    people_cover = "people:cover"
    places_load = "places:load"
    parameters_set = "parameters:set"
    audit_read = "audit:read"
    flags_read = "flags:read"
    publiclog_takedown = "publiclog:takedown"
    insight_read = "insight:read"
    upkeep_read = "upkeep:read"
    upkeep_keep = "upkeep:keep"
    upkeep_approve = "upkeep:approve"
    upkeep_fund = "upkeep:fund"
    upkeep_title = "upkeep:title"
    upkeep_coordinate = "upkeep:coordinate"
    publicity_write = "publicity:write"
    publicity_edit = "publicity:edit"
    publicity_proof = "publicity:proof"
    publicity_library = "publicity:library"
    deadlines_watch = "deadlines:watch"
    outbox_read = "outbox:read"
    outbox_redrive = "outbox:redrive"
    partners_approve = "partners:approve"


class Role(StrEnum):
    """Who somebody is, within a division or an organisation."""

    director = "director"
    rota = "rota"
    supervisor = "supervisor"
    station = "station"
    county = "county"
    protection = "protection"
    prefecture = "prefecture"
    province = "province"
    education = "education"
    federation = "federation"
    finance = "finance"
    party = "party"
    purchaser = "purchaser"
    panel = "panel"
    auditor = "auditor"
    manager = "manager"
    donor = "donor"
    volunteer = "volunteer"
    expert = "expert"
    editor = "editor"
    administrator = "administrator"


P = Permission
_CARE = {P.care_keep, P.care_approve, P.care_watch, P.care_totals}
_CASES = {P.care_reports, P.care_cases, P.care_refer, P.pairs_decide}
# Author, editor and proof-reader of one article are three people, whatever each of them may do.
_PRESS = {P.publicity_write, P.publicity_edit, P.publicity_proof, P.publicity_library}
_TOWNSHIP = {
    P.deadlines_watch,
    P.upkeep_read,
    P.insight_read,
    P.incubation_propose,
    P.needs_draft_for,
    P.activities_approve,
    P.needs_check,
    P.people_cover,
    P.giving_read,
    P.matching_read,
}
_COUNTY = {
    P.deadlines_watch,
    P.publiclog_takedown,
    P.posts_name,
    P.training_keep,
    P.standards_inspect,
    P.standards_survey,
    *_CARE,
    *_CASES,
    P.care_name,
    P.upkeep_read,
    P.upkeep_keep,
    P.upkeep_title,
    P.upkeep_coordinate,
    P.insight_read,
    P.incubation_keep,
    P.incubation_propose,
    P.homes_import,
    P.homes_decide,
    P.needs_draft_for,
    P.needs_approve,
    P.offers_moderate,
    P.matching_run,
    P.matching_read,
    P.matching_approve,
    P.giving_read,
    P.giving_approve,
    P.campaigns_check,
    P.ledger_read,
    P.ledger_settle,
    P.people_verify,
    P.people_invite,
    P.people_cover,
    P.tenders_read,
    P.panels_keep,
    P.contracts_read,
    P.contracts_supervise,
    P.publicity_write,
    P.publicity_library,
}

ROLES: dict[Role, frozenset[Permission]] = {
    Role.director: frozenset(
        {
            P.care_keep,
            P.pairs_ask,
            P.homes_keep,
            P.needs_draft,
            P.matching_accept,
            P.giving_read,
            P.people_cover,
        }
    ),
    Role.rota: frozenset(),
    Role.supervisor: frozenset(
        _TOWNSHIP
        | {
            P.posts_name,
            *_CARE,
            P.care_refer,
            P.people_invite,
            P.standards_inspect,
            P.standards_survey,
        }
    ),
    Role.station: frozenset(
        {
            P.posts_guide,
            P.standards_survey,
            P.care_keep,
            P.care_refer,
            P.care_totals,
            P.insight_read,
            P.incubation_propose,
            P.needs_draft_for,
            P.matching_read,
            P.giving_read,
        }
    ),
    Role.county: frozenset(_COUNTY),
    Role.protection: frozenset(
        {
            P.publiclog_takedown,
            P.posts_guide,
            P.training_keep,
            *_CARE,
            *_CASES,
            P.care_concerns,
            P.insight_read,
            P.standards_inspect,
            P.matching_read,
            P.giving_read,
        }
    ),
    Role.prefecture: frozenset(
        {
            P.deadlines_watch,
            P.publiclog_takedown,
            *_PRESS,
            P.training_keep,
            P.care_approve,
            P.care_name,
            P.care_reports,
            P.care_concerns,
            P.care_totals,
            P.upkeep_read,
            P.upkeep_approve,
            P.upkeep_title,
            P.upkeep_coordinate,
            P.insight_read,
            P.incubation_keep,
            P.homes_import,
            P.homes_decide,
            P.offers_moderate,
            P.matching_run,
            P.matching_read,
            P.giving_read,
            P.giving_countersign,
            P.campaigns_check,
            P.ledger_read,
            P.ledger_settle,
            P.people_verify,
            P.people_invite,
            P.people_cover,
            P.tenders_read,
            P.panels_keep,
            P.panels_countersign,
        }
    ),
    Role.province: frozenset(
        {
            P.deadlines_watch,
            P.publiclog_takedown,
            *_PRESS,
            P.training_keep,
            P.training_library,
            P.care_concerns,
            P.care_totals,
            P.upkeep_read,
            P.upkeep_approve,
            P.upkeep_title,
            P.upkeep_coordinate,
            P.insight_read,
            P.incubation_keep,
            P.homes_decide,
            P.offers_moderate,
            P.matching_run,
            P.matching_read,
            P.giving_read,
            P.giving_countersign,
            P.campaigns_check,
            P.ledger_read,
            P.ledger_settle,
            P.people_verify,
            P.people_invite,
            P.people_cover,
            P.parameters_set,
            P.tenders_read,
            P.panels_keep,
            P.panels_countersign,
        }
    ),
    Role.education: frozenset(
        {P.training_keep, P.insight_read, P.matching_read, P.bids_open, P.publicity_write}
    ),
    Role.federation: frozenset({P.insight_read, P.matching_read, P.bids_open, P.publicity_write}),
    Role.finance: frozenset(
        {
            P.deadlines_watch,
            P.upkeep_read,
            P.upkeep_fund,
            P.insight_read,
            P.flags_read,
            P.giving_read,
            P.giving_countersign,
            P.ledger_read,
            P.ledger_settle,
            P.tenders_watch,
            P.tenders_read,
            P.contracts_read,
            P.contracts_supervise,
            P.contracts_pay,
            P.bids_open,
            P.objections_read,
            P.objections_decide,
            P.panels_keep,
            P.panels_countersign,
        }
    ),
    Role.party: frozenset(
        {
            P.insight_read,
            P.flags_read,
            P.contracts_read,
            P.bids_open,
            P.objections_read,
            P.panels_countersign,
        }
    ),
    Role.purchaser: frozenset({P.tenders_publish, P.tenders_read, P.bids_open}),
    Role.panel: frozenset(),
    Role.auditor: frozenset(
        {
            P.upkeep_read,
            P.insight_read,
            P.audit_read,
            P.flags_read,
            P.matching_read,
            P.giving_read,
            P.ledger_read,
            P.tenders_watch,
            P.tenders_read,
            P.contracts_read,
            P.bids_open,
            P.objections_read,
        }
    ),
    Role.manager: frozenset(
        {
            P.offers_draft,
            P.matching_accept,
            P.giving_read,
            P.giving_pledge,
            P.people_cover,
            P.statements_keep,
            P.bids_submit,
            P.suppliers_keep,
        }
    ),
    Role.donor: frozenset({P.offers_draft, P.matching_accept, P.giving_read, P.giving_pledge}),
    Role.volunteer: frozenset({P.offers_draft, P.matching_accept, P.giving_read, P.giving_pledge}),
    Role.expert: frozenset({P.bids_open}),
    Role.editor: frozenset(_PRESS),
    Role.administrator: frozenset(
        {
            P.people_grant,
            P.places_load,
            P.outbox_read,
            P.outbox_redrive,
            P.audit_read,
            P.partners_approve,
        }
    ),
}

# Whoever decides over other people's requests carries a second factor, from the township up.
STAFF = frozenset(
    {
        Role.supervisor,
        Role.station,
        Role.county,
        Role.protection,
        Role.prefecture,
        Role.province,
        Role.education,
        Role.federation,
        Role.finance,
        Role.party,
        Role.purchaser,
        Role.panel,
        Role.auditor,
        Role.editor,
        Role.administrator,
    }
)
