"""Time is data: rows that wait carry ``next_check_at``; once a minute what is due gets poked."""

import structlog

from match.bids.commands import drop_stale_uploads, sweep_gatherings, sweep_openings
from match.care.cases.commands import sweep_contacts, sweep_referrals, sweep_reports
from match.care.pairs.commands import sweep_pairs
from match.contracts.commands import sweep_contracts
from match.files.resuming import drop_photo_parts
from match.foundation.actor import SYSTEM
from match.foundation.errors import MatchError
from match.foundation.settings import settings
from match.giving.campaigns.commands import sweep_campaigns
from match.giving.commands import sweep_donations
from match.giving.disclosure.commands import sweep_duties
from match.giving.pledging.commands import sweep_pledges, sweep_surplus
from match.giving.standing.commands import sweep_rules
from match.homes.commands import sweep_home_papers
from match.incubation.commands import sweep_counsellors
from match.insight.commands import sweep_gauges
from match.matching.commands import sweep_proposals
from match.needs.commands import sweep_needs
from match.objections.commands import sweep_objections
from match.offers.commands import sweep_offers
from match.openness.following.commands import sweep_searches
from match.openness.partners.commands import write_messages
from match.panels.commands import sweep_panels
from match.people.commands import sweep_people
from match.publicity.commands import sweep_articles, sweep_policies
from match.publicity.wechat.commands import sweep_wechat
from match.site.importing.commands import sweep_imports
from match.standards.commands import sweep_standard_tasks
from match.statements.commands import sweep_statements
from match.suppliers.commands import sweep_papers
from match.tenders.commands import sweep_bonds, sweep_tender_dues, sweep_tenders
from match.tenders.questions.commands import sweep_questions
from match.upkeep.commands import sweep_decisions, sweep_insurance
from match.volunteers.commands import sweep_calls, sweep_shifts, sweep_volunteer_reminders

LOG = structlog.get_logger()
SWEEPS = (
    sweep_needs,
    sweep_offers,
    sweep_proposals,
    sweep_pledges,
    sweep_surplus,
    sweep_donations,
    sweep_duties,
    sweep_rules,
    sweep_campaigns,
    sweep_panels,
    sweep_people,
    sweep_searches,
    sweep_statements,
    sweep_openings,
    sweep_gatherings,
    drop_stale_uploads,
    drop_photo_parts,
    sweep_tenders,
    sweep_tender_dues,
    sweep_bonds,
    sweep_questions,
    sweep_shifts,
    sweep_calls,
    sweep_volunteer_reminders,
    sweep_counsellors,
    sweep_contracts,
    sweep_papers,
    sweep_insurance,
    sweep_decisions,
    sweep_objections,
    sweep_gauges,
    sweep_home_papers,
    sweep_standard_tasks,
    sweep_imports,
    sweep_wechat,
    sweep_articles,
    sweep_policies,
    write_messages,
)

# A minute is the grain of a report's quarter of an hour: these go first. Without the restricted
# room there is nothing to sweep, and no way in.
IN_CARE = (sweep_reports, sweep_referrals, sweep_contacts, sweep_pairs)


async def sweep() -> dict[str, int]:
    """Run every sweep; one that is refused does not keep the others from running."""
    poked: dict[str, int] = {}
    for each in (*(IN_CARE if settings().cares else ()), *SWEEPS):
        try:
            poked[each.__name__] = await each(SYSTEM)
        except MatchError as error:
            LOG.warning("sweep_refused", sweep=each.__name__, code=error.code)
    return poked
