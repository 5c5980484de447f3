"""The doors: public figures without small cells, an area's desk with rows, gaps and reports."""

import re
from datetime import date, datetime

import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.insight.commands import need_from_gap, recount_gauges, write_monthly_reports
from match.insight.queries.gaps import gaps
from tests.homes import make as homes
from tests.needs import make as needs
from tests.needs.browsing import post, words
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("hunan", "db")

VILLAGE, OTHER = "433101002200", "433101002206"
COUNTY, PREFECTURE, HUNAN = "433101000000", "433100000000", "430000000000"


@pytest.mark.walk
async def test_from_the_province_down_to_a_village(client: httpx.AsyncClient) -> None:
    await homes.working(VILLAGE)
    await needs.published(OTHER)
    await recount_gauges(SYSTEM)

    seen = [
        await client.get(address)
        for address in (
            "/coverage",
            f"/coverage/{PREFECTURE}",
            f"/coverage/{COUNTY}",
            "/coverage/433101002000",
            f"/coverage/{VILLAGE}",
        )
    ]

    assert [answer.status_code for answer in seen] == [200] * 5
    for above, below in zip(seen, (PREFECTURE, COUNTY, "433101002000", VILLAGE), strict=False):
        assert f'href="/coverage/{below}"' in above.text
    assert "2 / 23,594" in words(seen[0])
    # Needs stop at the county: below it they would tell small groups' homes.
    assert "需求满足率" in words(seen[2])
    assert "需求满足率" not in words(seen[3])
    assert "/gauges/" not in seen[2].text
    assert (await client.get("/coverage/nowhere")).status_code == 404


async def test_the_map_has_a_link_a_name_and_a_row_for_every_county(
    client: httpx.AsyncClient,
) -> None:
    await homes.working(VILLAGE)
    await recount_gauges(SYSTEM)

    text = (await client.get("/coverage?gauge=coverage")).text

    drawn = re.findall(r'<a href="/coverage/(\d{6})000000" aria-label="[^"]+"><path', text)
    assert len(set(drawn)) == 122
    table = text[text.rindex("<table>") :]
    assert len(re.findall(r'<th scope="row"><a href="/coverage/\d{6}000000">', table)) == 122
    assert "map-gap" in text, "121 counties have no home: hatched, not only pale"


async def test_the_first_load_is_within_its_budget(client: httpx.AsyncClient) -> None:
    """ux.md: 60 KB gzipped in all, of which 20 KB are the page."""
    import gzip

    await homes.working(VILLAGE)
    await recount_gauges(SYSTEM)
    answer = await client.get("/coverage")
    assets = re.findall(r'(?:href|src)="(/static/[^"#]+\.(?:css|js))"', answer.text)

    page = len(gzip.compress(answer.content))
    rest = sum([len(gzip.compress((await client.get(each)).content)) for each in assets])

    assert page <= 20_000
    assert page + rest <= 60_000


async def test_every_number_opens_its_rows_and_they_export(client: httpx.AsyncClient) -> None:
    await homes.registered(OTHER)
    await needs.published(VILLAGE)
    await recount_gauges(SYSTEM)
    await people.sign_in(client, await people.account("county", "433101"))

    desk = await client.get(f"/gauges/{COUNTY}")
    links = sorted(set(re.findall(rf'href="(/gauges/{COUNTY}/rows/[^"?]+)"', desk.text)))
    opened = [await client.get(link) for link in links]
    sheets = [await client.get(f"{link}/sheet") for link in links]
    missing = await client.get(f"/gauges/{COUNTY}/rows/villages?only=missing")

    assert len(links) >= 6
    assert [answer.status_code for answer in opened] == [200] * len(links)
    assert all(sheet.content[:2] == b"PK" for sheet in sheets)
    assert "共 111 行" in words(missing)


async def test_what_stands_behind_coverage_is_what_coverage_counts(
    client: httpx.AsyncClient,
) -> None:
    await homes.working(VILLAGE)
    await recount_gauges(SYSTEM)
    await people.sign_in(client, await people.account("county", "433101"))

    counted = words(await client.get(f"/gauges/{COUNTY}/rows/villages?only=counted"))
    everything = words(await client.get(f"/gauges/{COUNTY}/rows/villages"))

    assert "共 1 行" in counted
    assert "共 112 行" in everything


@pytest.mark.parametrize("address", ["", "/rows/villages", "/gaps", "/reports"])
async def test_rows_are_for_the_officials_of_the_area(
    client: httpx.AsyncClient, address: str
) -> None:
    await people.sign_in(client, await people.account("county", "433122"))
    other = await client.get(f"/gauges/{COUNTY}{address}")
    await people.sign_in(client, await people.account("donor"))
    donor = await client.get(f"/gauges/{COUNTY}{address}")
    await people.sign_in(client, await people.account("prefecture", "4331"))
    above = await client.get(f"/gauges/{COUNTY}{address}")

    assert (other.status_code, donor.status_code, above.status_code) == (403, 403, 200)


async def test_a_gap_becomes_a_need(client: httpx.AsyncClient) -> None:
    home, _director = await homes.working(VILLAGE)
    await value(
        "UPDATE home SET facilities = array_remove(facilities, 'FAC-VIDEO') WHERE id = $1", home
    )
    await recount_gauges(SYSTEM)
    clerk = await people.account("county", "433101")
    await people.sign_in(client, clerk)

    listed = await client.get(f"/gauges/{COUNTY}/gaps")
    made = await post(
        client, f"/gauges/{COUNTY}/gaps/need", {"home": str(home), "wanted": "FAC-VIDEO"}
    )
    nothing = await post(
        client, f"/gauges/{COUNTY}/gaps/need", {"home": str(home), "wanted": "FAC-READ"}
    )

    assert "缺“视频交流”的儿童之家" in words(listed)
    assert made.status_code == 303
    need = await one("SELECT * FROM need WHERE home_id = $1", home)
    assert need is not None
    assert made.headers["location"] == f"/desk/needs/{need['id']}"
    assert (need["status"], need["category"]) == ("draft", "MAT-VIDEO")
    assert nothing.status_code == 404


async def test_gaps_are_sorted_by_the_share_that_is_missing() -> None:
    await homes.working(VILLAGE)
    await recount_gauges(SYSTEM)

    found = await gaps(COUNTY)

    shares = [gap.share for gap in found]
    assert shares == sorted(shares, reverse=True)
    assert {"no_home", "few_organisations", "no_counsellor"} <= {gap.key for gap in found}
    coverage = next(gap for gap in found if gap.key == "no_home")
    assert (coverage.count, coverage.of) == (111, 112)


async def test_a_need_for_another_area_is_not_written() -> None:
    home, _director = await homes.working(VILLAGE)
    await value("UPDATE home SET facilities = '{}' WHERE id = $1", home)
    stranger = await people.account("county", "433122")

    with pytest.raises(Exception, match="没有找到"):
        await need_from_gap(stranger, "433122000000", str(home), "FAC-VIDEO")
    with pytest.raises(Exception, match="只有本儿童之家的主任"):
        await need_from_gap(stranger, COUNTY, str(home), "FAC-VIDEO")


async def test_the_month_writes_itself_and_says_what_changed(client: httpx.AsyncClient) -> None:
    await homes.working(VILLAGE)
    with clock.freeze(datetime(2026, 10, 1, 3, tzinfo=clock.HERE)):
        await recount_gauges(SYSTEM)
        first = await write_monthly_reports(SYSTEM)
    await homes.working(OTHER)
    with clock.freeze(datetime(2026, 11, 1, 3, tzinfo=clock.HERE)):
        await recount_gauges(SYSTEM)
        second = await write_monthly_reports(SYSTEM)
        again = await write_monthly_reports(SYSTEM)
    await people.sign_in(client, await people.account("county", "433101"))

    listed = await client.get(f"/gauges/{COUNTY}/reports")
    page = await client.get(f"/gauges/{COUNTY}/reports/2026-10")
    paper = await client.get(f"/gauges/{COUNTY}/reports/2026-10/paper")
    sheet = await client.get(f"/gauges/{COUNTY}/reports/2026-10/sheet")
    none = await client.get(f"/gauges/{COUNTY}/reports/2026-12")
    odd = await client.get(f"/gauges/{COUNTY}/reports/soon")

    # Province, prefectures, counties with statistical zones, township units that have anything.
    assert first == second
    assert first > 1 + 14 + 122 + 1900
    assert again == 0
    assert f"/gauges/{COUNTY}/reports/2026-10" in listed.text
    assert "2 / 112" in words(page)
    assert "+1" in page.text
    assert paper.content.startswith(b"%PDF-")
    assert sheet.content[:2] == b"PK"
    assert (none.status_code, odd.status_code) == (404, 404)
    assert await value("SELECT min(month) FROM monthly_report") == date(2026, 9, 1)
    assert await rows("SELECT FROM monthly_report WHERE counts = '{}'") == []
