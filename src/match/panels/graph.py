"""The conflict graph as the house knows it: read for one purchase, then judged by `ties`."""

from collections.abc import Collection, Iterable

from match.foundation import clock
from match.foundation.db import rows
from match.panels.ties import Edge, Link, Person

# A tie that ended counts for three years (实施条例9).
YEARS = 3
_DECLARED = """
SELECT e.account_id, t.organisation_id, t.kind FROM expert_tie t JOIN expert e ON e.id = t.expert_id
WHERE e.account_id = ANY($1) AND (t.ended_at IS NULL OR t.ended_at > $2)
UNION SELECT account_id, employer_id, 'employer' FROM expert
WHERE account_id = ANY($1) AND employer_id IS NOT NULL
"""
_ACCOUNTS = """
SELECT DISTINCT account AS account_id, organisation AS organisation_id FROM membership
WHERE account = ANY($1) AND organisation IS NOT NULL AND (ended_at IS NULL OR ended_at > $2)
UNION SELECT applied_by, id FROM organisation WHERE applied_by = ANY($1)
"""
# The employer's name as written, for employers that are registered here under the same name.
_EMPLOYERS = """
SELECT e.account_id, g.id AS organisation_id FROM expert e JOIN organisation g
  ON g.name = btrim(e.employer) WHERE e.account_id = ANY($1)
"""
_DUTIES = """
SELECT account_id, 'wrote' AS duty FROM (
  SELECT unnest(ARRAY[drafted_by, screened_by, published_by]) AS account_id FROM tender
  WHERE id = $1) w
UNION SELECT account_id, 'opens' FROM tender_key WHERE tender_id = $1
"""
# Under one person in charge or one controller: by the keyed hashes, never by a name.
_SISTERS = """
SELECT a.id, b.id AS sister FROM organisation a JOIN organisation b
  ON a.person_key = b.person_key AND a.id <> b.id WHERE b.id = ANY($1)
UNION SELECT a.organisation_id, b.organisation_id FROM controlling_person a
  JOIN controlling_person b ON a.identity_key = b.identity_key
    AND a.organisation_id <> b.organisation_id
WHERE b.organisation_id = ANY($1) AND a.ended_at IS NULL AND b.ended_at IS NULL
"""


async def persons(
    tender_id: int, account_ids: Collection[int], served: Iterable[int] = ()
) -> dict[int, Person]:
    """What ties each account has, and what it had to do with the purchase. *served*: accounts that
    sat on an earlier panel whose judgement is set aside."""
    wanted = list(account_ids)
    links: dict[int, set[Link]] = {account: set() for account in wanted}
    since = clock.now().replace(year=clock.now().year - YEARS, day=min(clock.now().day, 28))
    for row in await rows(_DECLARED, wanted, since):
        links[row["account_id"]].add(Link(Edge(row["kind"]), row["organisation_id"]))
    for row in await rows(_ACCOUNTS, wanted, since):
        links[row["account_id"]].add(Link(Edge.account, row["organisation_id"]))
    for row in await rows(_EMPLOYERS, wanted):
        links[row["account_id"]].add(Link(Edge.employer, row["organisation_id"]))
    duties: dict[int, set[Edge]] = {account: set() for account in wanted}
    for row in await rows(_DUTIES, tender_id):
        if row["account_id"] in duties:
            duties[row["account_id"]].add(Edge(row["duty"]))
    for account in set(served) & set(wanted):
        duties[account].add(Edge.served)
    return {
        account: Person(
            tuple(sorted(links[account], key=lambda link: (link.organisation_id or 0, link.edge))),
            tuple(sorted(duties[account])),
        )
        for account in wanted
    }


async def sisters(bidders: Collection[int]) -> dict[int, set[int]]:
    """For every organisation that shares its person in charge or controller with a bidder: whom."""
    found: dict[int, set[int]] = {}
    for row in await rows(_SISTERS, list(bidders)):
        found.setdefault(row["id"], set()).add(row["sister"])
    return found
