"""A purchase begins from a template, or from what the same department bought before."""

import re
from datetime import timedelta
from importlib.resources import files

import msgspec
import pytest

from match.catalogue import codes
from match.catalogue.entries import Labelled
from match.catalogue.lists import BrokenList, beneficiary_groups
from match.foundation import clock
from match.foundation.db import value
from match.tenders import consistency
from match.tenders.commands import publish_tender
from match.tenders.queries import facts
from match.tenders.wizard.templates import read_templates, templates
from match.tenders.wizard.values import boxes_of
from tests.needs.browsing import words
from tests.offers.browser import send
from tests.people import make as people
from tests.tenders import make
from tests.tenders.test_pages import NO, begun, first_step

NEW = "/purchases/entries/new"


def shipped_text() -> str:
    return files("match.tenders.wizard").joinpath("data", "templates.toml").read_text("utf-8")


def box(page: str, name: str) -> str:
    """What stands in a box of the page."""
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, name
    return found[1]


def typed_rows(page: str) -> dict[str, list[str]]:
    """The rows of criteria as a browser would send them back."""
    return {
        "c_title": re.findall(r'name="c_title" value="([^"]*)"', page),
        "c_kind": re.findall(r'<option value="(\w+)" selected', page),
        "c_points": re.findall(r'name="c_points"[^>]*value="([^"]*)"', page),
        "c_indicator": re.findall(r'name="c_indicator"[^>]*>([^<]*)<', page),
    }


async def handed_in(client, entry: str) -> str:
    """Hand every step in as its page shows it; returns what the pages of terms said."""
    await send(client, f"{entry}/screen", **NO)
    await send(client, f"{entry}/method", mode="light", method="INTERNAL")
    for slug in ("needs", "survey"):
        await send(client, f"{entry}/{slug}")
    document = (await client.get(f"{entry}/document")).text
    texts = dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>(.*?)</textarea>', document, re.S))
    terms = {**texts, "service_days": box(document, "service_days"), "consortium": "true"}
    criteria = (await client.get(f"{entry}/criteria")).text
    ways = {"scheme": "scoring", "envelopes": "together"}
    dates = (await client.get(f"{entry}/dates")).text
    days = {name: box(dates, name) for name in ("closes_on", "decides_on")}
    for slug, boxes in (
        ("document", terms),
        ("criteria", ways | typed_rows(criteria)),
        ("dates", days),
    ):
        saved = await send(client, f"{entry}/{slug}", **boxes)
        assert saved.status_code == 303, (slug, words(saved))
    return document + criteria


@pytest.mark.notice
async def test_a_psychological_service_is_bought_from_its_template(client, hunan):
    """Notice 5.3b: for children who lack care or were hurt in the family: adjustment, comforting,
    counselling. Every step is judged as if it had been typed."""
    officer, organisation = await make.department()
    await people.sign_in(client, officer)
    assert "儿童心理健康服务" in words(await client.get(NEW))
    first = await client.get(NEW, params={"like": "psychology"})
    assert re.search(r'value="C20030700"[^>]*selected', first.text)
    typed = first_step(organisation, title=box(first.text, "title"), like="psychology")
    made = await send(client, "/purchases/entries", **typed)
    entry = made.headers["location"].rsplit("/", 1)[0]

    overview = words(await client.get(entry))
    assert overview.count("未填写") == 7
    terms = await handed_in(client, entry)
    for asked in ("心理调适", "心理抚慰", "个别辅导", "从业查询", "儿童主任", "交通费和通讯费"):
        assert asked in terms
    planned = await send(client, f"{entry}/completion")
    assert planned.status_code == 303, words(planned)
    plan = await facts(int(planned.headers["location"].split("/")[2]))
    assert "48 小时内到场" in plan.requirements
    assert plan.category == "SVC-PSY"
    assert sum(each.points for each in plan.criteria) == 10_000
    assert consistency.notice_complaints(plan, clock.today()) == {}
    await publish_tender(officer, plan.id)


async def test_a_template_passes_no_rule_by(client, hunan):
    """A goods item, an empty budget: refused as ever, with the template in the other boxes."""
    _officer, entry = await begun(client, like="psychology", budget="")
    made = await client.get(f"{entry}/plan")
    assert 'id="error-budget"' in made.text
    wrong = await send(client, f"{entry}/screen", **{**NO, "staffing": "true"})
    assert wrong.status_code == 422
    assert (await send(client, f"{entry}/completion")).status_code == 422


async def test_what_was_bought_before_comes_without_its_days_needs_and_budget(client, hunan):
    with clock.freeze(clock.now() - timedelta(days=90)):
        officer, tender_id = await make.published(
            criteria=make.CRITERIA, reference_contracts=1, budget_line="去年的预算项目"
        )
    before = await facts(tender_id)
    await people.sign_in(client, officer)
    assert f"like={tender_id}" in (await client.get(NEW)).text

    first = await client.get(NEW, params={"like": tender_id})
    assert box(first.text, "title") == before.title
    assert (box(first.text, "budget"), box(first.text, "budget_line")) == ("", "")
    typed = first_step(before.organisation_id, title="吉首市留守儿童心理辅导第二期", like=tender_id)
    made = await send(client, "/purchases/entries", **typed)
    entry = made.headers["location"].rsplit("/", 1)[0]
    kept = msgspec.json.decode(await value("SELECT fields FROM tender_entry"))
    document = (await client.get(f"{entry}/document")).text
    criteria = (await client.get(f"{entry}/criteria")).text

    assert before.requirements in document
    assert box(document, "reference_contracts") == "1"
    assert "每名持证社会工作师得 5 分" in criteria
    assert kept["budget"] == typed["budget"]
    own = {"closes_on", "decides_on", "needs", "survey", "documents", "bond", "method", "fair"}
    assert own & set(boxes_of(before)) >= own - {"fair"}
    assert own & set(kept) == set()


async def test_nobody_begins_from_another_departments_purchase(client, hunan):
    """Nor from a plan, even one's own, nor from what does not exist. The twin: one's own goes."""
    _owner, foreign = await make.published()
    officer, own = await make.published()
    plan_officer, plan = await make.draft()
    await people.sign_in(client, officer)
    assert f"like={foreign}" not in (await client.get(NEW)).text
    counted = {}
    for like in (foreign, plan, 10**18 - 1, 10**30, "²", "nothing", "../psychology"):
        seen = await client.get(NEW, params={"like": like})
        body = (await facts(own)).organisation_id
        sent = await send(client, "/purchases/entries", **first_step(body, like=str(like)))
        counted[like] = (seen.status_code, sent.status_code)
    assert set(counted.values()) == {(404, 404)}
    assert (await client.get(NEW, params={"like": own})).status_code == 200

    await people.sign_in(client, plan_officer)
    assert (await client.get(NEW, params={"like": plan})).status_code == 404


def told(text: str) -> set[str]:
    """Groups never to be named in public whose name stands in *text*."""
    return {
        code
        for code, group in beneficiary_groups().items()
        if group.publicity is Labelled.NEVER and group.name_zh in text
    }


def test_a_templates_words_for_everybody_name_no_hidden_group():
    for template in templates().values():
        public = template.title + template.requirements + template.acceptance
        public += "".join(each.title + each.indicator for each in template.criteria)
        assert told(public) == set()
    assert told(f"服务{codes.group('DIF-GUARD').name_zh}") == {"DIF-GUARD"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"C20030700"', '"A04010105"'),
        ('"C20030700"', '"C99999999"'),
        ('"DIF-GUARD"', '"DIF-NONE"'),
        ('"PSY-R"', '"PSY-X"'),
        ("service_days = 365", "service_days = 0"),
        ("service_days = 365", "service_days = 365\nbudget_fen = 100"),
        ("points = 1500", "points = 10001"),
        ('code = "psychology"', "code = psychology"),
    ],
)
def test_a_broken_file_of_templates_is_refused(old, new):
    assert old in shipped_text()
    with pytest.raises(BrokenList):
        read_templates(shipped_text().replace(old, new))
