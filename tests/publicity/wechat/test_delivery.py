"""An article's way to WeChat and back, against WeChat's server, with everything that goes wrong."""

import re
from collections import deque
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from jobs.consumer import deliver
from match.files.commands import keep_photo
from match.foundation.actor import SYSTEM
from match.foundation.db import rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.settings import settings
from match.foundation.wechat.wording import words
from match.publicity import commands as articles
from match.publicity.forms import CoverForm, PassForm, PictureForm
from match.publicity.states import Shows
from match.publicity.wechat.commands import (
    begin_step,
    note_link,
    remove_from_wechat,
    renew_pictures,
    submit_draft,
    sweep_wechat,
    try_again,
    want_removal,
)
from match.publicity.wechat.forms import LinkForm, TrialForm
from match.publicity.wechat.queries import delivery_file, wechat_line
from match.publicity.wechat.rules import ATTEMPTS_MOST, UNFIT
from tests.people import make as people
from tests.publicity import make
from tests.publicity.wechat.fake import LOSE, FakeWeChat
from tests.publicity.wechat.world import Row, at, carried, row_of, wanted, wechat

pytestmark = [pytest.mark.openness]
NOON = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)


async def on_its_way(**other: Any) -> tuple[int, int]:
    """A published article and its delivery, which waits."""
    article = await make.published(**other)
    return article, await wanted(article)


async def drafted(**other: Any) -> tuple[int, int]:
    article, delivery = await on_its_way(**other)
    assert (await carried(delivery))["status"] == "drafted"
    return article, delivery


async def pictured() -> tuple[int, int]:
    """A published article with a picture in its text, which is its cover too; and its file."""
    author = await make.writer()
    article = await make.drafted(author)
    photo = await make.pictured(author, article)
    body = f"{make.BODY}\n\n![活动室](photo:{photo})"
    await articles.save_article(author, article, make.form(body=body))
    await articles.choose_cover(author, article, CoverForm(photo, "摄影：县民政局"))
    await make.edited(article, author, await make.writer())
    await articles.publish_article(await make.writer(), article, PassForm("校对乙", looked=True))
    return article, photo


def box(fake: FakeWeChat) -> list[Row]:
    """Every article in the draft box."""
    return [each for held in fake.drafts.values() for each in held]


async def again(fake: FakeWeChat, delivery: int, hours: int = 2) -> Row:
    """Look once more, when it is time."""
    with at(fake, fake.now() + timedelta(hours=hours)):
        return await carried(delivery)


async def test_a_published_article_becomes_a_draft_with_its_own_pictures(db: None):
    async with wechat() as fake:
        article, _photo = await pictured()
        delivery = await wanted(article)
        row = await carried(delivery)
        (held,) = box(fake)

        assert (row["status"], row["sent_version"], row["next_check_at"]) == ("drafted", 1, None)
        assert (held["title"], held["author"]) == ("儿童之家周末照常开放", "县民政局")
        assert held["content_source_url"] == f"{settings().base_url}/articles/{article}"
        assert held["thumb_media_id"] in fake.materials
        # The picture stands there, at WeChat's own address: the server drops every other.
        assert re.findall(r'<img src="([^"]+)"', held["content"]) == list(fake.images)
        assert "<h2 style=" in held["content"]
        assert "class=" not in held["content"]
        assert "校对：校对乙" in held["content"]


async def test_the_facts_of_the_house_carry_it_there(db: None):
    """article.published → wechat.wanted → a draft, by the outbox alone."""
    async with wechat() as fake:
        article = await make.published()
        for _ in range(3):
            for event in await rows("SELECT id FROM outbox WHERE done_at IS NULL ORDER BY id"):
                await deliver(event["id"])

        assert [each["title"] for each in box(fake)] == ["儿童之家周末照常开放"]
        line = await wechat_line(article)
        assert line is not None
        assert line.status == "drafted"


async def test_pictures_are_uploaded_once_by_their_content(db: None):
    async with wechat() as fake:
        article, _photo = await pictured()
        await carried(await wanted(article))
        other, _again = await pictured()  # the same bytes under another number
        await carried(await wanted(other))

        assert fake.calls.count("media/uploadimg") == 1
        assert fake.calls.count("material/add_material") == 1
        assert len(box(fake)) == 2


async def test_a_large_picture_is_made_small_enough(db: None):
    noise = Image.effect_noise((2000, 2000), 120).convert("RGB")
    written = BytesIO()
    noise.save(written, "JPEG", quality=95)
    async with wechat() as fake:
        author = await make.writer()
        article = await make.drafted(author)
        photo = await keep_photo(author, written.getvalue())
        assert await value("SELECT bytes FROM file WHERE id = $1", photo) > 1024 * 1024
        await articles.add_picture(author, article, photo, PictureForm(Shows.nobody, "图书角"))
        body = f"{make.BODY}\n\n![图书角](photo:{photo})"
        await articles.save_article(author, article, make.form(body=body))
        await make.edited(article, author, await make.writer())
        await articles.publish_article(
            await make.writer(), article, PassForm("校对乙", looked=True)
        )
        row = await carried(await wanted(article))

        assert row["status"] == "drafted"
        assert all(len(data) < 1024 * 1024 for data in fake.images.values())


@pytest.mark.parametrize("trouble", [LOSE, 502, -1])
async def test_a_lost_answer_makes_no_second_draft(db: None, trouble: int | str):
    async with wechat() as fake:
        fake.troubles["draft/add"] = deque([trouble])
        _article, delivery = await on_its_way()
        row = await carried(delivery)
        assert row["status"] == "waiting"
        assert row["next_check_at"] > fake.now()
        row = await again(fake, delivery)

        assert row["status"] == "drafted"
        assert len(box(fake)) == 1
        assert row["media_id"] in fake.drafts


async def test_a_lost_answer_is_found_in_a_full_box(db: None):
    """Forty others lie on top of it, and are left as they are."""
    async with wechat() as fake:
        fake.troubles["draft/add"] = deque([LOSE])
        _article, delivery = await on_its_way()
        await carried(delivery)
        for at_ in range(40):
            fake.drafts[f"OTHER-{at_}"] = [{"title": "x", "content_source_url": f"u{at_}"}]
        await again(fake, delivery)

        assert len(box(fake)) == 41


async def test_without_looking_through_the_box_there_would_be_two(db: None):
    """The broken twin: the delivery forgets that it had asked."""
    async with wechat() as fake:
        fake.troubles["draft/add"] = deque([LOSE])
        _article, delivery = await on_its_way()
        await carried(delivery)
        await value("UPDATE wechat_delivery SET asked = false WHERE id = $1", delivery)
        await again(fake, delivery)

        assert len(box(fake)) == 2


async def test_a_spent_quota_waits_for_tomorrow_and_says_so(db: None):
    async with wechat(FakeWeChat(quotas={"draft/add": 0})) as fake:
        article, delivery = await on_its_way()
        with at(fake, NOON):
            await value("UPDATE wechat_delivery SET next_check_at = $1", NOON)
            row = await carried(delivery)
        assert row["status"] == "waiting"
        assert row["next_check_at"] == datetime(2026, 11, 26, 16, 0, tzinfo=UTC)
        seen = await delivery_file(await make.writer(), article)
        assert "明天 0 点" in seen.trouble
        fake.quotas = {}
        with at(fake, datetime(2026, 11, 26, 16, 1, tzinfo=UTC)):
            row = await carried(delivery)

        assert (row["status"], row["last_code"]) == ("drafted", None)
        assert len(box(fake)) == 1


async def test_a_busy_server_is_asked_again_less_and_less_and_then_a_person_looks(db: None):
    async with wechat() as fake:
        _article, delivery = await on_its_way()
        moment, waits = NOON, list[timedelta]()
        await value("UPDATE wechat_delivery SET next_check_at = $1", NOON)
        for _ in range(ATTEMPTS_MOST):
            fake.troubles["material/add_material"] = deque([-1])
            with at(fake, moment):
                row = await carried(delivery)
            if row["status"] == "waiting":
                waits.append(row["next_check_at"] - moment)
                moment = row["next_check_at"]

        assert row["status"] == "failed"
        assert [int(wait.total_seconds() // 60) for wait in waits[:7]] == [1, 2, 4, 8, 16, 32, 60]
        assert len(waits) == ATTEMPTS_MOST - 1


async def test_an_account_without_the_right_falls_to_the_base_mode(db: None):
    async with wechat(FakeWeChat(unauthorised={"draft/add", "material/add_material"})):
        article, delivery = await on_its_way()
        row = await carried(delivery)
        seen = await delivery_file(await make.writer(), article)

        assert row["status"] == "by_hand"
        assert "没有这项接口权限" in seen.trouble
        assert "儿童主任" in seen.letter.content


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"listed": set[str]()}, "127.0.0.1"),
        ({"secret": "f" * 32}, "AppSecret"),
    ],
)
async def test_what_an_administrator_must_put_right_fails_with_words(
    db: None, given: dict[str, Any], said: str
):
    secret = "0123456789abcdef0123456789abcdef"  # nobody's
    async with wechat(FakeWeChat(**given), wechat_secret=secret) as fake:
        article, delivery = await on_its_way()
        row = await carried(delivery)
        editor = await make.writer()
        assert row["status"] == "failed"
        assert said in (await delivery_file(editor, article)).trouble
        fake.listed, fake.secret = None, secret
        await try_again(editor, article, TrialForm())

        assert (await carried(delivery))["status"] == "drafted"


async def test_what_does_not_fit_is_said_before_anything_is_sent(db: None):
    async with wechat() as fake:
        article, delivery = await on_its_way(title="字" * 40, author_name="名" * 17)
        row = await carried(delivery)
        editor = await make.writer()
        seen = await delivery_file(editor, article)
        assert (row["status"], row["last_code"]) == ("failed", UNFIT)
        assert "标题有 40 个字，微信最多 32 个" in seen.trouble
        assert "作者有 17 个字，微信最多 16 个" in seen.trouble
        assert fake.calls == []
        await try_again(editor, article, TrialForm("短标题", "民政局"))
        await carried(delivery)

        assert [(each["title"], each["author"]) for each in box(fake)] == [("短标题", "民政局")]


async def test_a_text_of_twenty_thousand_characters_does_not_fit(db: None):
    async with wechat() as fake:
        _article, delivery = await on_its_way(body="字" * 19_990)
        row = await carried(delivery)

        assert row["last_code"] == UNFIT
        assert fake.calls == []


async def test_a_newer_text_changes_the_same_draft(db: None):
    async with wechat() as fake:
        article, delivery = await drafted()
        await republished(article)
        assert await wanted(article) == delivery
        row = await carried(delivery)
        (held,) = box(fake)

        assert (row["status"], row["sent_version"]) == ("drafted", 2)
        assert held["title"] == "儿童之家周末开放时间有调整"


async def test_a_draft_that_was_thrown_away_there_is_made_anew_with_its_cover(db: None):
    async with wechat() as fake:
        article, delivery = await drafted()
        fake.drafts.clear()
        fake.materials.clear()
        await republished(article)
        await wanted(article)
        row = await carried(delivery)

        assert row["status"] == "drafted"
        assert row["media_id"] in fake.drafts


async def republished(article: int) -> None:
    author = await make.writer()
    await articles.revise_article(author, article)
    await articles.save_article(
        author, article, make.form(title="儿童之家周末开放时间有调整", correction="开放时间改了")
    )
    await make.edited(article, author, await make.writer())
    await articles.publish_article(await make.writer(), article, PassForm("校对乙", looked=True))


async def queued(fake: FakeWeChat) -> tuple[int, int, str]:
    article, delivery = await drafted()
    await submit_draft(await make.writer(), article)
    row = await carried(delivery)
    assert row["status"] == "publishing"
    assert list(fake.queue) == [row["publish_id"]]
    return article, delivery, row["publish_id"]


async def test_publishing_is_queued_and_asked_for_until_it_is_done(db: None):
    async with wechat() as fake:
        article, delivery, job = await queued(fake)
        row = await again(fake, delivery)
        assert (row["status"], row["last_code"]) == ("publishing", None)
        done = fake.finish(job)
        row = await again(fake, delivery, hours=4)

        assert (row["status"], row["article_ref"]) == ("published", done.article_id)
        assert (await delivery_file(await make.writer(), article)).url == done.urls[0]


@pytest.mark.parametrize(("status", "said"), [(2, "原创"), (3, "常规"), (4, "审核")])
async def test_a_publication_that_failed_says_why(db: None, status: int, said: str):
    async with wechat() as fake:
        article, delivery, job = await queued(fake)
        fake.finish(job, status)
        row = await again(fake, delivery)
        editor = await make.writer()
        assert row["status"] == "failed"
        assert said in (await delivery_file(editor, article)).trouble
        await try_again(editor, article, TrialForm())

        assert (await carried(delivery))["status"] == "drafted"
        assert len(box(fake)) == 1


@pytest.mark.parametrize("code", [40125, 40164, 89503])
async def test_a_job_in_the_queue_outlives_what_keeps_us_from_asking(db: None, code: int):
    """Given up, a second try would make a second draft, and with it a second publication."""
    async with wechat() as fake:
        article, delivery, job = await queued(fake)
        done = fake.finish(job)
        fake.troubles["freepublish/get"] = deque([code])
        row = await again(fake, delivery)
        assert (row["status"], row["last_code"]) == ("publishing", code)
        assert words(code, "") in (await delivery_file(await make.writer(), article)).trouble
        row = await again(fake, delivery, hours=4)

        assert (row["status"], row["article_ref"], row["last_code"]) == (
            "published",
            done.article_id,
            None,
        )


async def test_a_submission_whose_answer_was_lost_is_not_published_twice(db: None):
    async with wechat() as fake:
        article, delivery = await drafted()
        await submit_draft(await make.writer(), article)
        fake.troubles["freepublish/submit"] = deque([LOSE])
        row = await carried(delivery)
        assert row["status"] == "submitting"
        assert row["next_check_at"] >= fake.now() + timedelta(minutes=9)
        (job,) = fake.queue
        done = fake.finish(job)
        row = await again(fake, delivery)

        assert (row["status"], row["article_ref"]) == ("published", done.article_id)
        assert fake.calls.count("freepublish/submit") == 1


async def test_without_the_right_to_publish_the_draft_stays_for_a_person(db: None):
    async with wechat(FakeWeChat(unauthorised={"freepublish/submit"})) as fake:
        article, delivery = await drafted()
        editor = await make.writer()
        await submit_draft(editor, article)
        row = await carried(delivery)
        assert row["status"] == "drafted"
        assert "没有这项接口权限" in (await delivery_file(editor, article)).trouble
        assert len(box(fake)) == 1
        await note_link(editor, article, LinkForm("https://mp.weixin.qq.com/s/abc"))

        assert (await row_of(delivery))["url"] == "https://mp.weixin.qq.com/s/abc"


async def test_a_withdrawn_article_leaves_the_box_and_the_account(db: None):
    async with wechat() as fake:
        in_box, box_delivery = await drafted()
        out, out_delivery, job = await queued(fake)
        fake.finish(job)
        await again(fake, out_delivery)
        for article, delivery in ((in_box, box_delivery), (out, out_delivery)):
            await withdrawn(article)
            assert (await carried(delivery))["status"] == "removed"

        assert box(fake) == []
        assert fake.articles == {}


async def test_what_was_lost_on_the_way_is_taken_down_too(db: None):
    async with wechat() as fake:
        fake.troubles["draft/add"] = deque([LOSE])
        article, delivery = await on_its_way()
        await carried(delivery)
        assert len(box(fake)) == 1
        await withdrawn(article)

        assert (await carried(delivery))["status"] == "removed"
        assert box(fake) == []


async def test_a_removal_that_was_done_already_is_done(db: None):
    async with wechat() as fake:
        article, delivery = await drafted()
        fake.troubles["draft/delete"] = deque([LOSE])
        await withdrawn(article)
        assert (await carried(delivery))["status"] == "removing"

        assert (await again(fake, delivery))["status"] == "removed"


async def test_a_job_in_the_queue_is_deleted_once_it_is_out(db: None):
    async with wechat() as fake:
        article, delivery, job = await queued(fake)
        await withdrawn(article)
        assert (await carried(delivery))["status"] == "removing"
        fake.finish(job)
        row = await again(fake, delivery)

        assert row["status"] == "removed"
        assert fake.articles == {}


async def withdrawn(article: int) -> None:
    """Withdrawn by an editor, and heard by the channel."""
    await articles.withdraw_article(await make.writer(), article, "内容有误，已更正")
    await want_removal(SYSTEM, article)


async def test_a_picture_that_a_guardian_took_back_goes_from_wechat(db: None):
    """domain.md §3.7: a child's photo stays nowhere once the consent has ended."""
    async with wechat() as fake:
        drafted_one, photo = await pictured()
        first = await wanted(drafted_one)
        await carried(first)
        assert "<img" in box(fake)[0]["content"]
        await articles.end_permit(SYSTEM, photo)
        await renew_pictures(SYSTEM, drafted_one)
        assert (await carried(first))["status"] == "drafted"
        assert "<img" not in box(fake)[0]["content"]

        published, other = await pictured()
        second = await wanted(published)
        await carried(second)
        await submit_draft(await make.writer(), published)
        fake.finish((await carried(second))["publish_id"])
        await again(fake, second)
        await articles.end_permit(SYSTEM, other)
        await renew_pictures(SYSTEM, published)

        assert (await carried(second))["status"] == "removed"
        assert fake.articles == {}


async def test_without_an_account_a_person_copies_and_notes(db: None):
    article, delivery = await on_its_way()
    editor = await make.writer()
    assert (await row_of(delivery))["status"] == "by_hand"
    with pytest.raises(Conflict, match="没有接入公众号"):
        await try_again(editor, article, TrialForm())
    for wrong in ("https://example.com/s/a", "javascript:alert(1)", "https://mp.weixin.qq.com/"):
        with pytest.raises(Invalid):
            await note_link(editor, article, LinkForm(wrong))
    await note_link(editor, article, LinkForm("https://mp.weixin.qq.com/s/a"))
    assert (await row_of(delivery))["status"] == "noted"
    await withdrawn(article)
    assert (await row_of(delivery))["status"] == "to_remove"
    await remove_from_wechat(editor, article)

    assert (await row_of(delivery))["status"] == "removed"


async def test_an_account_that_was_taken_away_leaves_it_to_a_person(db: None):
    async with wechat():
        article, delivery = await on_its_way()
    row = await carried(delivery)
    seen = await delivery_file(await make.writer(), article)

    assert row["status"] == "by_hand"
    assert "还没有接入公众号" in seen.trouble


async def test_only_an_editor_acts(db: None):
    async with wechat():
        article, delivery = await drafted()
        writes = await people.account("education", "43")
        for deed in (
            submit_draft(writes, article),
            try_again(writes, article, TrialForm()),
            remove_from_wechat(writes, article),
            note_link(writes, article, LinkForm("https://mp.weixin.qq.com/s/a")),
        ):
            with pytest.raises(Denied):
                await deed

        assert (await row_of(delivery))["status"] == "drafted"


async def test_the_sweep_finds_what_is_due_and_two_workers_do_not_both_do_it(db: None):
    async with wechat() as fake:
        fake.troubles["draft/add"] = deque([LOSE])
        _article, delivery = await on_its_way()
        assert await sweep_wechat(SYSTEM) == 1
        async with unit_of_work():
            assert await begin_step(SYSTEM, delivery) is not None
            assert await begin_step(SYSTEM, delivery) is None
        assert await sweep_wechat(SYSTEM) == 0
        with at(fake, fake.now() + timedelta(minutes=16)):
            assert await sweep_wechat(SYSTEM) == 1, "a worker that died is followed by another"


def test_every_failure_has_words():
    for code in (-1000, -1001, -1, 45009, 40164, 48001, 40001, 40007, 45003, 53503, 89503, 12345):
        assert words(code, "x").endswith("。")
