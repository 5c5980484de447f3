"""What is open at a home or in a township: counted when its post passes on."""

from collections.abc import Mapping
from typing import Any

from match.foundation import clock
from match.foundation.db import one
from match.foundation.language import pgettext
from match.posts.states import Office

# By name, since these rooms stand above this one. All of it belongs to the home or the township
# and names no person, which is why nothing is lost when the person changes.
_HOME = """
SELECT
 (SELECT count(*) FROM need WHERE home_id = $1 AND status = 'draft') AS drafts,
 (SELECT count(*) FROM need WHERE home_id = $1 AND status IN ('privacy', 'township', 'county',
   'information', 'published', 'matching', 'partly_met')) AS needs,
 (SELECT count(*) FROM parcel p JOIN donation d ON d.id = p.donation_id
   JOIN need n ON n.id = d.need_id WHERE n.home_id = $1 AND p.good IS NULL) AS parcels,
 (SELECT count(*) FROM shift WHERE home_id = $1 AND status IN ('open', 'running', 'done'))
   AS shifts,
 (SELECT count(*) FROM rota_duty WHERE home_id = $1 AND day >= $2) AS rota,
 (SELECT count(*) FROM activity WHERE home_id = $1 AND status = 'planned') AS activities,
 (SELECT count(*) FROM tutor WHERE home_id = $1 AND status <> 'ended') AS tutors
"""
_TOWNSHIP = """
SELECT
 (SELECT count(*) FROM need WHERE starts_with(division, $1) AND status = 'township') AS checks,
 (SELECT count(*) FROM home WHERE starts_with(division, $1) AND status = 'open'
   AND idle_proposed_at IS NOT NULL AND $2::date IS NOT NULL) AS quiet,
 (SELECT count(*) FROM post WHERE starts_with(division, $1) AND office = 'director'
   AND status IN ('invited', 'pending_exam', 'ready')) AS namings
"""


async def open_work(post: Mapping[str, Any]) -> dict[str, int]:
    """How many of each kind wait at the home, or in the township, of a post."""
    if post["office"] == Office.director:
        found = await one(_HOME, post["home_id"], clock.today())
    else:
        found = await one(_TOWNSHIP, post["division"][:9], clock.today())
    assert found is not None, "counts are one row"
    return dict(found)


def work_word(kind: str) -> str:
    """A kind of open work in words."""
    return {
        "drafts": pgettext("open work", "需求草稿"),
        "needs": pgettext("open work", "办理中的需求"),
        "parcels": pgettext("open work", "待清点的包裹"),
        "shifts": pgettext("open work", "志愿班次"),
        "rota": pgettext("open work", "已排的轮值"),
        "activities": pgettext("open work", "计划中的活动"),
        "tutors": pgettext("open work", "辅导员"),
        "checks": pgettext("open work", "待核实的需求"),
        "quiet": pgettext("open work", "待核实是否闲置的儿童之家"),
        "namings": pgettext("open work", "尚未到任的儿童主任"),
    }[kind]
