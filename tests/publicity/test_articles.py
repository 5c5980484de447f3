"""An article goes through three hands, and nothing about a child gets past the gate."""

from datetime import timedelta

import asyncpg
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.publicity import commands
from match.publicity.forms import CoverForm, PassForm, PictureForm
from match.publicity.queries import published_article
from match.publicity.states import ArticleStatus, Shows
from tests.publicity import make

pytestmark = [pytest.mark.openness]
SIGNED = PassForm("校对乙", looked=True)


@pytest.mark.notice
async def test_an_article_goes_from_author_to_editor_to_proof_reader(db: None) -> None:
    """Notice 5.6: source, cover with credit, editor, proof-reader, the original one click away."""
    author, editor, reader = [await make.writer() for _ in range(3)]
    article = await make.drafted(author, original_url="https://www.gov.cn/a", source="县民政局供稿")
    photo = await make.pictured(author, article)
    await commands.choose_cover(author, article, CoverForm(photo, "摄影：县民政局"))

    await make.edited(article, author, editor)
    assert await published_article(article) is None
    await commands.publish_article(reader, article, SIGNED)

    shown = await published_article(article)
    assert shown is not None
    assert (shown.editor_name, shown.proofreader_name) == ("编辑甲", "校对乙")
    assert (shown.source, shown.original_url) == ("县民政局供稿", "https://www.gov.cn/a")
    assert (shown.cover_file_id, shown.cover_credit) == (photo, "摄影：县民政局")
    assert "<h2>学什么</h2>" in shown.body_html
    assert await value("SELECT shown FROM file WHERE id = $1", photo)


async def test_author_editor_and_proof_reader_are_three_people(db: None) -> None:
    author, editor = await make.writer(), await make.writer()
    article = await make.drafted(author)
    await commands.submit_article(author, article)
    with pytest.raises(Denied, match="另一位编辑"):
        await commands.pass_article(author, article, SIGNED)
    await commands.pass_article(editor, article, SIGNED)
    for one_of_them in (author, editor):
        with pytest.raises(Denied, match="第三个人"):
            await commands.publish_article(one_of_them, article, SIGNED)

    await commands.publish_article(await make.writer(), article, SIGNED)


async def test_the_table_asks_for_three_people_too(db: None) -> None:
    """The broken twin: past the commands, the database refuses what they refuse."""
    article = await make.drafted(await make.writer())
    for change in (
        "editor_id = author_id",
        "proofreader_id = author_id",
        "editor_id = NULL, proofreader_id = 1",
        "status = 'published'",
    ):
        with pytest.raises(asyncpg.CheckViolationError):
            async with unit_of_work():
                await value(f"UPDATE article SET {change} WHERE id = $1", article)
    published = await make.published()
    with pytest.raises(asyncpg.CheckViolationError):
        async with unit_of_work():
            await value(
                "INSERT INTO article_text SELECT nextval('article_text_id_seq'), article_id, 9,"
                " title, digest, body, author_name, source, original_url, cover_file_id,"
                " cover_credit, topics, '改了', author_id, author_id, editor_name, proofreader_id,"
                " proofreader_name FROM article_text WHERE article_id = $1",
                published,
            )


async def test_a_delegate_does_not_check_what_she_stands_in_for(db: None) -> None:
    import msgspec

    author, editor = await make.writer(), await make.writer()
    article = await make.drafted(author)
    await commands.submit_article(author, article)
    with pytest.raises(Denied):
        await commands.pass_article(
            msgspec.structs.replace(editor, covering=author.id), article, SIGNED
        )


@pytest.mark.parametrize(
    ("field", "words", "why"),
    [
        ("body", "留守儿童李晓晓今年八岁，爸爸妈妈在广东打工，家里很困难。" * 2, "孩子的姓名"),
        ("title", "联系家长 13812345678 领取", "手机号"),
        ("digest", "身份证 11010519491231002X 的孩子得到了帮助", "身份证"),
    ],
)
async def test_words_about_a_child_are_refused_when_saved(
    db: None, field: str, words: str, why: str
) -> None:
    author = await make.writer()
    article = await make.drafted(author)
    with pytest.raises(Invalid) as refusal:
        await commands.save_article(author, article, make.form(**{field: words}))
    assert why in refusal.value.fields[field]


async def test_words_split_by_markup_are_still_read(db: None) -> None:
    with pytest.raises(Invalid) as refusal:
        await make.drafted(
            await make.writer(), body=make.BODY + "\n\n请拨打 138**1234**5678 联系。"
        )
    assert "手机号" in refusal.value.fields["body"]


@pytest.mark.parametrize(
    ("hidden", "why"),
    [
        ('[需求](/needs "留守儿童李晓晓")', "孩子的姓名"),
        ('[需求](/needs "请打 13812345678")', "手机号"),
        ("[写信](mailto:lixiaoxiao@example.cn)", "邮箱"),
        ("[写信](mailto:lixiaoxiao%40example.cn)", "邮箱"),
        ("[看看](https://example.cn/?tel=%31%33%38%31%32%33%34%35%36%37%38)", "手机号"),
        (
            "[看看](https://example.cn/?n=%E6%9D%8E%E6%99%93%E6%99%93%E5%90%8C%E5%AD%A6)",
            "孩子的姓名",
        ),
    ],
)
async def test_what_stands_behind_a_link_is_read_too(db: None, hidden: str, why: str) -> None:
    """A title that shows when the link is pointed at, an address that opens the telephone."""
    with pytest.raises(Invalid) as refusal:
        await make.drafted(await make.writer(), body=f"{make.BODY}\n\n{hidden}")
    assert why in refusal.value.fields["body"]


async def test_a_pictures_title_is_read_too(db: None) -> None:
    author = await make.writer()
    article = await make.drafted(author)
    photo = await make.pictured(author, article)
    body = f'{make.BODY}\n\n![图书角](photo:{photo} "留守儿童李晓晓在看书")'
    with pytest.raises(Invalid) as refusal:
        await commands.save_article(author, article, make.form(body=body))
    assert "孩子的姓名" in refusal.value.fields["body"]


async def test_what_got_past_saving_is_stopped_before_publication(db: None) -> None:
    author, editor, reader = [await make.writer() for _ in range(3)]
    article = await make.drafted(author)
    await make.edited(article, author, editor)
    await value(
        "UPDATE article SET body = body || E'\\n\\n请打 13812345678' WHERE id = $1", article
    )
    with pytest.raises(Invalid):
        await commands.publish_article(reader, article, SIGNED)
    assert await published_article(article) is None


async def test_an_officials_article_about_the_law_passes(db: None) -> None:
    """What the gate must let through: the law names violence and illness, and nobody."""
    await make.published(
        body="国家机关、村民委员会发现未成年人遭受家庭暴力、性侵害的，应当立即报告。\n\n"
        "县级设立未成年人保护热线 12345，儿童主任每月走访。\n\n困境儿童包括自身残疾、患重病的儿童。"
    )


async def test_a_picture_with_a_child_needs_a_permit_for_every_child(db: None) -> None:
    author, editor, reader = [await make.writer() for _ in range(3)]
    article = await make.drafted(author)
    photo = await make.pictured(author, article, Shows.children, children=2)
    await commands.save_article(
        author, article, make.form(body=make.BODY + f"\n\n![读书](photo:{photo})")
    )
    with pytest.raises(Invalid) as refusal:
        await commands.submit_article(author, article)
    assert "监护人" in refusal.value.fields["pictures"]
    await commands.note_permit(SYSTEM, photo)
    with pytest.raises(Invalid):
        await commands.submit_article(author, article)
    await commands.note_permit(SYSTEM, photo)

    await make.edited(article, author, editor)
    await commands.publish_article(reader, article, SIGNED)

    shown = await published_article(article)
    assert shown is not None
    assert shown.images == (photo,)


async def test_a_permit_that_is_taken_back_takes_the_picture_off(db: None) -> None:
    author, editor, reader = [await make.writer() for _ in range(3)]
    article = await make.drafted(author)
    photo = await make.pictured(author, article, Shows.children, children=1)
    await commands.note_permit(SYSTEM, photo)
    await commands.choose_cover(author, article, CoverForm(photo, "摄影：县民政局"))
    await commands.save_article(
        author, article, make.form(body=make.BODY + f"\n\n![读](photo:{photo})")
    )
    await make.edited(article, author, editor)
    await commands.publish_article(reader, article, SIGNED)

    assert await commands.end_permit(SYSTEM, photo) == 1

    shown = await published_article(article)
    assert shown is not None
    assert (shown.images, shown.cover_file_id) == ((), None)
    assert f"/files/{photo}" not in shown.body_html
    told = await rows("SELECT payload FROM outbox WHERE topic = 'article.picture_ended'")
    assert len(told) == 1


async def test_editor_and_proof_reader_look_at_every_picture(db: None) -> None:
    author, editor = await make.writer(), await make.writer()
    article = await make.drafted(author)
    photo = await make.pictured(author, article)
    await commands.save_article(
        author, article, make.form(body=make.BODY + f"\n\n![角](photo:{photo})")
    )
    await commands.submit_article(author, article)
    with pytest.raises(Invalid) as refusal:
        await commands.pass_article(editor, article, PassForm("编辑甲"))
    assert set(refusal.value.fields) == {"looked"}


async def test_pictures_come_from_here_and_belong_to_the_article(db: None) -> None:
    author = await make.writer()
    with pytest.raises(Invalid):
        await make.drafted(author, body=make.BODY + "\n\n![x](https://example.com/a.png)")
    article = await make.drafted(author, body=make.BODY + "\n\n![x](photo:999999)")
    with pytest.raises(Invalid) as refusal:
        await commands.submit_article(author, article)
    assert "999999" in refusal.value.fields["body"]
    with pytest.raises(Invalid):
        await commands.add_picture(author, article, 999999, PictureForm(Shows.nobody, "说明"))


async def test_a_planned_article_waits_for_its_hour(db: None) -> None:
    author, editor, reader = [await make.writer() for _ in range(3)]
    article = await make.drafted(author)
    await make.edited(article, author, editor)
    hour = clock.now() + timedelta(hours=2)
    with pytest.raises(Invalid):
        await commands.publish_article(
            reader, article, PassForm("校对乙", publish_at=clock.now() - timedelta(minutes=1))
        )
    await commands.publish_article(reader, article, PassForm("校对乙", publish_at=hour))
    assert await commands.sweep_articles(SYSTEM) == 0
    assert await published_article(article) is None

    with clock.freeze(hour):
        assert await commands.sweep_articles(SYSTEM) == 1
        assert await commands.sweep_articles(SYSTEM) == 0

    shown = await published_article(article)
    assert shown is not None
    assert shown.published_at == hour


async def test_a_planned_article_whose_picture_was_taken_back_returns(db: None) -> None:
    author, editor, reader = [await make.writer() for _ in range(3)]
    article = await make.drafted(author)
    photo = await make.pictured(author, article, Shows.children, children=1)
    await commands.note_permit(SYSTEM, photo)
    await commands.choose_cover(author, article, CoverForm(photo, "摄影：县民政局"))
    await make.edited(article, author, editor)
    hour = clock.now() + timedelta(hours=2)
    await commands.publish_article(reader, article, PassForm("校对", looked=True, publish_at=hour))
    await commands.end_permit(SYSTEM, photo)

    with clock.freeze(hour):
        assert await commands.sweep_articles(SYSTEM) == 0

    row = await one("SELECT status, remark FROM article WHERE id = $1", article)
    assert row is not None
    assert row["status"] == ArticleStatus.draft
    assert "撤回" in row["remark"]


async def test_a_correction_keeps_both_texts_and_shows_the_old_one_meanwhile(db: None) -> None:
    author, editor, reader = [await make.writer() for _ in range(3)]
    article = await make.published(author, editor, reader)
    await commands.revise_article(editor, article)
    await commands.save_article(editor, article, make.form(title="儿童之家周末和假期开放"))
    with pytest.raises(Invalid) as refusal:
        await commands.submit_article(editor, article)
    assert set(refusal.value.fields) == {"correction"}
    await commands.save_article(
        editor, article, make.form(title="儿童之家周末和假期开放", correction="补充假期开放。")
    )
    await commands.submit_article(editor, article)
    meanwhile = await published_article(article)
    assert meanwhile is not None
    assert meanwhile.title == "儿童之家周末照常开放"
    await commands.pass_article(author, article, SIGNED)
    await commands.publish_article(reader, article, SIGNED)

    shown = await published_article(article)
    assert shown is not None
    assert (shown.version, shown.correction) == (2, "补充假期开放。")
    assert shown.published_at == meanwhile.published_at < shown.updated_at
    kept = await rows(
        "SELECT title FROM article_text WHERE article_id = $1 ORDER BY version", article
    )
    assert [row["title"] for row in kept] == ["儿童之家周末照常开放", "儿童之家周末和假期开放"]


async def test_a_published_text_never_changes(db: None) -> None:
    article = await make.published()
    for change in ("UPDATE article_text SET title = 'x'", "DELETE FROM article_text"):
        with pytest.raises(asyncpg.PostgresError):
            async with unit_of_work():
                await value(f"{change} WHERE article_id = $1", article)


async def test_a_withdrawn_article_says_why(db: None) -> None:
    editor = await make.writer()
    article = await make.published()
    with pytest.raises(Invalid):
        await commands.withdraw_article(editor, article, "错")
    await commands.withdraw_article(editor, article, "数字有误，核实后重新发布")

    shown = await published_article(article)
    assert shown is not None
    assert shown.state is ArticleStatus.withdrawn
    with pytest.raises(Conflict):
        await commands.revise_article(editor, article)


async def test_only_the_press_writes_and_only_in_its_area(db: None) -> None:
    from tests.people import make as people

    for role, division in (("director", "433124001001"), ("supervisor", "433124001")):
        with pytest.raises(Denied):
            await make.drafted(await people.account(role, division))
    county = await people.account("county", "433124")
    article = await make.drafted(county)
    await commands.submit_article(county, article)
    other = await people.account("prefecture", "4301")
    with pytest.raises(Denied):
        await commands.pass_article(other, article, SIGNED)
    await commands.pass_article(await people.account("prefecture", "4331"), article, SIGNED)


async def test_reads_and_shares_are_counted_and_nobody_is(db: None) -> None:
    from match.publicity.states import Counted

    article = await make.published()
    for _ in range(3):
        await commands.count_article(SYSTEM, article, Counted.read)
    await commands.count_article(SYSTEM, article, Counted.shared)

    row = await one("SELECT * FROM article_count WHERE article_id = $1", article)
    assert row is not None
    assert set(row) == {"id", "article_id", "day", "reads", "shares"}
    assert (row["reads"], row["shares"], row["day"]) == (3, 1, clock.today())
