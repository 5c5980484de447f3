"""Something was published: whose search is it? And once a day, the digest."""

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import command, rows, value
from match.foundation.parameters import whole
from match.needs.queries import needs_by_ids
from match.notices.commands import notify
from match.notices.words import Kind
from match.openness.following import rules
from match.openness.following.rules import Found, Wanted
from match.openness.following.states import Subject
from match.tenders.queries import tenders_by_ids


@command
async def find_for_searches(actor: Actor, subject: Subject, subject_id: int) -> int:
    """
    Remember a published thing for every search it fits; returns for how many it is new. Hearing of
    it again finds it for nobody twice: one search and one thing are one row.
    """
    del actor
    found = (await public(subject, [subject_id])).get(subject_id)
    if found is None:
        return 0
    fitting = [
        row["id"]
        for row in await rows(
            "SELECT id, words, areas, categories FROM saved_search WHERE subject = $1 AND active",
            subject.value,
        )
        if rules.fits(Wanted(row["words"], tuple(row["areas"]), tuple(row["categories"])), found[1])
    ]
    new = await rows(
        "INSERT INTO search_hit (search_id, subject_id, found_at)"
        " SELECT s, $2, $3 FROM unnest($1::bigint[]) AS s ON CONFLICT DO NOTHING RETURNING id",
        fitting,
        subject_id,
        clock.now(),
    )
    return len(new)


@command
async def send_digest(actor: Actor, account_id: int) -> int:
    """
    Tell one person of everything that was found for their searches since the last digest, in one
    message; returns of how many things. Not twice on one day; what is no longer public is left out.
    """
    held = await rows(
        "SELECT id, subject, name, digest_at FROM saved_search WHERE account_id = $1"
        " ORDER BY id FOR UPDATE",
        account_id,
    )
    last = max((row["digest_at"] for row in held if row["digest_at"]), default=None)
    if not rules.digest_due(last, clock.now(), await whole("search.digest_hour")):
        return 0
    told: list[tuple[str, int]] = []
    for search in held:
        hits = await rows(
            "UPDATE search_hit SET told_at = $2 WHERE search_id = $1 AND told_at IS NULL"
            " RETURNING subject_id",
            search["id"],
            clock.now(),
        )
        shown = await public(Subject(search["subject"]), [hit["subject_id"] for hit in hits])
        if shown:
            told.append((search["name"], len(shown)))
    if not told:
        return 0
    await value(
        "UPDATE saved_search SET digest_at = $2 WHERE account_id = $1", account_id, clock.now()
    )
    await notify(
        actor,
        [account_id],
        Kind.search_digest,
        link="/me/searches",
        facts={"title": "、".join(f"{name}（{count}）" for name, count in told)},
    )
    return sum(count for _name, count in told)


async def sweep_searches(actor: Actor, limit: int = 500) -> int:
    """A digest for everybody who has something waiting; returns how many were told."""
    waiting = await rows(
        "SELECT DISTINCT s.account_id FROM saved_search s"
        " JOIN search_hit h ON h.search_id = s.id AND h.told_at IS NULL"
        " WHERE s.active AND NOT EXISTS (SELECT FROM saved_search o WHERE"
        " o.account_id = s.account_id AND (o.digest_at AT TIME ZONE 'Asia/Shanghai')::date >= $1)"
        " ORDER BY s.account_id LIMIT $2",
        clock.today(),
        limit,
    )
    sent = [await send_digest(actor, row["account_id"]) for row in waiting]
    return sum(1 for count in sent if count)


async def public(subject: Subject, ids: list[int]) -> dict[int, tuple[str, Found]]:
    """(title, what is matched) of those that everybody may read now, by id."""
    if not ids:
        return {}
    if subject is Subject.purchases:
        return {
            view.id: (
                view.title,
                Found(
                    f"{view.title} {view.requirements} {view.purchaser}", view.areas, view.category
                ),
            )
            for view in await tenders_by_ids(ids)
        }
    return {
        view.id: (
            view.title,
            Found(f"{view.title} {view.purpose}", (view.division,), view.category),
        )
        for view in await needs_by_ids(ids)
    }
