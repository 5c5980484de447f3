"""A guiding catalogue that is given out and taken in again is the same catalogue."""

import io
from datetime import date

import httpx
import pytest

from match.catalogue.importing import GuidingRow, import_guiding_item
from match.foundation.actor import Actor
from match.foundation.db import rows
from tests.importing.sending import apply, figures, send
from tests.needs.browsing import words
from tests.people import make as people

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("hunan", "db")]
COUNTY = "433101000000"
PAPER = "吉财综〔2026〕3号"
BEGINS = date(2026, 1, 1)
KEPT = "SELECT * FROM guiding_catalogue_item ORDER BY id"
# Codes that a spreadsheet would make a number or a day of, names that it would run, long texts.
ITEMS = (
    GuidingRow(1, "01", "=公共服务", PAPER, BEGINS),
    GuidingRow(2, "0101", '儿童"福利",服务', PAPER, BEGINS, "01", "C05010200"),
    GuidingRow(3, "1.10", "+关爱保护", PAPER, BEGINS, "01", "C05010300", date(2026, 12, 31)),
    GuidingRow(4, "3-5", "名" * 120, "-" + "文" * 150, date(2025, 2, 28), "0101"),
    GuidingRow(5, "1E5", "@心理服务", PAPER, BEGINS, None, "C20030700"),
)


@pytest.fixture(name="province")
async def _province(db: None, client: httpx.AsyncClient) -> Actor:
    province = await people.account("province", "43")
    for item in ITEMS:
        await import_guiding_item(province, COUNTY, item)
    await people.sign_in(client, province)
    return province


async def given_out(client: httpx.AsyncClient, kind: str) -> bytes:
    address = f"/desk/guiding?division={COUNTY}&format={kind}"
    answer = await client.get(address)
    assert answer.status_code == 200
    return answer.content


@pytest.mark.parametrize("kind", ["xlsx", "csv", "csv-gbk"])
async def test_a_catalogue_given_out_and_taken_in_again_changes_nothing(
    client: httpx.AsyncClient, province: Actor, kind: str
) -> None:
    before = await rows(KEPT)
    data = await given_out(client, kind)

    again = await send(client, "guiding", data, division=COUNTY)
    elsewhere = await send(client, "guiding", data, division="430000000000")
    await apply(client, elsewhere)

    assert len(before) == len(ITEMS)
    assert figures(again) == [0, 0, len(ITEMS), 0], words(again)
    assert figures(elsewhere) == [len(ITEMS), 0, 0, 0], words(elsewhere)
    copied = await rows(KEPT)
    assert copied[: len(ITEMS)] == before
    same = {"id": 0, "division": ""}
    theirs = sorted(copied[len(ITEMS) :], key=lambda row: row["item_code"])
    ours = sorted(before, key=lambda row: row["item_code"])
    assert [row | same for row in theirs] == [row | same for row in ours]


async def test_a_cell_changed_on_the_way_is_one_update(
    client: httpx.AsyncClient, province: Actor
) -> None:
    """The twin: a round trip that changes something is seen to."""
    data = (await given_out(client, "csv")).decode("utf-8-sig").replace("心理服务", "心理辅导")

    tried = await send(client, "guiding", data.encode(), division=COUNTY)

    assert figures(tried) == [0, 1, len(ITEMS) - 1, 0]
    assert "@心理辅导" in words(tried).partition("@心理服务 改为")[2]


async def test_every_item_stands_in_the_file(client: httpx.AsyncClient, province: Actor) -> None:
    """Read without our own reader: codes are texts, and nothing is a formula."""
    import csv

    text = (await given_out(client, "csv")).decode("utf-8-sig")
    header, *lines = list(csv.reader(io.StringIO(text, newline="")))

    assert header == ["编号", "名称", "上级编号", "政府采购品目代码", "发布文件", "生效日期",
                      "失效日期"]  # fmt: skip
    assert [line[0] for line in lines] == ["01", "0101", "1.10", "1E5", "3-5"]
    assert [line[1][0] for line in lines[:1]] == ["'"]
    assert lines[2][5:] == ["2026-01-01", "2026-12-31"]
