"""Pure decisions: by which channels a message goes, when, and how it fits into a text."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

import msgspec

from match.foundation import clock
from match.notices.groups import STATUTORY, default_pace, group_of
from match.notices.states import Channel, Pace
from match.notices.words import BY_SMS, URGENT, URGENT_WHEN_NEAR, Kind

FALLBACK = (Channel.sms, Channel.wechat, Channel.mail)
DAY = 24 * 60


class Quiet(msgspec.Struct, frozen=True):
    """Quiet hours in minutes after midnight in Hunan; they may span midnight. Equal: none."""

    from_minute: int
    to_minute: int

    def over_at(self, moment: datetime) -> datetime | None:
        """When the quiet hours around *moment* end; None where it lies in none."""
        here = moment.astimezone(clock.HERE)
        minute = here.hour * 60 + here.minute
        start, end = self.from_minute, self.to_minute
        within = start <= minute < end if start <= end else minute >= start or minute < end
        if not within:
            return None
        wait = (end - minute) % DAY
        return (here + timedelta(minutes=wait)).replace(second=0, microsecond=0)


class Reader(msgspec.Struct, frozen=True):
    """
    What decides how somebody is told. ``reach``: channels with a proven address that is not
    paused. ``chosen`` maps (topic, channel) to a pace.
    """

    account_id: int
    reach: frozenset[Channel]
    staff: bool
    chosen: Mapping[tuple[str, Channel], Pace]
    quiet: Quiet | None = None


def pace_of(kind: Kind, channel: Channel, reader: Reader) -> Pace:
    """The choice for the kind, else for its group (a text only of what is worth one), else ours."""
    own = reader.chosen.get((kind.value, channel))
    if own is not None:
        return own
    default = default_pace(kind, channel, staff=reader.staff)
    of_group = reader.chosen.get((group_of(kind).value, channel))
    if of_group is None:
        return default
    return Pace.off if channel is Channel.sms and kind not in BY_SMS else of_group


def routes(kind: Kind, reader: Reader, *, pressing: bool) -> list[tuple[Channel, Pace]]:
    """
    By which channels the message leaves, and how soon. What is pressing waits for no digest; what
    the law will have sent goes by one channel at least, whatever was switched off.
    """
    found = [
        (channel, Pace.now if pressing else pace)
        for channel in Channel
        if channel in reader.reach and (pace := pace_of(kind, channel, reader)) is not Pace.off
    ]
    if not found and group_of(kind) in STATUTORY and kind in BY_SMS:
        found = [(channel, Pace.now) for channel in FALLBACK if channel in reader.reach][:1]
    return found


def urgent(kind: Kind, facts: Mapping[str, object], today: date) -> bool:
    """Whether a message may ring at night: an alarm, or something of today or tomorrow (the fact
    ``day``, an ISO date)."""
    if kind in URGENT:
        return True
    if kind not in URGENT_WHEN_NEAR:
        return False
    day = str(facts.get("day", ""))
    return bool(day) and day <= (today + timedelta(days=1)).isoformat()


def digest_at(moment: datetime, pace: Pace, hour: int, weekday: int) -> datetime:
    """When the digest that gathers at *moment* goes out; *weekday* is 1 for Monday."""
    here = moment.astimezone(clock.HERE)
    due = datetime.combine(here.date(), time(hour), clock.HERE)
    if pace is Pace.weekly:
        due += timedelta(days=(weekday - due.isoweekday()) % 7)
        return due if due > here else due + timedelta(days=7)
    return due if due > here else due + timedelta(days=1)


def minute_of(text: str) -> int:
    """``21:30`` as minutes after midnight. Raises ValueError for anything else."""
    hour, colon, minute = text.partition(":")
    if not (colon and len(minute) == 2 and hour.isdecimal() and minute.isdecimal()):
        raise ValueError(text)
    found = int(hour) * 60 + int(minute)
    if not 0 <= found < DAY or int(minute) > 59:
        raise ValueError(text)
    return found


def clock_face(minute: int) -> str:
    """Minutes after midnight as ``07:30``."""
    return f"{minute // 60:02d}:{minute % 60:02d}"
