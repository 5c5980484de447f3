"""
What the ledger must hold of grants, running costs and allowances: pure, so that it can be compared.

| what happened | lines |
|---|---|
| ``grant.approved`` each level's share is promised | giver(level's fund) −share …, promised +all |
| ``grant.allotted`` a level named its document | promised −share, payable +share |
| ``grant.arrived`` a level's money came | payable −share, paid +share |
| ``grant.used`` part of it was spent | paid −x, used +x |
| ``grant.returned`` it closed, the rest went back | paid −r, giver(county's fund) +r |
| ``cost.paid`` the county paid for a home's running | giver(county) −x, used(home) +x |
| ``allowance.paid`` a sheet was paid | giver(county's station fund) −all, used(sheet) +all |

The funds are the world outside and have no floor; a grant's own accounts never fall below nothing,
so that more than what arrived cannot be spent. Nothing is collected or sent from here.
"""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from match.ledger.kinds import AccountKind
from match.ledger.postings import BookLine, Owner, Posting
from match.upkeep.states import Level

K = AccountKind
_DIGITS = {Level.province: 2, Level.prefecture: 4, Level.county: 6}


class Share(msgspec.Struct, frozen=True):
    """A level's line of a grant, as its row has it."""

    id: int
    level: Level
    fen: int
    allotted: bool = False
    arrived: bool = False


class GrantFacts(msgspec.Struct, frozen=True):
    """What an approved grant's own rows say. ``uses`` are (row, fen)."""

    id: int
    division: str
    shares: Sequence[Share]
    uses: Sequence[tuple[int, int]] = ()
    returned: int = 0


def fund(level: Level, division: str) -> Owner:
    """The welfare-lottery fund of the *level* above a home (5.2b)."""
    return ("lottery_fund", int(division[: _DIGITS[level]].ljust(12, "0")))


def approved(grant: int, division: str, shares: Iterable[tuple[Level, int]]) -> Posting:
    """Every level promised its share."""
    given = [BookLine(K.giver, fund(level, division), -fen) for level, fen in shares]
    whole = -sum(line.amount for line in given)
    lines = (*given, BookLine(K.promised, _grant(grant), whole))
    return Posting("grant.approved", _grant(grant), 0, lines)


def allotted(grant: int, line: int, fen: int) -> Posting:
    """A level's document is out."""
    return _within("grant.allotted", grant, line, K.promised, K.payable, fen)


def arrived(grant: int, line: int, fen: int) -> Posting:
    """A level's money came."""
    return _within("grant.arrived", grant, line, K.payable, K.paid, fen)


def used(grant: int, use: int, fen: int) -> Posting:
    """Part of it was spent."""
    return _within("grant.used", grant, use, K.paid, K.used, fen)


def returned(grant: int, division: str, fen: int) -> Posting:
    """The rest went back to the county's fund when the grant closed."""
    whose, back = _grant(grant), (K.giver, fund(Level.county, division))
    return Posting.between("grant.returned", whose, 0, (K.paid, whose), back, fen)


def cost(row: Mapping[str, object]) -> Posting:
    """A row of running_cost; its undoing moves the same money back."""
    fen, home, payer = row["amount_fen"], row["home_id"], row["payer"]
    assert isinstance(fen, int), "a row of running_cost"
    assert isinstance(home, int), "a row of running_cost"
    number = row["id"]
    assert isinstance(number, int), "a row of running_cost"
    payer, running = (K.giver, ("county_budget", int(str(payer)))), (K.used, ("home_running", home))
    return Posting.between("cost.paid", ("running_cost", number), 0, payer, running, fen)


def allowance(sheet: int, county: str, fen: int) -> Posting:
    """A sheet was paid from the stations' funds (5.2e)."""
    owner = ("allowance_sheet", sheet)
    station = (K.giver, ("station_fund", int(county)))
    return Posting.between("allowance.paid", owner, 0, station, (K.used, owner), fen)


def expected_postings(facts: GrantFacts) -> list[Posting]:
    """Every posting that an approved grant's own rows call for: no more, no fewer."""
    shares = [(one.level, one.fen) for one in facts.shares]
    postings = [approved(facts.id, facts.division, shares)]
    for one in facts.shares:
        if one.allotted:
            postings.append(allotted(facts.id, one.id, one.fen))
        if one.arrived:
            postings.append(arrived(facts.id, one.id, one.fen))
    postings += [used(facts.id, use, fen) for use, fen in facts.uses]
    if facts.returned:
        postings.append(returned(facts.id, facts.division, facts.returned))
    return postings


def _grant(grant: int) -> Owner:
    return ("build_grant", grant)


def _within(
    what: str, grant: int, source: int, origin: AccountKind, target: AccountKind, fen: int
) -> Posting:
    whose = _grant(grant)
    return Posting.between(what, whose, source, (origin, whose), (target, whose), fen)
