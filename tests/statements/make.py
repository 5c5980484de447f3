"""Charities, money on its way and statements for tests; what a bank would send, as bytes."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import value
from match.giving import books
from match.giving.commands import make_donation
from match.giving.pledging.commands.money import (
    Payment,
    answer_return,
    confirm_payment,
    propose_return,
)
from match.people.sessions import actor_of_account
from match.statements.commands import import_statement
from match.statements.commands.importing import Imported
from match.statements.forms import ImportForm, StatementLine
from match.statements.states import Source
from tests.giving import pledges
from tests.people import make as people

VILLAGE = "433101001201"
TAIL = "6688"
_serials = count(1)


@dataclass(frozen=True)
class Charity:
    """A verified foundation and who manages it."""

    id: int
    manager: Actor

    @property
    def form(self) -> ImportForm:
        return ImportForm(self.id, Source.bank, TAIL)


@dataclass(frozen=True)
class Gift:
    """A money donation in force."""

    id: int
    number: str
    fen: int
    charity: Charity
    lot: books.Lot
    giver: Actor


async def charity() -> Charity:
    """A foundation that is a charity, verified, and who manages it."""
    made, manager = await pledges.charity()
    return Charity(made, manager)


async def gift(of: Charity, fen: int = 500_000, *, giver: int | None = None) -> Gift:
    """Money an organisation promised through *of*, in force by both parties' confirmation."""
    giver = giver or await people.organisation("ENT")
    person, officer = await people.account(), await people.account("county", VILLAGE[:6])
    home = await _home()
    pledge: int = await value(
        "INSERT INTO pledge (number, kind, status, giver_id, organisation_id, charity_id, home_id,"
        " division, amount_fen, created_by, decided_by) VALUES ('XTH-P-2026-'"
        " || lpad(nextval('pledge_number')::text, 6, '0'), 'money', 'agreed', $1, $2, $3, $4, $5,"
        " $6, $1, $7) RETURNING id",
        person.id,
        giver,
        of.id,
        home,
        VILLAGE,
        fen,
        officer.id,
    )
    donation = await make_donation(SYSTEM, pledge, "图书角")
    clerk = await _manager_of(giver)
    await pledges.confirmed(donation, clerk, of.manager)
    number: str = await value("SELECT number FROM donation WHERE id = $1", donation)
    lot = books.Lot(donation, "CNY", ("organisation", giver), ("organisation", of.id))
    return Gift(donation, number, fen, of, lot, clerk)


async def confirm(given: Gift, fen: int | None = None) -> None:
    """The charity says that the money is here, with its official receipt."""
    payment = Payment(
        given.fen if fen is None else fen,
        clock.today(),
        f"湘财票{next(_serials):08d}",
        await pledges.paper(given.charity.manager),
    )
    await confirm_payment(given.charity.manager, given.id, payment)


async def send_back(given: Gift, fen: int) -> None:
    """Left-over money goes back, as the charity proposed and the giver consented."""
    await propose_return(given.charity.manager, given.id, fen, "图书打折，余款退回")
    await answer_return(given.giver, given.id, consent=True)


async def _manager_of(organisation: int) -> Actor:
    account = await value(
        "SELECT account FROM membership WHERE organisation = $1 ORDER BY id", organisation
    )
    actor = await actor_of_account(account)
    assert actor is not None
    return actor


async def _home() -> int:
    found = await value("SELECT id FROM home WHERE division = $1", VILLAGE)
    return found or await people.home(VILLAGE)


def line(fen: int, remark: str = "", *, payer: str = "长沙爱心商贸有限公司", **other: object):
    """One receipt of yesterday, with a serial of its own."""
    fields: dict[str, object] = {
        "number": 2,
        "booked_on": clock.today() - timedelta(days=1),
        "amount_fen": fen,
        "payer": payer,
        "remark": remark,
        "serial": f"S{next(_serials):08d}",
        **other,
    }
    return StatementLine(**fields)  # pyright: ignore[reportArgumentType] # a test's own mapping


async def take_in(of: Charity, *lines: StatementLine) -> Imported:
    """The charity imports a statement with these lines."""
    return await import_statement(of.manager, of.form, lines)


async def on_account(kind: str, organisation: int) -> int:
    """Fen on an organisation's account; 0 where none was opened."""
    return (
        await value(
            "SELECT balance FROM ledger_account WHERE kind = $1 AND owner_kind = 'organisation'"
            " AND owner_id = $2 AND unit = 'CNY'",
            kind,
            organisation,
        )
        or 0
    )


def csv(*rows: tuple[str, ...], encoding: str = "utf-8") -> bytes:
    """A bank's export; the header is a bank's."""
    head = (
        "交易时间",
        "贷方发生额（收入）",
        "借方发生额（支出）",
        "对方户名",
        "对方账号",
        "摘要",
        "交易流水号",
    )
    told = (",".join(f'"{cell}"' for cell in row) for row in (head, *rows))
    return "\r\n".join(told).encode(encoding)


def yesterday() -> date:
    """A day that every statement may hold."""
    return clock.today() - timedelta(days=1)
