"""The desk's page and what it hands out where nothing goes by itself: the base mode."""

import io
import re
import zipfile

import httpx
import pytest

from match.files.queries import stored
from match.foundation.actor import SYSTEM
from match.publicity import commands as articles
from match.publicity.forms import CoverForm, PassForm
from tests.people import make as people
from tests.people.make import sign_in
from tests.publicity import make
from tests.publicity.wechat.world import carried, row_of, wanted, wechat

pytestmark = [pytest.mark.openness]
Http = httpx.AsyncClient
BODY = (
    "见[需求大厅](/needs)和[民政部](https://www.mca.gov.cn/a)，"
    "公众号[另一篇](https://mp.weixin.qq.com/s/x)。<script>alert(1)</script>\n\n"
    "又见[民政部](https://www.mca.gov.cn/a)。"
)


async def to_copy(body: str = BODY) -> tuple[int, int, str]:
    """An article with a picture that waits to be copied; its delivery; its address at the desk."""
    author = await make.writer()
    article = await make.drafted(author)
    photo = await make.pictured(author, article)
    text = f"{body}\n\n![活动室](photo:{photo})"
    await articles.save_article(author, article, make.form(body=text))
    await articles.choose_cover(author, article, CoverForm(photo, "摄影：县民政局"))
    await make.edited(article, author, await make.writer())
    await articles.publish_article(await make.writer(), article, PassForm("校对乙", looked=True))
    return photo, await wanted(article), f"/desk/articles/{article}/wechat"


async def send(client: Http, address: str, **fields: str) -> httpx.Response:
    token = client.cookies["__Host-csrf"]
    return await client.post(address, data={"_csrf_token": token, **fields})


async def test_the_page_hands_out_what_is_to_be_copied(client: Http):
    _photo, _delivery, base = await to_copy()
    await sign_in(client, await make.writer())
    page = await client.get(base)

    assert page.status_code == 200
    for part in ("待人工复制发布", "还没有接入公众号", "标题", "128", "19,999", "打开预览"):
        assert part in page.text


async def test_the_html_has_inline_styles_no_script_and_no_foreign_address_but_as_words(
    client: Http,
):
    photo, _delivery, base = await to_copy()
    await sign_in(client, await make.writer())
    preview = await client.get(f"{base}/preview")
    html = preview.text

    assert re.findall(r'<img[^>]* src="([^"]+)"', html) == [f"/files/{photo}"]
    assert re.findall(r'<a href="([^"]+)"', html) == ["https://mp.weixin.qq.com/s/x"]
    assert html.count("[2] https://www.mca.gov.cn/a") == 1
    assert re.search(r"\[1\] https?://[^<]+/needs<", html)
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "class=" not in html
    assert 'style="' in html
    policy = preview.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; img-src 'self';")
    assert "script-src" not in policy


async def test_the_package_holds_the_page_its_pictures_and_the_cover(client: Http):
    photo, _delivery, base = await to_copy()
    await sign_in(client, await make.writer())
    answer = await client.get(f"{base}/package.zip")
    again = await client.get(f"{base}/package.zip")
    held = zipfile.ZipFile(io.BytesIO(answer.content))
    page = held.read("article.html").decode()
    original = await stored(SYSTEM, photo)

    assert answer.headers["content-type"] == "application/zip"
    assert sorted(held.namelist()) == [f"{photo}.jpg", "article.html", "cover.jpg"]
    assert held.read(f"{photo}.jpg") == original.path.read_bytes() == held.read("cover.jpg")
    assert f'<img src="{photo}.jpg"' in page
    assert answer.content == again.content


async def test_an_article_without_a_picture_still_has_a_cover(client: Http):
    article = await make.published()
    await wanted(article)
    await sign_in(client, await make.writer())
    answer = await client.get(f"/desk/articles/{article}/wechat/package.zip")
    held = zipfile.ZipFile(io.BytesIO(answer.content))

    assert held.namelist() == ["article.html", "cover.jpg"]
    assert held.read("cover.jpg").startswith(b"\xff\xd8\xff")


async def test_a_link_is_noted_or_the_page_says_what_is_wrong(client: Http):
    _photo, delivery, base = await to_copy()
    await sign_in(client, await make.writer())
    await client.get(base)
    wrong = await send(client, f"{base}/link", url="https://example.com/a")
    right = await send(client, f"{base}/link", url="https://mp.weixin.qq.com/s/abc_1")

    assert wrong.status_code == 422
    assert "https://mp.weixin.qq.com/ 开头" in wrong.text
    assert 'value="https://example.com/a"' in wrong.text
    assert right.status_code == 303
    assert (await row_of(delivery))["status"] == "noted"


async def test_a_title_that_is_too_long_stands_again_with_its_complaint(client: Http):
    async with wechat():
        article = await make.published(title="字" * 40)
        delivery = await wanted(article)
        await carried(delivery)
        await sign_in(client, await make.writer())
        base = f"/desk/articles/{article}/wechat"
        page = await client.get(base)
        wrong = await send(client, f"{base}/trials", title="字" * 33, author="")
        right = await send(client, f"{base}/trials", title="短标题", author="")

        assert "标题有 40 个字，微信最多 32 个" in page.text
        assert wrong.status_code == 422
        assert "字" * 33 in wrong.text
        assert right.status_code == 303
        assert (await carried(delivery))["status"] == "drafted"


async def test_the_desk_lists_what_waits_for_a_person(client: Http):
    _photo, _delivery, base = await to_copy()
    await sign_in(client, await make.writer())
    listed = await client.get("/desk/articles")
    await send(client, f"{base}/link", url="https://mp.weixin.qq.com/s/abc_1")
    after = await client.get("/desk/articles")
    await sign_in(client, await people.account("education", "43"))
    writer = await client.get("/desk/articles")

    assert "公众号待办" in listed.text
    assert f'href="{base}"' in listed.text
    assert "公众号待办" not in after.text
    assert "公众号待办" not in writer.text


async def test_a_stranger_learns_nothing(client: Http):
    _photo, _delivery, base = await to_copy()
    await sign_in(client, await people.account("donor"))
    for path in (base, f"{base}/preview", f"{base}/package.zip"):
        assert (await client.get(path)).status_code == 404
