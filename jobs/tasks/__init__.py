"""Long tasks by name: a clock hand each, calling a room's command. Meaning stays in the rooms."""

from collections.abc import Awaitable, Callable
from typing import Any

from jobs.tasks import (
    care,
    contracts,
    giving,
    homes,
    insight,
    ledger,
    matching,
    notices,
    openness,
    posts,
    publiclog,
    search,
    statements,
)

Report = Callable[[int], Awaitable[None]]
LongTask = Callable[..., Awaitable[dict[str, Any]]]

TASKS: dict[str, LongTask] = {
    "propose_matches": matching.propose_matches,
    "match_by_day": matching.match_by_day,
    "reconcile_search": search.reconcile_search,
    "rebuild_search": search.rebuild_search,
    "notice_idle_homes": homes.notice_idle_homes,
    "review_tutors": posts.review_tutors,
    "track_donations": giving.track_donations,
    "track_contracts": contracts.track_contracts,
    "offer_by_rules": giving.offer_by_rules,
    "offer_by_rule": giving.offer_by_rule,
    "keep_children": care.keep_children,
    "recount_gauges": insight.recount,
    "keep_notices": notices.keep_notices,
    "write_open_data": openness.write_open_data,
    "note_public_changes": openness.note_public_changes,
    "sign_public_log": publiclog.sign_public_log,
    "seal_ledger": ledger.seal_ledger,
    "verify_ledger": ledger.verify_ledger,
    "reconcile_ledger": statements.reconcile_books,
}
