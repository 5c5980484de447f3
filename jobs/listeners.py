"""Who hears what: every topic of the outbox and its listeners, on one page."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

from jobs import (
    alarms,
    announcing,
    asking,
    care_desks,
    care_facts,
    clearing,
    clocks,
    contacts,
    contracts,
    days,
    daytime,
    disclosing,
    disputes,
    duties,
    gauges,
    gifts,
    hearing,
    indexing,
    openings,
    panels,
    partners,
    pledges,
    posts,
    publicity,
    publiclog,
    runs,
    shifts,
    standards,
    training,
    upkeep,
    wechat,
)
from match.notices.carrying import carry

Hear = Callable[[int, dict[str, Any]], Awaitable[None]]


class Listener(msgspec.Struct, frozen=True):
    """One effect of a fact. ``outside`` effects are not in our transaction and may be repeated."""

    name: str
    hear: Hear
    outside: bool = False


def _inside(hear: Hear) -> Listener:
    return Listener(hear.__name__, hear)


def _index(index: str) -> Listener:
    return Listener(f"index_{index}", indexing.hearer(index), outside=True)


async def carry_delivery(event_id: int, payload: dict[str, Any]) -> None:
    """A message that wants to leave the house, to its provider."""
    del event_id
    await carry(payload["delivery_id"])


async def start_ordered_run(event_id: int, payload: dict[str, Any]) -> None:
    """A run was ordered: the long worker gets it at once. Asking twice asks once."""
    del event_id
    await runs.ask("propose_matches", order=payload["order_id"])


_SUBJECTS: dict[str, tuple[Listener, ...]] = {
    "delivery": (Listener("carry_delivery", carry_delivery, outside=True),),
    "need": (_index("needs"),),
    "home": (_index("homes"),),
    "offer": (_index("offers"),),
    "tender": (_index("purchases"),),
    "organisation": (_index("organisations"),),
    "policy": (_index("policies"),),
} | dict.fromkeys(
    ("donation", "use_report", "progress_report", "use_question"),
    (_inside(duties.keep_duties_of_gift),),
)


def _heard(*pages: dict[str, tuple[Hear, ...]]) -> dict[str, tuple[Listener, ...]]:
    """Every page's hearers of a topic, one after another."""
    heard: dict[str, tuple[Listener, ...]] = {}
    for page in pages:
        for topic, hearers in page.items():
            heard[topic] = heard.get(topic, ()) + tuple(_inside(hear) for hear in hearers)
    return heard


_TOPICS: dict[str, tuple[Listener, ...]] = _heard(
    alarms.TOPICS,
    hearing.TOPICS,
    announcing.TOPICS,
    gifts.TOPICS,
    pledges.TOPICS,
    shifts.TOPICS,
    contracts.TOPICS,
    days.TOPICS,
    duties.TOPICS,
    clearing.TOPICS,
    clocks.TOPICS,
    contacts.TOPICS,
    disclosing.TOPICS,
    asking.TOPICS,
    disputes.TOPICS,
    openings.TOPICS,
    panels.TOPICS,
    partners.TOPICS,
    posts.TOPICS,
    publicity.TOPICS,
    publiclog.TOPICS,
    training.TOPICS,
    standards.TOPICS,
    upkeep.TOPICS,
    care_desks.TOPICS,
    care_facts.TOPICS,
    wechat.TOPICS,
) | {
    **{
        topic: (Listener("carry_wechat", wechat.carry_wechat, outside=True),)
        for topic in wechat.CARRIED
    },
    "report_mail.wanted": (
        Listener("carry_report_mail", care_desks.carry_report_mail, outside=True),
    ),
    "run.ordered": (Listener("start_ordered_run", start_ordered_run, outside=True),),
    "rule.run_ordered": (Listener("start_rule_run", pledges.start_rule_run, outside=True),),
}
_TOPICS["match.announced"] += (
    Listener("index_announced_needs", announcing.index_needs, outside=True),
)
for _topic, _hear in daytime.TOPICS.items():
    # A task is asked for: it reads when its turn comes, so hearing of it twice does no harm.
    _TOPICS[_topic] = (*_TOPICS.get(_topic, ()), Listener(_hear.__name__, _hear, outside=True))


_COUNTED = _inside(gauges.mark_gauges)


def listeners_of(topic: str) -> tuple[Listener, ...]:
    """Effects inside first, then the gauges, then the index of the subject."""
    subject = topic.split(".")[0]
    counted = (_COUNTED,) if subject in gauges.SUBJECTS else ()
    return _TOPICS.get(topic, ()) + counted + _SUBJECTS.get(subject, ())
