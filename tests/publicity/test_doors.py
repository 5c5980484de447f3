"""Publicity over HTTP: three people at one article, pages, feeds, following."""

import json
import re
from datetime import timedelta

import httpx
import pytest
from defusedxml.ElementTree import fromstring

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.publicity import commands
from match.publicity.forms import CoverForm, PassForm
from match.publicity.rules import is_reader
from match.publicity.states import Shows
from match.publicity.topics import Topic
from tests.needs.browsing import post, words
from tests.people import make as people
from tests.publicity import make
from tests.standards.pictures import room

pytestmark = [pytest.mark.openness]
PHONE = {"user-agent": "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile Safari/537.36"}
ATOM = "{http://www.w3.org/2005/Atom}"
BOXES = {
    "title": "儿童之家周末照常开放",
    "author_name": "县民政局",
    "digest": "各乡镇儿童之家周末照常开放，儿童主任学法用法。",
    "body": make.BODY,
    "source": "本站原创",
    "topics": ["homes", "family"],
}


async def test_a_refused_picture_leaves_the_other_boxes_as_they_stood(
    client: httpx.AsyncClient,
) -> None:
    policy = await make.document()
    await people.sign_in(client, await make.writer())
    made = await post(client, "/desk/articles", {**BOXES, "policies": [str(policy)]})
    sent = {"shows": "nobody", "caption": "活动室的图书角"}
    refused = await post(client, f"{made.headers['location']}/pictures", sent)
    assert refused.status_code == 422
    [box] = re.findall(rf'<input[^>]*name="policies"[^>]*value="{policy}"[^>]*>', refused.text)
    assert "checked" in box
    assert "活动室的图书角" in refused.text


@pytest.mark.walk
@pytest.mark.notice
async def test_an_article_is_written_read_by_two_and_seen_by_all(client: httpx.AsyncClient) -> None:
    """Notice H1: title, publisher, date and hit count; P1: policy is told to the public."""
    author, editor, reader = [await make.writer() for _ in range(3)]
    policy = await make.document()
    await people.sign_in(client, author)
    made = await post(client, "/desk/articles", {**BOXES, "policies": [str(policy)]})
    desk = made.headers["location"]
    uploaded = await client.post(
        f"{desk}/pictures",
        data={"shows": "nobody", "caption": "活动室的图书角", **await token(client, desk)},
        files={"photo": ("a.jpg", room(), "image/jpeg")},
    )
    photo = await value("SELECT file_id FROM article_image")
    await post(client, f"{desk}/cover", {"file_id": str(photo), "cover_credit": "摄影：县民政局"})
    await post(client, f"{desk}/submission", {})
    assert uploaded.status_code == 303
    assert (await client.get(f"{desk}/pictures/{photo}")).status_code == 200
    own = await post(client, f"{desk}/editing", {"name": "作者", "looked": "true"})
    assert own.status_code == 403

    await people.sign_in(client, editor)
    unseen = await post(client, f"{desk}/editing", {"name": "编辑甲"})
    assert "逐张核对" in words(unseen)
    await post(client, f"{desk}/editing", {"name": "编辑甲", "looked": "true"})
    await people.sign_in(client, reader)
    page = f"/articles/{desk.rsplit('/', 1)[1]}"
    assert (await client.get(page)).status_code == 404
    done = await post(client, f"{desk}/publication", {"name": "校对乙", "looked": "true"})
    assert done.status_code == 303

    client.cookies.clear()
    await client.get(page, headers=PHONE)
    seen = await client.get(page, headers=PHONE)
    shown = words(seen)
    for told in ("儿童之家周末照常开放", "县民政局", "编辑甲", "校对乙", "本站原创", "阅读 2"):
        assert told in shown
    assert "关于规范儿童之家开放时间的通知" in shown
    assert "儿童之家周末照常开放" in words(await client.get(f"/policies/{policy}"))
    assert (await client.get(f"/files/{photo}")).status_code == 200
    assert "儿童之家周末照常开放" in words(await client.get("/articles?topic=family"))
    assert "儿童之家周末照常开放" not in words(await client.get("/articles?topic=purchase"))
    assert "儿童之家周末照常开放" in words(await client.get("/articles?q=走访和记录"))


async def token(client: httpx.AsyncClient, path: str) -> dict[str, str]:
    """The form's token, as the page carries it."""
    found = re.search(r'name="_csrf_token" value="([^"]+)"', (await client.get(path)).text)
    assert found is not None
    return {"_csrf_token": found[1]}


async def test_what_was_typed_stands_again_where_it_is_refused(client: httpx.AsyncClient) -> None:
    await people.sign_in(client, await make.writer())
    refused = await post(
        client, "/desk/articles", {**BOXES, "body": make.BODY + "\n\n请打 13812345678"}
    )
    assert refused.status_code == 422
    assert "请删去手机号" in words(refused)
    assert "13812345678" in refused.text
    assert "走访和记录" in refused.text


async def test_bots_prefetches_and_staff_are_not_counted(client: httpx.AsyncClient) -> None:
    article = await make.published()
    page = f"/articles/{article}"
    for headers in (
        {"user-agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)"},
        {"user-agent": ""},
        {**PHONE, "sec-purpose": "prefetch"},
    ):
        await client.get(page, headers=headers)
    await people.sign_in(client, await make.writer())
    await client.get(page, headers=PHONE)
    assert await value("SELECT count(*) FROM article_count") == 0
    client.cookies.clear()
    await client.get(page, headers=PHONE)
    assert await value("SELECT reads FROM article_count") == 1


def test_who_reads() -> None:
    assert is_reader(PHONE["user-agent"], "")
    assert is_reader("Mozilla/5.0 MicroMessenger/8.0.50 Weixin", "")
    for agent in ("Sogou web spider/4.0", "curl/8.0", "python-httpx/0.28", "NewsBlur Feed Fetcher"):
        assert not is_reader(agent, "")


async def test_passing_on_is_counted_and_shown_how(client: httpx.AsyncClient) -> None:
    article = await make.published()
    shared = await post(client, f"/articles/{article}/shares", {})
    shown = await client.get(shared.headers["location"])
    assert f"/articles/{article}" in words(shown)
    assert re.search(r'<svg[^>]* viewBox="0 0 \d+ \d+"', shown.text)
    assert await value("SELECT shares FROM article_count") == 1


async def test_feeds_are_valid_whole_and_forget_what_was_withdrawn(
    client: httpx.AsyncClient,
) -> None:
    author, editor, reader = [await make.writer() for _ in range(3)]
    article = await make.drafted(author, title="带图和 <b> & 符号的文章")
    photo = await make.pictured(author, article)
    body = make.BODY + f"\n\n[需求](/needs)\n\n![图书角](photo:{photo})"
    await commands.save_article(
        author, article, make.form(title="带图和 <b> & 符号的文章", body=body)
    )
    await commands.choose_cover(author, article, CoverForm(photo, "摄影：县民政局"))
    await make.edited(article, author, editor)
    await commands.publish_article(reader, article, PassForm("校对乙", looked=True))
    gone = await make.published(title="后来撤下的文章标题")

    both = await client.get("/feeds/articles.atom")
    await commands.withdraw_article(editor, gone, "数字有误，核实后重发")
    feed = await client.get("/feeds/articles.atom")
    told = json.loads((await client.get("/feeds/topics/homes/articles.json")).content)

    assert "后来撤下的文章标题" in both.text
    assert "后来撤下" not in feed.text
    assert "数字有误" not in feed.text
    root = fromstring(feed.content)
    [entry] = root.findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "带图和 <b> & 符号的文章"
    for needed in ("id", "updated", "published", "summary"):
        assert entry.findtext(f"{ATOM}{needed}")
    for address in [link.get("href", "") for link in root.iter(f"{ATOM}link")]:
        assert address.startswith("http")
    content = entry.findtext(f"{ATOM}content") or ""
    assert 'src="/' not in content
    assert 'href="/' not in content
    assert f"/files/{photo}" in content
    assert told["version"] == "https://jsonfeed.org/version/1.1"
    [item] = told["items"]
    assert item["id"] == entry.findtext(f"{ATOM}id")
    assert item["content_html"] == content
    assert (await client.get(f"/articles/{gone}")).status_code == 410
    assert "数字有误" in words(await client.get(f"/articles/{gone}"))
    assert (await client.get(f"/api/v1/articles/{gone}")).status_code == 404


async def test_a_feed_is_sent_once(client: httpx.AsyncClient) -> None:
    await make.published()
    first = await client.get("/feeds/articles.atom")
    again = await client.get(
        "/feeds/articles.atom", headers={"if-none-match": first.headers["etag"]}
    )
    since = await client.get(
        "/feeds/articles.atom", headers={"if-modified-since": first.headers["last-modified"]}
    )
    both = await client.get(
        "/feeds/articles.atom",
        headers={"if-none-match": '"x"', "if-modified-since": first.headers["last-modified"]},
    )
    assert (first.status_code, again.status_code, since.status_code) == (200, 304, 304)
    assert (again.content, both.status_code) == (b"", 200)
    for path in ("/feeds/articles.rss", "/feeds/topics/nothing/articles.atom", "/feeds/x.json"):
        assert (await client.get(path)).status_code == 404


async def test_a_reader_who_asks_what_changed_since_hears_of_a_withdrawal(
    client: httpx.AsyncClient,
) -> None:
    """By the date alone nothing newer stands in the feed: what left it is a change too."""
    path, at = "/feeds/articles.atom", clock.now()
    with clock.freeze(at):
        await make.published(title="一直都在的文章标题")
    with clock.freeze(at + timedelta(hours=1)):
        gone = await make.published(title="后来撤下的文章标题")
    before = await client.get(path)
    since = {"if-modified-since": before.headers["last-modified"]}
    assert (await client.get(path, headers=since)).status_code == 304
    with clock.freeze(at + timedelta(hours=2)):
        await commands.withdraw_article(await make.writer(), gone, "数字有误，核实后重发")
    after = await client.get(path, headers=since)

    assert after.status_code == 200
    assert "后来撤下" not in after.text
    then, now = [fromstring(each.content).findtext(f"{ATOM}updated") for each in (before, after)]
    assert then is not None
    assert now is not None
    assert then < now


@pytest.mark.parametrize("shape", ["atom", "json"])
async def test_a_feed_is_the_same_for_every_reader(client: httpx.AsyncClient, shape: str) -> None:
    """A cache keeps it for all: what one chose to read in must not reach the next."""
    await make.published()
    plain = await client.get(f"/feeds/articles.{shape}")
    client.cookies.set("lang", "en")
    chosen = await client.get(f"/feeds/articles.{shape}")

    assert chosen.content == plain.content
    assert "湘童汇文章" in chosen.text
    assert "set-cookie" not in plain.headers


async def test_a_feed_without_entries_is_sent_once_too(client: httpx.AsyncClient) -> None:
    first = await client.get("/feeds/articles.atom")
    with clock.freeze(clock.now() + timedelta(hours=1)):
        known = {"if-none-match": first.headers["etag"]}
        assert (await client.get("/feeds/articles.atom", headers=known)).status_code == 304


async def test_followers_hear_once_of_their_topics_and_leave_in_one_step(
    client: httpx.AsyncClient,
) -> None:
    from jobs.publicity import tell_followers_of_article

    reader = await people.account()
    await people.sign_in(client, reader)
    await post(client, "/me/topics", {"topics": ["homes"]})
    other = await people.account()
    await commands.follow_publicity(other, [Topic.purchase])
    article = await make.published()
    for event in (1, 2):
        await tell_followers_of_article(event, {"article_id": article, "version": 1})
    told = await value("SELECT count(*) FROM message WHERE kind = 'article_followed'")
    assert told == 1
    assert (
        await value("SELECT account_id FROM message WHERE kind = 'article_followed'") == reader.id
    )

    assert (await post(client, "/me/topics/end", {})).status_code == 303
    await tell_followers_of_article(3, {"article_id": await make.published(), "version": 1})
    assert await value("SELECT count(*) FROM message WHERE kind = 'article_followed'") == 1


async def test_the_library_is_kept_at_the_desk_and_read_by_all(client: httpx.AsyncClient) -> None:
    await people.sign_in(client, await people.account("county", "433124"))
    boxes = {
        "title": "花垣县儿童之家管理办法",
        "issuers": "花垣县民政局\n花垣县财政局",
        "level": "county",
        "number": "花民发[2025]3号",
        "topics": ["homes"],
        "targets": ["civil", "finance"],
        "target_levels": ["county"],
    }
    wrong = await post(client, "/desk/policies", {**boxes, "number": "三号"})
    made = await post(client, "/desk/policies", boxes)
    desk = made.headers["location"]
    other = await make.document()
    related = await post(
        client, f"{desk}/relations", {"relation": "based_on", "other_id": str(other)}
    )
    pdf = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"
    attached = await client.post(
        f"{desk}/attachments",
        data={"attachment_title": "办法全文", **await token(client, desk)},
        files={"document": ("a.pdf", pdf, "application/pdf")},
    )
    assert wrong.status_code == 422
    assert "文号应像" in words(wrong)
    assert "花垣县儿童之家管理办法" in wrong.text
    assert (related.status_code, attached.status_code) == (303, 303)

    client.cookies.clear()
    page = f"/policies/{desk.rsplit('/', 1)[1]}"
    shown = words(await client.get(page))
    for told in ("花民发〔2025〕3号", "花垣县财政局", "民政部门、财政部门", "办法全文", "依据"):
        assert told in shown
    file_id = await value("SELECT file_id FROM policy_attachment")
    assert (await client.get(f"{page}/attachments/{file_id}")).content == pdf
    assert (await client.get(f"/policies/{other}/attachments/{file_id}")).status_code == 404
    assert (await client.get(f"/files/{file_id}")).status_code == 404
    answer = (await client.get(f"/api/v1{page}")).json()
    assert answer["relations"] == [["based_on", other]]
    assert (await client.get("/desk/policies")).status_code in (302, 303, 401)


async def test_a_child_is_not_shown_without_permit_however_it_is_sent(
    client: httpx.AsyncClient,
) -> None:
    author = await make.writer()
    article = await make.drafted(author)
    photo = await make.pictured(author, article, Shows.children, children=1)
    await commands.save_article(
        author, article, make.form(body=make.BODY + f"\n\n![读书](photo:{photo})")
    )
    await people.sign_in(client, author)
    refused = await post(client, f"/desk/articles/{article}/submission", {})
    assert refused.status_code == 422
    assert "监护人" in words(refused)
    client.cookies.clear()
    for path in (f"/files/{photo}", f"/desk/articles/{article}/pictures/{photo}"):
        assert (await client.get(path)).status_code in (302, 303, 401, 404)
    await commands.note_permit(SYSTEM, photo)
    await people.sign_in(client, author)
    assert (await post(client, f"/desk/articles/{article}/submission", {})).status_code == 303
