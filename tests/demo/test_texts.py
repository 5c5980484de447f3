"""The demo's texts read as if many people wrote them, name no child, and fit the code lists."""

import re
from collections import Counter
from itertools import chain

import pytest

from match.catalogue import codes, lists
from match.demo import content
from match.foundation.identifiers import organisation_code_warning, uscc_problem
from match.foundation.screening import screen, verdict
from match.needs.forms import BANDS
from match.offers.rules import category_complaint, unit_complaint

NEEDS = content.needs()
LEAVES = {code for code, entry in lists.categories().items() if entry.parent}
# Words that say what one child is; labels marked G or N may not stand in a public need (§3.7).
NEVER = re.compile("残疾|孤儿|低保|单亲|离异|服刑|事实无人抚养|监护缺失")
PLACES = re.compile("吉首|泸溪|凤凰|花垣|保靖|古丈|永顺|龙山|湘西|长沙")


def _written(purchase: content.ProcurementText) -> list[str]:
    scores = [f"{each['title']} {each['indicator']}" for each in purchase.criteria]
    return scores + [step.note + step.reason for step in purchase.steps]


def every_text() -> list[tuple[str, str]]:
    """Each free text of the demo with the key of its row."""
    return [
        *((n.key, text) for n in NEEDS for text in (n.title, n.purpose)),
        *((n.key, line.name) for n in NEEDS for line in n.lines),
        *((o.key, text) for o in content.offers() for text in (o.title, o.conditions)),
        *((p.key, t) for p in content.purchases() for t in (p.title, p.requirements, p.acceptance)),
        *(
            (p.key, t)
            for p in content.procurements()
            for t in (p.title, p.requirements, p.acceptance, p.findings, *_written(p))
        ),
        *((o.key, o.introduction) for o in content.organisations()),
        *(("question", text) for text in content.wording().questions),
    ]


def test_there_are_several_hundred_needs_over_nearly_every_category():
    used = {need.category for need in NEEDS}

    assert len(NEEDS) >= 450
    assert used <= LEAVES
    assert len(used) >= 60


def test_no_two_titles_are_equal_and_no_skeleton_is_used_often():
    titles = [need.title for need in NEEDS]
    skeletons = Counter(
        re.sub(r"[\d零一二三四五六七八九十百千两]+", "", PLACES.sub("", t)) for t in titles
    )

    assert len(set(titles)) == len(titles)
    assert max(skeletons.values()) <= 2


def test_purposes_do_not_come_from_templates():
    grams = [
        text[at : at + 4]
        for need in NEEDS
        for text in (re.sub(r"\W", "", need.purpose),)
        for at in range(len(text) - 3)
    ]
    openings = Counter(need.purpose[:6] for need in NEEDS)

    assert len(set(grams)) / len(grams) > 0.95
    assert max(openings.values()) <= 3


def test_lengths_vary_as_people_do():
    lengths = sorted(len(need.purpose) for need in NEEDS)

    assert lengths[len(lengths) // 10] < 30
    assert lengths[-len(lengths) // 10] > 60
    assert lengths[-1] > 140


@pytest.mark.parametrize("voice", ["chair", "school", "township"])
def test_every_voice_is_heard_often(voice: str):
    assert sum(need.voice == voice for need in NEEDS) >= 100


def test_nothing_blocks_at_the_privacy_screen():
    blocked = {key for key, text in every_text() if verdict(screen(text)) == "block"}
    together = {
        need.key
        for need in NEEDS
        if verdict(screen("\n".join((need.title, need.purpose, *(x.name for x in need.lines)))))
        == "block"
    }

    assert blocked | together == set()


def test_some_needs_give_the_privacy_desk_something_to_judge():
    doubtful = [n for n in NEEDS if verdict(screen(f"{n.title}\n{n.purpose}")) == "check"]

    assert 3 <= len(doubtful) <= 12


def test_no_need_names_a_village_or_says_what_a_child_is():
    said = [(key, text) for key, text in every_text() if NEVER.search(text)]
    placed = [need.key for need in NEEDS if PLACES.search(need.title + need.purpose)]

    assert said == []
    # The town of Changsha's hospitals is named once, as a place to travel to.
    assert len(placed) <= 1


def test_needs_fit_the_code_lists():
    for need in NEEDS:
        codes.group(need.group)
        assert set(need.bands) <= set(BANDS), need.key
        assert sum(need.bands.values()) > 0, need.key
        for line in need.lines:
            codes.unit(line.unit)
            assert line.reference_price_fen is None or line.reference_price_fen > 0, need.key


def test_some_groups_are_too_small_to_be_shown():
    assert sum(sum(need.bands.values()) < 5 for need in NEEDS) >= 10


def test_money_needs_are_few():
    assert 0 < sum(need.category.startswith("FND") for need in NEEDS) <= 25


def test_organisations_are_invented_marked_and_checkable():
    organisations = content.organisations()
    coded = [organisation for organisation in organisations if organisation.uscc]

    assert len(organisations) >= 60
    assert all(organisation.name.endswith("（演示）") for organisation in organisations)
    assert [uscc_problem(str(one.uscc)) for one in coded] == [None] * len(coded)
    assert [organisation_code_warning(str(one.uscc)) for one in coded] == [None] * len(coded)
    assert len({one.uscc for one in coded}) == len(coded)
    for organisation in organisations:
        codes.org_kind(organisation.kind)
        for skill in organisation.skills:
            codes.skill(skill)


def test_offers_fit_what_their_mode_may_give():
    givers = {organisation.key for organisation in content.organisations()}
    for offer in content.offers():
        assert offer.organisation in givers
        assert category_complaint(offer.mode, offer.category) == {}, offer.key
        assert unit_complaint(offer.unit, offer.category) is None, offer.key
        assert 0 <= offer.starts_in_days < offer.ends_in_days <= 731, offer.key


def test_offers_leave_some_needs_short_and_some_gifts_over():
    asked = Counter[str]()
    for need in NEEDS:
        for line in need.lines:
            asked[need.category] += line.quantity
    given = Counter[str]()
    for offer in content.offers():
        given[offer.category] += offer.quantity

    both = set(asked) & set(given)
    assert any(given[leaf] > asked[leaf] for leaf in both)
    assert any(given[leaf] < asked[leaf] for leaf in both)
    assert any(leaf not in given for leaf in asked)
    assert any(codes.category(offer.category).parent is None for offer in content.offers())


def test_procurements_above_the_limit_add_up():
    for purchase in content.procurements():
        assert codes.procurement_item(purchase.catalogue_code), purchase.key
        assert purchase.budget_fen >= 80_000_000, purchase.key
        scores = [each["points"] for each in purchase.criteria]
        assert not scores or sum(scores) == 10_000, purchase.key


def test_purchases_name_services_of_the_catalogue_below_the_limit():
    departments = {one.key for one in content.organisations() if one.kind == "GOV-CIV"}
    for purchase in content.purchases():
        assert purchase.department in departments
        assert codes.procurement_item(purchase.catalogue_code), purchase.key
        assert purchase.catalogue_code.startswith("C"), purchase.key
        assert 0 < purchase.budget_fen < 80_000_000, purchase.key


def test_phones_are_of_the_range_kept_for_the_demo():
    phones = [organisation.phone for organisation in content.organisations()]

    assert all(phone.startswith("1990001") and len(phone) == 11 for phone in phones)
    assert len(set(chain(phones))) == len(phones)
