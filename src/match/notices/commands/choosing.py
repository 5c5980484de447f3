"""What a person chooses: channels and pace of each group or kind, quiet hours, a second try."""

from collections.abc import Mapping

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.errors import Denied, Invalid, NotFound
from match.foundation.language import _
from match.notices.groups import STATUTORY, Group, group_of, group_word
from match.notices.queries.choices import choices_of, reach_of
from match.notices.rules import pace_of
from match.notices.states import Channel, Pace
from match.notices.words import BY_SMS

Choice = Mapping[tuple[str, Channel], Pace | None]


@command
async def choose(actor: Actor, wanted: Choice) -> int:
    """
    Keep what is new among *wanted*: (topic, channel) → pace, or None for "as without a choice". A
    topic is a group or a kind. Returns how many changed; every change stays on record.

    Raises Invalid, by topic, where it would switch the last channel of what the law will have sent
    off.
    """
    assert actor.id is not None, "the door lets in whoever is signed in"
    await _lock(actor.id)
    held = await choices_of(actor.id)
    changed = {key: pace for key, pace in wanted.items() if held.get(key) != pace}
    after = {key: pace for key, pace in {**held, **changed}.items() if pace is not None}
    await _refuse_silence(actor.id, after, {topic for topic, _channel in changed})
    await _keep(actor.id, changed, by_link=False)
    if changed:
        await record(
            actor,
            "notices.chosen",
            subject=("account", actor.id),
            changes={
                f"{topic}.{channel}": (held.get((topic, channel)), pace)
                for (topic, channel), pace in changed.items()
            },
        )
    return len(changed)


@command
async def choose_by_link(actor: Actor, topic: str, channel: Channel) -> bool:
    """
    The signed link of a mail, which names *actor*, says "no more of this by mail" (RFC 8058);
    whether that was new. What the law will have sent goes by another channel then, or stays where
    there is no other.
    """
    account_id = actor.id
    assert account_id is not None, "the link names an account"
    account = await value(
        "SELECT id FROM account WHERE id = $1 AND erased_at IS NULL FOR UPDATE", account_id
    )
    if account is None:
        return False
    if (await choices_of(account_id)).get((topic, channel)) is Pace.off:
        return False
    await _keep(account_id, {(topic, channel): Pace.off}, by_link=True)
    await record(
        actor,
        "notices.unsubscribed",
        subject=("account", account_id),
        changes={f"{topic}.{channel}": (None, Pace.off)},
    )
    return True


@command
async def set_quiet_hours(actor: Actor, from_minute: int, to_minute: int) -> None:
    """One's own quiet hours, in minutes after midnight in Hunan; equal ones: none."""
    await one(
        "INSERT INTO quiet_hours (account_id, from_minute, to_minute) VALUES ($1, $2, $3)"
        " ON CONFLICT (account_id) DO UPDATE SET from_minute = $2, to_minute = $3 RETURNING id",
        actor.id,
        from_minute,
        to_minute,
    )
    await record(
        actor,
        "notices.quiet_hours_set",
        subject=("account", actor.id),
        changes={"minutes": (None, f"{from_minute}-{to_minute}")},
    )


@command
async def resume_channel(actor: Actor, channel: Channel) -> None:
    """The number or address is right after all, or was corrected: try again from now on."""
    gone = await one(
        "DELETE FROM channel_pause WHERE account_id = $1 AND channel = $2 RETURNING id",
        actor.id,
        channel.value,
    )
    if gone is None:
        raise NotFound(_("这个渠道没有暂停。"))
    await record(
        actor,
        "notices.channel_resumed",
        subject=("account", actor.id),
        changes={"channel": (None, channel.value)},
    )


@command
async def channel_proven(actor: Actor, account_id: int, channel: Channel) -> bool:
    """The address was proven anew: the channel rests no more; whether it did."""
    if not actor.system:
        raise Denied(_("这项工作由系统完成。"))
    gone = await one(
        "DELETE FROM channel_pause WHERE account_id = $1 AND channel = $2 RETURNING id",
        account_id,
        channel.value,
    )
    return gone is not None


async def _lock(account_id: int) -> None:
    """Two browsers of one person, one after the other."""
    await value("SELECT id FROM account WHERE id = $1 FOR UPDATE", account_id)


async def _refuse_silence(
    account_id: int, after: Mapping[tuple[str, Channel], Pace], topics: set[str]
) -> None:
    reader = await reach_of(account_id, after)
    complaints: dict[str, str] = {}
    for kind in BY_SMS:
        group = group_of(kind)
        if group not in STATUTORY or not {kind.value, group.value} & topics:
            continue
        if all(pace_of(kind, channel, reader) is Pace.off for channel in reader.reach):
            complaints[kind.value if kind.value in topics else group.value] = _silenced(group)
    if complaints:
        raise Invalid(complaints)


def _silenced(group: Group) -> str:
    return _("“%(group)s”是法律规定必须送达的提醒，至少保留短信、邮件或微信中的一种。") % {
        "group": group_word(group)[0]
    }


async def _keep(account_id: int, changed: Choice, *, by_link: bool) -> None:
    await rows(
        "INSERT INTO notice_choice (account_id, topic, channel, pace, by_link, at)"
        " SELECT $1, t, c, p, $5, $6 FROM unnest($2::varchar[], $3::varchar[], $4::varchar[])"
        " AS w(t, c, p) RETURNING id",
        account_id,
        [topic for topic, _channel in changed],
        [channel.value for _topic, channel in changed],
        [pace.value if pace else "" for pace in changed.values()],
        by_link,
        clock.now(),
    )
