"""Activities: free, within capacity, by number, counted without names."""

from datetime import UTC, date, datetime, timedelta

import pytest

from match.activities import commands, queries
from match.activities.forms import HeadsForm
from match.activities.states import ActivityStatus
from match.foundation import clock
from match.foundation.db import DatabaseError, rows, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.foundation.language import speak
from tests.activities import make
from tests.offers.browser import send
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")
NOW = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)
YESTERDAY = date(2026, 6, 9)


async def breaks(sql: str, *values) -> str:
    """The constraint that refuses the statement; the empty string where none does."""
    try:
        async with unit_of_work():
            await value(sql, *values)
    except DatabaseError as refusal:
        return refusal.constraint_name or str(refusal)
    return ""


@pytest.mark.notice
async def test_every_activity_is_free(client):
    """Notice 1.4: the price is 0, on the page and in the table; nothing can make it another."""
    with clock.freeze(NOW):
        at = await make.scene()
        made = await commands.plan_activity(at.director, at.home, make.form())
        page = (await client.get(f"/activities/{made}")).text
        view = await queries.activity_view(made)
        broken = await breaks("UPDATE activity SET price_fen = 1 WHERE id = $1", made)

    assert view.price_fen == 0
    assert "0 元，儿童之家的活动一律免费" in page
    assert broken == "activity_is_free"


@pytest.mark.notice
@pytest.mark.parametrize("kind", ["SVC-LAWED", "ACT-TALK"])
async def test_law_and_policy_are_made_known(kind):
    """Notice 2.2a: minors' protection law and welfare policy, as activities with numbers."""
    with clock.freeze(NOW):
        at = await make.scene()
        made = await make.held(at, kind, YESTERDAY)
        file = await queries.activity_file(at.supervisor, made)

    assert (file.view.kind, file.children, file.adults) == (kind, 12, 3)


@pytest.mark.notice
async def test_the_board_reminds_of_family_education_until_it_was_given(client):
    """Notice 2.2b: a quarter without guidance is noticed, with it the reminder is gone."""
    with clock.freeze(NOW):
        at = await make.scene()
        await people.sign_in(client, at.director)
        before = (await client.get(f"/desk/activities/{at.home}")).text
        desk = (await client.get("/desk")).text
        await make.held(at, "SVC-FAM", YESTERDAY)
        after = (await client.get(f"/desk/activities/{at.home}")).text

    assert "家庭教育指导每季度至少 1 次，本季度办了 0 次，请在 6月30日前完成" in before
    assert "办一次家庭教育指导" in desk
    assert "家庭教育指导每季度" not in after


@pytest.mark.notice
async def test_safety_is_for_children_and_for_parents(client):
    """Notice 2.2c: safety education and drills have two audiences."""
    with clock.freeze(NOW):
        at = await make.scene()
        await people.sign_in(client, at.director)
        drill = await make.held(at, "ACT-DRILL", YESTERDAY, audiences=["children"])
        await make.held(at, "SVC-SAFE", date(2026, 5, 20), audiences=["children"])
        owed = {one.what: one for one in await queries.dues(at.home, date(2026, 6, 10))}
        board = (await client.get(f"/desk/activities/{at.home}")).text
        both = await make.held(at, "SVC-SAFE", date(2026, 6, 8))
        view = await queries.activity_view(both)
        left = [one.what for one in await queries.dues(at.home, date(2026, 6, 10))]

    assert (await queries.activity_view(drill)).audiences == ("children",)
    assert owed["safety"].missing == ("guardians",)
    assert "还没有面向家长的" in board
    assert view.audiences == ("children", "guardians")
    assert left == ["family"]


@pytest.mark.notice
async def test_children_gather_and_only_their_number_is_kept():
    """Notice 2.3d: group activities with attendance as head counts by band and group."""
    heads = HeadsForm(age_6_8=9, age_9_11=4, adults=2, lbc=7)
    with clock.freeze(NOW):
        at = await make.scene()
        await make.held(at, "ACT-READ", YESTERDAY, heads=heads)
        counted = await queries.heads(at.home, date(2026, 6, 1), date(2026, 6, 30))
        columns = await rows(
            "SELECT column_name FROM information_schema.columns WHERE table_name = ANY($1)",
            ["activity", "activity_heads", "activity_signup"],
        )

    assert (counted.activities, counted.children, counted.adults) == (1, 13, 2)
    assert counted.by_band == {"6-8": 9, "9-11": 4}
    assert counted.by_group == {"LBC": 7}
    named = {row["column_name"] for row in columns}
    assert not named & {"name", "phone", "born_on", "child_id", "address"}


@pytest.mark.notice
async def test_signing_up_stops_at_capacity():
    """Notice 5.4c: as many as the room holds, by number; the table itself refuses one more."""
    with clock.freeze(NOW):
        at = await make.scene()
        made = await commands.plan_activity(at.director, at.home, make.form(capacity=8))
        await commands.announce(at.rota, made, 5)
        parent = await people.account("donor")
        with pytest.raises(Invalid) as refusal:
            await commands.announce(parent, made, 4)
        await commands.announce(parent, made, 3)
        with pytest.raises(Conflict):
            await commands.announce(parent, made, 1)
        broken = await breaks("UPDATE activity SET taken = 9 WHERE id = $1", made)
        full = (await queries.activity_view(made)).places
        await commands.withdraw(parent, made)
        free = (await queries.activity_view(made)).places
        with pytest.raises(NotFound):
            await commands.withdraw(parent, made)

    assert "3" in refusal.value.fields["heads"]
    assert broken == "activity_within_capacity"
    assert (full, free) == ("full", "free")


@pytest.mark.notice
async def test_a_large_gathering_is_refused_without_its_risk_note(client):
    """Notice 5.4c: more than thirty children (a parameter) ask for a note; what was typed stays."""
    with clock.freeze(NOW):
        at = await make.scene()
        await people.sign_in(client, at.director)
        sent = {
            "kind": "ACT-HOL",
            "day": "2026-06-19",
            "starts": "15:00",
            "ends": "17:00",
            "capacity": "31",
            "title": "端午包粽子",
        }
        refused = await send(client, f"/desk/activities/{at.home}/new", **sent)
        taken = await send(
            client, f"/desk/activities/{at.home}/new", **sent, risk_note="四名成年人分组看护"
        )

    assert refused.status_code == 422
    assert "超过 30 人的活动" in refused.text
    assert "端午包粽子" in refused.text
    assert taken.status_code == 303


async def test_a_small_groups_number_is_never_public(client):
    with clock.freeze(NOW):
        at = await make.scene()
        four = await make.held(at, "ACT-READ", YESTERDAY, heads=HeadsForm(age_6_8=4))
        five = await make.held(at, "ACT-READ", YESTERDAY, heads=HeadsForm(age_6_8=5))
        few = await client.get(f"/activities/{four}")
        enough = await client.get(f"/activities/{five}")

    assert "个孩子" not in few.text
    assert "来了 5 个孩子" in enough.text
    assert (await queries.activity_view(four)).came is None


async def test_the_page_for_everybody_never_says_how_many_signed_up(client):
    with clock.freeze(NOW):
        at = await make.scene()
        made = await commands.plan_activity(at.director, at.home, make.form(capacity=23))
        before = (await client.get(f"/activities/{made}")).text
        await commands.announce(at.director, made, 14)
        after = (await client.get(f"/activities/{made}")).text
        await commands.announce(at.director, made, 6)
        few = (await client.get(f"/activities/{made}")).text

    assert "还有名额" in main(before)
    assert main(before) == main(after)
    assert "名额不多" in main(few)


def main(page: str) -> str:
    """The page without its frame, whose tokens change."""
    return page[page.index("<main") : page.index("</main>")]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"age_6_8": "", "adults": ""}, "age_6_8"),
        ({"age_6_8": "3", "lbc": "4"}, "lbc"),
        ({"age_6_8": "九"}, "age_6_8"),
        ({"age_6_8": "501"}, "age_6_8"),
        ({"age_6_8": "-1"}, "age_6_8"),
        ({"age_6_8": "5", "kind": "MON-BUILD"}, "kind"),
        ({"age_6_8": "5", "ends": "14:00"}, "ends"),
        ({"age_6_8": "5", "day": "2026-06-11"}, "day"),
        ({"age_6_8": "5", "title": "给小明（8岁，三年级2班）过生日"}, "title"),
    ],
)
async def test_a_wrong_count_comes_back_with_what_was_typed(client, sent, field):
    with clock.freeze(NOW):
        at = await make.scene()
        await people.sign_in(client, at.director)
        typed = {
            "kind": "ACT-READ",
            "day": "2026-06-09",
            "starts": "15:00",
            "ends": "16:30",
            "capacity": "20",
            "age_9_11": "",
        }
        answer = await send(client, f"/desk/activities/{at.home}/held", **(typed | sent))

    assert answer.status_code == 422
    assert f'id="error-{field}"' in answer.text
    assert 'value="2026-06-' in answer.text


async def test_a_second_count_corrects_the_first_and_is_in_the_trail():
    with clock.freeze(NOW):
        at = await make.scene()
        made = await make.held(at, "ACT-READ", YESTERDAY)
        await commands.record_heads(at.rota, made, HeadsForm(age_9_11=6))
        file = await queries.activity_file(at.director, made)
        trail = await rows(
            "SELECT verb FROM audit WHERE subject_kind = 'activity' AND subject_id = $1"
            " ORDER BY id",
            made,
        )

    assert (file.children, file.adults, file.heads) == (6, 0, {("age", "9-11"): 6})
    assert [row["verb"] for row in trail] == ["activity.recorded", "activity.corrected"]


async def test_what_has_not_begun_is_not_counted_and_what_is_over_not_planned():
    with clock.freeze(NOW):
        at = await make.scene()
        ahead = await commands.plan_activity(at.director, at.home, make.form())
        with pytest.raises(Conflict):
            await commands.record_heads(at.director, ahead, HeadsForm(age_6_8=5))
        with pytest.raises(Invalid):
            await commands.plan_activity(at.director, at.home, make.form(YESTERDAY))


async def test_a_cancelled_activity_says_why_to_everybody(client):
    with clock.freeze(NOW):
        at = await make.scene()
        made = await commands.plan_activity(at.director, at.home, make.form())
        with pytest.raises(Denied):
            await commands.call_off(at.rota, made, "下大雨，路不好走")
        await commands.call_off(at.director, made, "下大雨，路不好走")
        ics = (await client.get(f"/homes/{at.home}/calendar.ics")).text
        with pytest.raises(Conflict):
            await commands.announce(await people.account("donor"), made, 1)

    assert (await queries.activity_view(made)).status is ActivityStatus.cancelled
    assert "STATUS:CANCELLED" in ics


async def test_an_activity_that_is_over_waits_on_the_directors_desk(client):
    with clock.freeze(NOW - timedelta(days=2)):
        at = await make.scene()
        await commands.plan_activity(at.director, at.home, make.form(YESTERDAY, title="竹编小课堂"))
    with clock.freeze(NOW):
        await people.sign_in(client, at.director)
        desk = (await client.get("/desk")).text
        waiting = await queries.to_record([at.home])

    assert [one.title for one in waiting] == ["竹编小课堂"]
    assert "登记活动人数" in desk


@pytest.mark.parametrize(("language", "shown"), [("zh", "读书会"), ("en", "Reading club")])
async def test_a_gathering_without_a_title_bears_its_kind_in_the_readers_language(language, shown):
    at = await make.scene()
    nameless = await commands.plan_activity(at.director, at.home, make.form())
    named = await commands.plan_activity(at.director, at.home, make.form(title="夏夜故事"))
    speak(language)
    titles = [(await queries.activity_view(one)).title for one in (nameless, named)]
    speak("zh")

    assert titles == [shown, "夏夜故事"]
