"""A charity's clerk in a browser without script: a file in, a row matched, a case explained."""

import re
from datetime import timedelta

import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.foundation.sheets import read
from match.statements.commands import sweep_statements
from match.statements.sheet import sheet
from tests.importing.sending import apply, figures, send
from tests.needs.browsing import follow, post, words
from tests.people import make as people
from tests.statements import make
from tests.statements.test_clearing import MONDAY

BASE = "/desk/statements"
BAD = ("2026-11-23", "-5.00", "", "张小明", "", "=1+1", "B9")


def day() -> str:
    return make.yesterday().isoformat()


async def upload(
    client: httpx.AsyncClient, of: make.Charity, data: bytes, **other: str
) -> httpx.Response:
    form = {"charity": str(of.id), "source": "bank", "tail": make.TAIL, **other}
    return await send(client, "statements", data, "liushui.csv", **form)


@pytest.mark.walk
async def test_a_charity_proves_that_the_money_came(client: httpx.AsyncClient) -> None:
    charity = await make.charity()
    numbered = await make.gift(charity, 500_000)
    giver = await people.organisation("ENT", name="长沙爱心商贸有限公司")
    silent = await make.gift(charity, 123_450, giver=giver)
    await people.sign_in(client, charity.manager)
    data = make.csv(
        (f"{day()} 09:41:07", "5,000.00", "", "湖南光明股份有限公司", "4305012345678901",
         f"捐赠 {numbered.number}", "L1"),
        (day(), "1,234.50", "0.00", "长沙爱心商贸有限公司", "", "公益捐赠", "L2"),
        (day(), "", "80.00", "某某银行长沙支行", "", "手续费", "L3"),
        encoding="gb18030",
    )  # fmt: skip

    tried = await upload(client, charity, data)
    nothing_yet = await value("SELECT count(*) FROM statement_row")
    done = await apply(client, tried)
    statement = await value("SELECT max(id) FROM statement")
    shown = await client.get(f"{BASE}/{statement}")
    again = await upload(client, charity, data)
    row = await value("SELECT id FROM statement_row WHERE status = 'waiting'")
    asked = await client.get(f"{BASE}/rows/{row}")
    matched = await follow(
        client, await post(client, f"{BASE}/rows/{row}/match", {f"fen-{silent.id}": "1234.50"})
    )

    assert figures(tried) == [2, 0, 0, 0]
    assert figures(done) == [2, 0, 0, 0]
    assert "另有 1 行是支出" in words(tried)
    assert nothing_yet == 0
    assert "湖南光明股份有限公司" in words(shown)
    assert "没有要导入的变化" in words(again)
    assert "金额一致" in words(asked)
    assert "付款方一致" in words(asked)
    assert f'name="fen-{silent.id}" type="text" inputmode="decimal" value="1234.50"' in asked.text
    assert silent.number in words(matched)
    assert await make.on_account("bank", charity.id) == -623_450


async def test_refused_rows_are_named_and_come_back_as_a_file(client: httpx.AsyncClient) -> None:
    charity = await make.charity()
    await people.sign_in(client, charity.manager)

    tried = await upload(client, charity, make.csv((day(), "8.00", "", "", "", "", "B1"), BAD))
    found = re.search(r'href="(/desk/imported/[0-9]+/failures)"', tried.text)
    assert found is not None
    mend = await client.get(found[1])

    assert 'id="row-3"' in tried.text
    assert mend.status_code == 200
    assert "rows-to-correct" in mend.headers["content-disposition"]
    (back,) = read(sheet(), mend.content).rows
    assert back.written["amount"] == "'-5.00", "as it was written, and no formula"
    assert back.written["remark"] == "'=1+1", "a formula of a stranger is text"


@pytest.mark.parametrize(
    ("field", "given"),
    [("tail", "12"), ("tail", "abcd"), ("source", "x"), ("charity", "x"), ("charity", "")],
)
async def test_a_form_says_what_is_missing(
    client: httpx.AsyncClient, field: str, given: str
) -> None:
    charity = await make.charity()
    await people.sign_in(client, charity.manager)

    answer = await upload(client, charity, make.csv((day(), "8.00")), **{field: given})

    assert answer.status_code == 422
    assert f'href="#field-{field}"' in answer.text


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04rubbish"])
async def test_a_file_that_is_none_is_refused_in_words(
    client: httpx.AsyncClient, data: bytes
) -> None:
    charity = await make.charity()
    await people.sign_in(client, charity.manager)

    answer = await upload(client, charity, data)

    assert answer.status_code == 422
    assert 'href="#field-list"' in answer.text


async def test_a_match_that_does_not_add_up_is_shown_again(client: httpx.AsyncClient) -> None:
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    await make.take_in(charity, make.line(500_000))
    row = await value("SELECT id FROM statement_row")
    await people.sign_in(client, charity.manager)

    for given, why in (
        ("10", "相加必须等于"),
        ("-10", "看不懂"),
        ("0", "大于零"),
        ("", "至少选择"),
    ):
        answer = await post(client, f"{BASE}/rows/{row}/match", {f"fen-{gift.id}": given})
        assert answer.status_code == 422
        assert why in words(answer)
    huge = await post(client, f"{BASE}/rows/{row}/match", {"fen-999999999999999999": "5000"})
    assert huge.status_code == 422
    assert await value("SELECT count(*) FROM row_match") == 0


async def test_looking_for_a_donation_takes_no_pattern(client: httpx.AsyncClient) -> None:
    charity = await make.charity()
    gift = await make.gift(charity, 700)
    await make.take_in(charity, make.line(500_000, payer=""))
    row = await value("SELECT id FROM statement_row")
    await people.sign_in(client, charity.manager)

    found = await client.get(f"{BASE}/rows/{row}", params={"q": gift.number[-6:]})
    everything = await client.get(f"{BASE}/rows/{row}", params={"q": "%"})

    assert gift.number in words(found)
    assert gift.number not in words(everything)


async def test_a_match_is_taken_back_and_a_case_explained(client: httpx.AsyncClient) -> None:
    charity = await make.charity()
    gift = await make.gift(charity, 500_000)
    with clock.freeze(MONDAY):
        await make.take_in(charity, make.line(500_000, gift.number))
    row = await value("SELECT id FROM statement_row")
    await people.sign_in(client, charity.manager)
    short = await post(client, f"{BASE}/rows/{row}/removal", {"reason": "错"})
    back = await follow(
        client, await post(client, f"{BASE}/rows/{row}/removal", {"reason": "付款方写错了编号"})
    )
    await value("UPDATE donation SET status = 'cancelled' WHERE id = $1", gift.id)
    with clock.freeze(clock.now() + timedelta(days=1)):
        await sweep_statements(SYSTEM)
    case = await value("SELECT id FROM clearing_case")
    listed = await client.get(f"{BASE}/cases")
    empty = await post(client, f"{BASE}/cases/{case}/explanation", {"reason": ""})
    said = await follow(
        client,
        await post(client, f"{BASE}/cases/{case}/explanation", {"reason": "付款方要求原路退回"}),
    )

    assert short.status_code == empty.status_code == 422
    assert "已撤销" in words(back)
    assert "到账没有对应的捐赠" in words(listed)
    assert "已说明，待复核" in words(said)


async def test_a_statement_is_taken_along_as_a_file(client: httpx.AsyncClient) -> None:
    charity = await make.charity()
    await make.take_in(charity, make.line(123_450, "=cmd|' /C calc'!A0"))
    statement = await value("SELECT id FROM statement")
    await people.sign_in(client, charity.manager)

    table = (await client.get(f"{BASE}/{statement}?format=csv")).content.decode("utf-8-sig")
    book = await client.get(f"{BASE}/{statement}?format=xlsx")

    assert "1234.50" in table
    assert "'=cmd" in table
    assert book.content[:2] == b"PK"


async def test_another_charity_learns_nothing(client: httpx.AsyncClient) -> None:
    charity, other = await make.charity(), await make.charity()
    await make.take_in(charity, make.line(500_000))
    statement = await value("SELECT id FROM statement")
    row = await value("SELECT id FROM statement_row")
    await people.sign_in(client, other.manager)

    for path in (f"{BASE}/{statement}", f"{BASE}/{statement}?format=xlsx", f"{BASE}/rows/{row}"):
        assert (await client.get(path)).status_code == 404
    assert (await post(client, f"{BASE}/rows/{row}/match")).status_code == 404
    assert f"/desk/statements/{statement}" not in (await client.get(BASE)).text
