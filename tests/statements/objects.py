"""A statement of the scene's foundation for the table of routes: a row, a case, a reversal."""

from datetime import timedelta

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.people.sessions import actor_of_account
from match.statements.commands import propose_reversal, sweep_statements
from tests.architecture.scene import Scene
from tests.people import make as people
from tests.statements import make


async def objects(scene: Scene) -> dict[str, str]:
    """Kept by who registered the organisation; a clerk of the county proposed the reversal."""
    assert scene.organisation is not None
    account = await value(
        "SELECT account FROM membership WHERE organisation = $1 ORDER BY id", scene.organisation
    )
    manager = await actor_of_account(account)
    assert manager is not None
    charity = make.Charity(scene.organisation, manager)
    gift = await make.gift(charity, 300_000)
    done = await make.take_in(charity, make.line(700), make.line(800))
    row = await value("SELECT min(id) FROM statement_row WHERE charity_id = $1", charity.id)
    with clock.freeze(clock.now() + timedelta(days=7)):
        await sweep_statements(SYSTEM)
    case = await value("SELECT id FROM clearing_case WHERE row_id = $1", row)
    tx = await value(
        "SELECT id FROM ledger_tx WHERE subject_kind = 'donation' AND subject_id = $1", gift.id
    )
    clerk = await people.account("county", "433101")
    reversal = await propose_reversal(clerk, tx, "同一笔承诺记了两次")
    promised = await value(
        "SELECT id FROM ledger_account WHERE kind = 'promised' AND owner_id = $1", gift.id
    )
    desk, admin = "/desk/statements", "/admin/ledger"
    kept = f"{desk}/{done.statement}"
    return {
        f"{desk}/{{statement_id:int}}": kept,
        f"{desk}/rows/{{row_id:int}}": f"{desk}/rows/{row}",
        f"{desk}/rows/{{row_id:int}}/match": f"{desk}/rows/{row}/match",
        f"{desk}/rows/{{row_id:int}}/removal": f"{desk}/rows/{row}/removal",
        f"{desk}/cases/{{case_id:int}}": f"{desk}/cases/{case}",
        f"{desk}/cases/{{case_id:int}}/explanation": f"{desk}/cases/{case}/explanation",
        f"{admin}/accounts/{{account_id:int}}": f"{admin}/accounts/{promised}",
        f"{admin}/donations/{{donation_id:int}}": f"{admin}/donations/{gift.id}",
        f"{admin}/donations/{{donation_id:int}}/reversal": f"{admin}/donations/{gift.id}/reversal",
        f"{admin}/cases/{{case_id:int}}": f"{admin}/cases/{case}",
        f"{admin}/cases/{{case_id:int}}/decision": f"{admin}/cases/{case}/decision",
        f"{admin}/reversals/{{reversal_id:int}}/decision": f"{admin}/reversals/{reversal}/decision",
        f"{admin}/statements/{{statement_id:int}}": f"{admin}/statements/{done.statement}",
    }
