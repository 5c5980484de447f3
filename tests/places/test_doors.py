"""The picker's pages, with and without script, and the same tree as JSON."""

import pytest

pytestmark = pytest.mark.usefixtures("hunan")
XIANGXI, JISHOU = "433100000000", "433101000000"


async def test_a_person_without_script_walks_down_and_takes_the_code_back(client):
    answer = await client.get("/places", params={"code": XIANGXI, "to": "/needs/new"})
    assert answer.status_code == 200
    assert "泸溪县" in answer.text
    assert f"/needs/new?division={JISHOU}" in answer.text


async def test_a_link_never_leads_out_of_the_house(client):
    for to in ("https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = await client.get("/places", params={"code": XIANGXI, "to": to})
        assert answer.status_code == 422
        assert "evil.example/" not in answer.text


async def test_a_search_stays_inside_the_unit_and_shows_the_path(client):
    answer = await client.get("/places", params={"code": XIANGXI, "q": "heping"})
    assert "泸溪县" in answer.text or "永顺县" in answer.text
    assert "新化县" not in answer.text
    nothing = await client.get("/places", params={"code": XIANGXI, "q": "没有这样的地方"})
    assert "没有找到这个地方" in nothing.text


async def test_htmx_gets_the_next_select_only(client):
    answer = await client.get(
        "/places/children",
        params={"code": XIANGXI, "until": "village"},
        headers={"HX-Request": "true"},
    )
    assert "<html" not in answer.text
    assert f'<option value="{JISHOU}">吉首市</option>' in answer.text
    assert 'name="code"' in answer.text, "a county is not the answer yet"


async def test_the_last_select_carries_the_name_of_the_field(client):
    answer = await client.get(
        "/places/children", params={"code": XIANGXI, "until": "county", "field": "area"}
    )
    assert 'name="area"' in answer.text
    after = await client.get("/places/children", params={"code": JISHOU, "until": "county"})
    assert after.text.strip() == ""
    unchosen = await client.get("/places/children", params={"code": "", "until": "county"})
    assert unchosen.text.strip() == ""


@pytest.mark.parametrize(
    ("query", "status"),
    [({"code": "433199000000"}, 404), ({"code": "x"}, 404), ({"code": JISHOU, "until": "x"}, 422)],
)
async def test_what_is_no_place_is_refused(client, query, status):
    assert (await client.get("/places/children", params=query)).status_code == status


async def test_the_tree_as_json(client):
    one = (await client.get(f"/api/v1/places/{JISHOU}")).json()
    assert one["path"] == ["湖南省", "湘西土家族苗族自治州", "吉首市"]
    assert (one["level"], one["kind"], one["parent"]) == ("county", "county", XIANGXI)
    assert 109 < one["lon"] < 110
    children = (await client.get(f"/api/v1/places/{XIANGXI}/children")).json()["items"]
    assert len(children) == 8
    found = (await client.get("/api/v1/places", params={"q": "jss", "within": XIANGXI})).json()
    assert JISHOU in [item["code"] for item in found["items"]]
    missing = await client.get("/api/v1/places/433199000000")
    assert missing.status_code == 404
    assert missing.headers["content-type"] == "application/problem+json"


async def test_shapes_are_kept_by_the_browser(client):
    first = await client.get("/places/counties.geojson")
    assert len(first.json()["features"]) == 122
    again = await client.get(
        "/places/counties.geojson", headers={"If-None-Match": first.headers["etag"]}
    )
    assert (again.status_code, again.content) == (304, b"")
    assert len((await client.get("/places/prefectures.geojson")).json()["features"]) == 14
