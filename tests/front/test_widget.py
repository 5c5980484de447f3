"""The widget: it alone may be framed, knows nobody, and stays small."""

import re

import pytest

from match.foundation.settings import settings as current
from tests.needs import make as needs
from tests.people import make as people

pytestmark = pytest.mark.openness
ANCESTORS = "frame-ancestors *"


async def test_the_widget_shows_open_needs_of_its_area(client, db):
    """Live needs, each with a link that opens in the whole window."""
    scene = await needs.published()
    here = await client.get("/embed/needs?county=433101000000")
    elsewhere = await client.get("/embed/needs?county=430102&lang=en&theme=dark")

    assert here.status_code == elsewhere.status_code == 200
    link = f'<a href="/needs/{scene.need}" target="_top" rel="noopener'
    assert link in here.text
    assert f"/needs/{scene.need}" not in elsewhere.text
    assert '<html lang="en" data-theme="dark">' in elsewhere.text


async def test_a_home_and_an_area_are_widgets_too(client, db):
    """And one that is not there is a small page as well, with 404."""
    scene = await needs.published()
    home = await client.get(f"/embed/home/{scene.home}")
    area = await client.get("/embed/coverage/433101000000")
    missing = await client.get("/embed/home/999999")

    assert f"/needs/{scene.need}" in home.text
    assert area.status_code == 200
    assert (missing.status_code, ANCESTORS in missing.headers["content-security-policy"]) == (
        404,
        True,
    )


async def test_a_need_of_a_small_group_is_not_in_its_home_s_widget(client, db):
    """The link from the home would tell the village."""
    scene = await needs.published(bands={"6-8": 3})
    home = await client.get(f"/embed/home/{scene.home}")
    village = await client.get("/embed/needs?county=433101001201")

    assert f"/needs/{scene.need}" not in home.text
    assert f"/needs/{scene.need}" not in village.text
    assert "现有" not in village.text


async def test_the_widget_sets_no_cookie_and_asks_for_none(client, db):
    """Neither a form token nor a language; whoever is signed in gets what a stranger gets."""
    await needs.published()
    stranger = await client.get("/embed/needs?lang=en")
    officer = await people.account("county", "433101")
    session = await people.sign_in(client, officer)
    signed_in = await client.get("/embed/needs?lang=en")

    assert session
    assert "set-cookie" not in stranger.headers
    assert "set-cookie" not in signed_in.headers
    assert stranger.headers["cache-control"] == "public, max-age=300"
    assert signed_in.text == stranger.text
    assert "cookie" not in stranger.headers["vary"].lower()


async def test_the_widget_is_small_and_runs_no_script(client, db):
    """At most 30 KB with its style; nothing but its own style is fetched."""
    await needs.published()
    answer = await client.get("/embed/needs?limit=10")
    style = re.findall(r'href="(/static/[^"]+)"', answer.text)
    sheet = await client.get(style[0])

    assert len(answer.content) + len(sheet.content) < 30_000
    assert len(style) == 1
    assert "<script" not in answer.text
    assert " style=" not in answer.text
    csp = answer.headers["content-security-policy"]
    assert "default-src 'none'" in csp
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert "x-frame-options" not in answer.headers


@pytest.mark.parametrize(
    "query", ["county=9", "county=431000", "category=NONE", "limit=1000", "theme=x", "lang=fr"]
)
async def test_a_widget_asked_for_nonsense_shows_the_usual(client, db, query):
    """In somebody else's page there is nobody to complain to."""
    assert (await client.get(f"/embed/needs?{query}")).status_code == 200


async def test_the_snippet_has_a_title_and_is_loaded_late(client, db):
    """What a foundation pastes; the form is for everybody."""
    answer = await client.get("/open-data/widget?county=433101&theme=dark&lang=en")

    assert answer.status_code == 200
    text = answer.text.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"')
    text = text.replace("&amp;", "&")
    assert '<iframe src="' in text
    assert "/embed/needs?county=433101&amp;theme=dark&amp;lang=en" in answer.text.replace(
        "&amp;amp;", "&amp;"
    )
    for word in ('title="', 'loading="lazy"', 'referrerpolicy="no-referrer"'):
        assert word in text


async def test_oembed_answers_for_pages_of_ours(client, db):
    """oEmbed 1.0: version, type rich, html, width, height; sizes are kept to."""
    ours = current().base_url
    found = (await client.get(f"/oembed?url={ours}/needs&maxwidth=300&format=json")).json()
    other = await client.get("/oembed?url=https://elsewhere.example/needs")
    none = await client.get(f"/oembed?url={ours}/sign-in")

    assert (found["version"], found["type"], found["width"]) == ("1.0", "rich", 300)
    assert found["html"].startswith(f'<iframe src="{ours}/embed/needs"')
    small = (await client.get(f"/oembed?url={ours}/needs&maxwidth=150&maxheight=100")).json()
    assert (small["width"], small["height"]) == (150, 100), "never more than was asked for"
    assert 'width="150" height="100"' in small["html"]
    assert (other.status_code, none.status_code) == (404, 404)
