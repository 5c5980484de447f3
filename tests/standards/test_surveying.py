"""Village by village: progress, complaints, a planned home from an answer, few children hidden."""

import json

import pytest

from match.foundation.actor import Actor
from match.foundation.db import one, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.standards import commands
from match.standards.forms import Opening, VillageForm
from match.standards.queries import survey_file, surveys_of, village_file, villages_of
from match.standards.rules import shown_counts
from match.standards.states import SURVEY_MACHINE, SurveyStatus
from match.standards.tables import Survey
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("hunan", "db")

COUNTY = "433101000000"
TOWNSHIP = "433101002000"  # 峒河街道
WITHOUT = "433101002200"  # 振武营村
WITH = "433101002201"  # 小溪村
S = SurveyStatus
EXPECTED = {S.open: {"close": S.closed}, S.closed: {"reopen": S.open}}


def none_yet(**other: object) -> VillageForm:
    """A village without a home that could use the idle school."""
    fields = {
        "has_home": False,
        "site_options": ["SITE-IDLE", "SITE-SVC"],
        "site_source": "SITE-IDLE",
        "co_location": ["CO-LIB"],
        "groups": {"LBC": 23, "DIF": 6},
        **other,
    }
    return VillageForm(**fields)  # pyright: ignore[reportArgumentType] # a test's own mapping


async def opened(division: str = TOWNSHIP, role: str = "supervisor") -> tuple[int, Actor]:
    actor = await people.account(role, division.rstrip("0") if role == "county" else division[:9])
    return await commands.open_survey(actor, Opening(division, "2026 年冬季逐村摸底")), actor


@pytest.mark.notice
async def test_a_township_surveys_every_village_and_sees_how_far_it_is() -> None:
    """Notice 3.2a: one form a village; progress by township; children as totals only."""
    clerk = await people.account("county", "433101")
    supervisor = await people.account("supervisor", "433101002")
    survey = await commands.open_survey(clerk, Opening(COUNTY, "2026 年冬季逐村摸底"))
    before = await survey_file(clerk, survey)

    await commands.fill_form(supervisor, survey, WITHOUT, none_yet())
    await commands.fill_form(supervisor, survey, WITHOUT, none_yet(groups={"LBC": 31}))
    await commands.fill_form(supervisor, survey, WITH, VillageForm(True, groups={"LBC": 9}))

    after = await survey_file(clerk, survey)
    [township] = [each for each in after.townships if each.code == TOWNSHIP]
    real = await value(
        "SELECT count(*) FROM division WHERE level = 5 AND parent_code = $1 AND valid_to IS NULL"
        " AND kind IN ('village', 'community')",
        TOWNSHIP,
    )
    assert (before.line.filled, after.line.filled) == (0, 2)
    assert (township.filled, township.villages, township.without) == (2, real, 1)
    assert after.line.villages == sum(each.villages for each in after.townships)
    assert after.totals[0] == "40"
    # The supervisor of the township finds the county's survey among her own.
    assert [line.id for line in await surveys_of(supervisor)] == [survey]
    listed = await villages_of(supervisor, survey, TOWNSHIP)
    assert len(listed) == real
    assert [v.form is None for v in listed] == sorted(
        (v.form is None for v in listed), reverse=True
    )


@pytest.mark.notice
async def test_an_answer_becomes_a_planned_home_at_the_site_that_was_chosen() -> None:
    """Notice 3.2b, 3.2c: an idle public building, planned together with the library."""
    survey, supervisor = await opened()
    clerk = await people.account("county", "433101")
    await commands.fill_form(supervisor, survey, WITHOUT, none_yet())

    home_id = await commands.plan_home(clerk, survey, WITHOUT)
    again = await commands.plan_home(clerk, survey, WITHOUT)

    home = await one("SELECT * FROM home WHERE id = $1", home_id)
    assert home is not None
    assert again == home_id
    assert (home["status"], home["kind"], home["division"]) == ("planned", "main", WITHOUT)
    assert (home["site_source"], list(home["co_location"])) == ("SITE-IDLE", ["CO-LIB"])
    with pytest.raises(Conflict, match="已列入计划"):
        await commands.fill_form(supervisor, survey, WITHOUT, none_yet())
    with pytest.raises(Denied):
        await commands.plan_home(supervisor, survey, WITHOUT)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"site_options": []}, "site_options"),
        ({"site_source": None}, "site_source"),
        ({"site_source": "SITE-KG"}, "site_source"),
        ({"site_options": ["SITE-MOON"]}, "site_options"),
        ({"co_location": ["CO-PUB"]}, "co_location"),
        ({"groups": {"HIV": 6}}, "groups"),
        ({"note": "龙小梅一家，电话13812345678"}, "note"),
    ],
)
async def test_a_wrong_answer_is_refused_at_its_box(change: dict[str, object], field: str) -> None:
    survey, supervisor = await opened()

    with pytest.raises(Invalid) as refusal:
        await commands.fill_form(supervisor, survey, WITHOUT, none_yet(**change))

    assert set(refusal.value.fields) == {field}
    assert await value("SELECT count(*) FROM survey_form") == 0


async def test_only_who_works_there_opens_fills_and_reads() -> None:
    survey, supervisor = await opened()
    for role, where in (("supervisor", "433101003"), ("county", "433122"), ("donor", "")):
        stranger = await people.account(role, where)
        with pytest.raises(Denied):
            await commands.open_survey(stranger, Opening(TOWNSHIP, "别处的摸底调查"))
        with pytest.raises(Denied):
            await commands.fill_form(stranger, survey, WITHOUT, none_yet())
        with pytest.raises(NotFound):
            await survey_file(stranger, survey)
    with pytest.raises(NotFound):
        await village_file(supervisor, survey, "433122100201")
    with pytest.raises(Conflict):
        await opened()
    await commands.close_survey(supervisor, survey)
    with pytest.raises(Conflict, match="已经结束"):
        await commands.fill_form(supervisor, survey, WITHOUT, none_yet())


@pytest.mark.parametrize("state", list(SurveyStatus))
async def test_every_verb_moves_a_real_survey_as_the_table_says(state: SurveyStatus) -> None:
    survey, _supervisor = await opened()
    for verb in ("close", "reopen"):
        await value("UPDATE survey SET status = $2 WHERE id = $1", survey, str(state))
        expected = EXPECTED[state].get(verb)
        if expected is None:
            with pytest.raises(Conflict):
                await SURVEY_MACHINE.fire(Survey, survey, state, verb)
        else:
            await SURVEY_MACHINE.fire(Survey, survey, state, verb)
        assert await value("SELECT status FROM survey WHERE id = $1", survey) == (expected or state)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([0, 12, 7], ["0", "12", "7"]),
        ([3, 12, 7], ["不足5人", "12", "已隐去"]),
        ([3, 2, 40], ["不足5人", "不足5人", "40"]),
        ([4, 0, 0], ["不足5人", "0", "0"]),
        ([1], ["不足5人"]),
        ([5], ["5"]),
    ],
)
def test_few_children_are_hidden_and_cannot_be_worked_out(counts, shown) -> None:
    """Domain 3.7: 1 to 4 are 不足5人, and no total with the rest gives them away."""
    assert shown_counts({"LBC": counts})["LBC"] == shown


def test_hiding_one_cell_alone_would_give_it_away() -> None:
    """The twin: without the complementary cell, total − rest is the hidden number."""
    counts = [3, 12, 7]
    naive = ["不足5人" if 0 < count < 5 else str(count) for count in counts]

    def solvable(column: list[str]) -> bool:
        return sum(not cell.isdigit() for cell in column) == 1

    assert solvable(naive)
    assert not solvable(shown_counts({"LBC": counts})["LBC"])


async def test_groups_are_kept_as_totals_and_nothing_else() -> None:
    survey, supervisor = await opened()
    await commands.fill_form(supervisor, survey, WITHOUT, none_yet(groups={"LBC": 3, "GEN": 0}))

    kept = await one("SELECT groups::text AS g FROM survey_form WHERE survey_id = $1", survey)
    shown = await survey_file(supervisor, survey)

    assert kept is not None
    assert json.loads(kept["g"]) == {"LBC": 3}
    assert shown.totals[0] == "不足5人"
