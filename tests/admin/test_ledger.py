"""The ledger desk: who reads what, what can be taken along, and that nobody posts by hand."""

import re
from datetime import timedelta

import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, value
from match.foundation.sheets.grids import read_grids
from match.statements.commands import explain_case, reconcile_ledger, sweep_statements
from match.statements.queries import desk
from match.statements.queries.desk import AccountFilter, JournalFilter
from tests.needs.browsing import follow, post, words
from tests.people import make as people
from tests.statements import make

BASE = "/admin/ledger"


async def gift(fen: int = 300_000) -> make.Gift:
    return await make.gift(await make.charity(), fen)


async def tx_of(given: make.Gift) -> int:
    return await value("SELECT min(id) FROM ledger_tx WHERE subject_id = $1", given.id)


@pytest.mark.walk
async def test_two_persons_undo_a_posting_from_the_desk(client: httpx.AsyncClient) -> None:
    given = await gift()
    tx = await tx_of(given)
    await people.sign_in(client, await people.account("county", "433101"))
    shown = await client.get(f"{BASE}/donations/{given.id}")
    asked = await follow(
        client,
        await post(
            client,
            f"{BASE}/donations/{given.id}/reversal",
            {"tx": str(tx), "reason": "同一笔承诺记了两次"},
        ),
    )
    own = await value("SELECT id FROM reversal")
    alone = await post(client, f"{BASE}/reversals/{own}/decision", {"act": "approve"})
    await people.sign_in(client, await people.account("finance", "433101"))
    done = await follow(
        client, await post(client, f"{BASE}/reversals/{own}/decision", {"act": "approve"})
    )
    after = await client.get(f"{BASE}/donations/{given.id}")

    assert given.number in words(shown)
    assert "承诺" in words(shown)
    assert "同一笔承诺记了两次" in words(asked)
    assert alone.status_code == 403
    assert "已冲正" in words(done)
    assert f"冲正凭证 {tx}" in words(after)
    assert await value("SELECT sum(abs(balance)) FROM ledger_account") == 0


async def test_a_reversal_of_a_reversal_is_refused_with_its_reason(
    client: httpx.AsyncClient,
) -> None:
    given = await gift()
    tx = await tx_of(given)
    await people.sign_in(client, await people.account("county", "433101"))
    path = f"{BASE}/donations/{given.id}/reversal"
    form = {"tx": str(tx), "reason": "同一笔承诺记了两次"}
    await post(client, path, form)
    reversal = await value("SELECT id FROM reversal")
    await people.sign_in(client, await people.account("finance", "433101"))
    await post(client, f"{BASE}/reversals/{reversal}/decision", {"act": "approve"})
    made = await value("SELECT max(id) FROM ledger_tx")
    before = await value("SELECT count(*) FROM ledger_tx")

    again = await post(client, path, {**form, "tx": str(made)})
    twice = await post(client, path, form)

    assert again.status_code == twice.status_code == 422
    assert "冲正的一笔不能再冲正" in words(again)
    assert "已经冲正过" in words(twice)
    assert await value("SELECT count(*) FROM ledger_tx") == before


@pytest.mark.parametrize("tx", ["", "x", "-1", "0", "9" * 30, "1; DROP TABLE ledger_tx"])
async def test_what_is_no_transaction_is_refused_in_words(
    client: httpx.AsyncClient, tx: str
) -> None:
    given = await gift()
    await people.sign_in(client, await people.account("county", "433101"))
    path = f"{BASE}/donations/{given.id}/reversal"

    answer = await post(client, path, {"tx": tx, "reason": "同一笔承诺记了两次"})

    assert answer.status_code == 422
    assert "请选择要冲正的一笔" in words(answer)


async def test_an_auditor_sees_it_all_and_finds_no_button(client: httpx.AsyncClient) -> None:
    given = await gift()
    await people.sign_in(client, await people.account("auditor", "43"))

    for path in ("", "/journal", f"/donations/{given.id}", "/cases", "/reversals", "/statements"):
        page = await client.get(BASE + path)
        assert page.status_code == 200
        forms = re.findall(r'<form[^>]*method="post"[^>]*action="([^"]+)"', page.text)
        assert [form for form in forms if form.startswith(BASE)] == []


async def test_each_area_sees_its_own_books(db: None) -> None:
    """The same filter in code for lists, exports and totals: a gift of Jishou is none of 长沙's."""
    given = await gift()
    await make.take_in(given.charity, make.line(given.fen, given.number))
    here = await people.account("finance", "433101")
    above = await people.account("prefecture", "4331")
    all_of_it = await people.account("auditor", "43")
    elsewhere = await people.account("finance", "430102")

    zero = AccountFilter(zero=True)
    seen = [len(await desk.accounts(actor, zero)) for actor in (here, above, all_of_it, elsewhere)]
    lines = [
        len(await desk.journal(actor, JournalFilter()))
        for actor in (here, above, all_of_it, elsewhere)
    ]
    sums = [
        {each.kind: each.balance for each in await desk.totals(actor)}
        for actor in (here, elsewhere)
    ]

    # giver, promised, bank, clearing; two lines of the promise and two of the bank's row.
    assert seen == [4, 4, 4, 0]
    assert lines == [4, 4, 4, 0]
    assert sums == [
        {"bank": -300_000, "clearing": 300_000, "giver": -300_000, "promised": 300_000},
        {},
    ]


async def test_filters_and_pages_leave_nothing_out(db: None) -> None:
    charity = await make.charity()
    for _ in range(3):
        await make.gift(charity, 100)
    reader = await people.account("auditor", "43")

    held = await desk.accounts(reader, AccountFilter("promised"), limit=2)
    rest = await desk.accounts(reader, AccountFilter("promised"), after=held[-1].id, limit=2)
    newest = await desk.journal(reader, JournalFilter(kind="promised"), limit=2)
    older = await desk.journal(reader, JournalFilter(kind="promised"), before=newest[-1].id)
    tomorrow = JournalFilter(since=clock.today() + timedelta(days=1))

    assert [len(held), len(rest)] == [2, 1]
    assert [len(newest), len(older)] == [2, 1]
    assert len({line.id for line in (*newest, *older)}) == 3
    assert await desk.journal(reader, JournalFilter(what="donation.paid")) == []
    assert await desk.journal(reader, tomorrow) == []
    assert await desk.accounts(reader, AccountFilter(unit="goods")) == []


async def test_each_line_tells_its_place_in_its_chain(db: None) -> None:
    given = await gift()
    (tx,) = await desk.transactions_of(await people.account("auditor", "43"), "donation", given.id)

    held = await rows(
        "SELECT a.head = e.hash AS newest, encode(e.hash, 'hex') AS hash, e.version"
        " FROM ledger_entry e JOIN ledger_account a ON a.id = e.account_id ORDER BY e.line"
    )
    assert all(row["newest"] for row in held)
    assert [(line.hash, line.version) for line in tx.lines] == [
        (row["hash"], row["version"]) for row in held
    ]


async def test_lists_are_taken_along_as_files_that_run_nothing(client: httpx.AsyncClient) -> None:
    charity = await make.charity()
    giver = await people.organisation("ENT", name="=2+3有限公司")
    await make.gift(charity, 123_450, giver=giver)
    await people.sign_in(client, await people.account("auditor", "43"))

    table = await client.get(f"{BASE}/journal?format=csv")
    book = await client.get(f"{BASE}?kind=promised&format=xlsx")

    told = table.content.decode("utf-8-sig")
    assert "1234.50" in told
    assert "'=2+3有限公司" in told
    grid, _about = read_grids(book.content, 10)
    assert [row[1] for row in grid.rows] == ["账户类别", "已承诺"]
    assert grid.rows[1][4] == 1234.5


@pytest.mark.parametrize("query", ["since=x", "until=2026-13-01", "since=2026-02-30", "since=%27"])
async def test_a_day_that_is_none_is_said(client: httpx.AsyncClient, query: str) -> None:
    await people.sign_in(client, await people.account("auditor", "43"))

    assert (await client.get(f"{BASE}/journal?{query}")).status_code == 422
    assert (await client.get(f"{BASE}/journal?{query}&format=csv")).status_code == 422


@pytest.mark.parametrize(
    "query", ["kind=x&unit=y", "kind=%27&after=-5", "zero=x", "what=%25", "before=1"]
)
async def test_a_filter_that_is_none_asks_for_all(client: httpx.AsyncClient, query: str) -> None:
    await people.sign_in(client, await people.account("auditor", "43"))

    for path in ("", "/journal"):
        for kind in ("", "csv"):
            asked = f"{BASE}{path}?{query}&format={kind}"
            assert (await client.get(asked)).status_code == 200


async def test_a_case_is_closed_from_the_desk_by_who_did_not_handle_it(
    client: httpx.AsyncClient,
) -> None:
    charity = await make.charity()
    await make.take_in(charity, make.line(700))
    with clock.freeze(clock.now() + timedelta(days=7)):
        await sweep_statements(SYSTEM)
    case = await value("SELECT id FROM clearing_case")
    await explain_case(charity.manager, case, "本季度的银行存款利息")
    await people.sign_in(client, await people.account("finance", "433101"))
    listed = await client.get(f"{BASE}/cases")
    vague = await post(client, f"{BASE}/cases/{case}/decision", {"act": "return", "reason": ""})
    none = await post(client, f"{BASE}/cases/{case}/decision", {"act": "x"})
    await follow(client, await post(client, f"{BASE}/cases/{case}/decision", {"act": "close"}))
    closed = await client.get(f"{BASE}/cases?closed=1")

    assert "到账没有对应的捐赠" in words(listed)
    assert vague.status_code == none.status_code == 422
    assert "已结案" in words(closed)
    assert await value("SELECT status FROM clearing_case") == "closed"


async def test_what_differs_is_on_the_desk(client: httpx.AsyncClient) -> None:
    given = await gift()
    await rows("UPDATE donation SET amount_fen = amount_fen + 1 WHERE id = $1", given.id)
    await reconcile_ledger(SYSTEM)
    await people.sign_in(client, await people.account("finance", "433101"))

    front = await client.get(BASE)
    page = words(await client.get(f"{BASE}/differences"))

    assert "昨夜核对有 2 处差异" in words(front)
    assert "应记未记" in page
    assert "3,000.01 元" in page
    assert "3,000.00 元" in page
