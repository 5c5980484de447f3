"""Gifts and grants as 360Giving 1.4.3: by its schema, by our checks, and who is named in them."""

import json
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.db import rows
from match.foundation.errors import NotFound
from match.giving import commands as giving
from match.giving.forms import TermsForm
from match.giving.pledging.forms import PledgeForm
from match.giving.states import Condition
from match.needs.forms import Line
from match.openness.giving360 import flat, quality, sources
from match.openness.giving360.commands import name_donor, unname_donor
from match.openness.giving360.grants import grant, package
from tests.giving import pledges
from tests.giving import test_money as money
from tests.openness.judging import faults, needs_standards
from tests.people import make as people
from tests.upkeep import make as upkeep

pytestmark = [pytest.mark.openness, pytest.mark.usefixtures("db")]

VALUE = 123_450
DUE = clock.today() + timedelta(days=40)
TERMS = TermsForm(
    "给阅读角添绘本", "正版，适合 6 到 12 岁", Condition.new, value_fen=VALUE,
    due_on=DUE,
)  # fmt: skip


async def goods(
    giver: Actor, organisation: int | None = None, terms: TermsForm = TERMS, **need: Any
) -> int:
    """Twenty of sixty picture books, agreed by both; returns the donation."""
    at, _need, line = await pledges.books(**need)
    pledge = await pledges.agreed(at, giver, PledgeForm(line, 20, organisation))
    donation = await pledges.donation_of(pledge)
    version = await giving.change_terms(giver, donation, terms)
    await giving.confirm(giver, donation, version, declared=True)
    await giving.confirm(at.director, donation, version)
    return donation


async def told() -> list[dict[str, Any]]:
    """Every grant, as a program reads it."""
    made = [grant(one) for one in await sources.page_of(0, 1000)]
    return json.loads(msgspec.json.encode(made))


async def by_id(donation: int) -> dict[str, Any]:
    [found] = [one for one in await told() if one["id"].endswith(f"-D{donation}")]
    return found


async def everything() -> dict[str, int]:
    """Money by a firm through a charity, half of it paid; goods by an organisation and by a
    person; a home's building grant of three levels."""
    gift = await money.gift()
    await money.pay(gift, money.FEN // 2, "湘财票0001")
    firm, manager = await pledges.organisation()
    made = {
        "money": gift.donation,
        "firm": gift.firm,
        "charity": gift.charity,
        "goods": await goods(manager, firm),
        "person": await goods(await pledges.giver()),
    }
    await upkeep.paid_grant(await upkeep.scene())
    return made


@needs_standards
async def test_gifts_of_every_kind_validate_without_an_error():
    """Shown when 2: the package by the rules of the standard, every grant by its schema."""
    await everything()
    found = await told()

    assert len(found) == 6
    assert faults([("360giving", one) for one in found]) == [[]] * 6
    whole = package(found, clock.now(), next="/more")
    assert whole["publisher"]["name"]
    assert whole["license"].startswith("https://")
    assert [one["id"] for one in whole["grants"]] == [one["id"] for one in found]


@needs_standards
async def test_a_grant_that_breaks_the_standard_is_refused_by_its_schema():
    """The twin: what the validator must catch."""
    await goods(await pledges.giver())
    [good] = await told()
    broken = [
        {**good, "currency": "RMB"},
        {**good, "awardDate": "26.11.2026"},
        {**good, "recipientIndividual": {"id": "X", "name": "Y"}},
        {**good, "childName": "Y"},
        {name: value for name, value in good.items() if name != "fundingOrganization"},
        {**good, "dateModified": "yesterday"},
    ]

    assert [bool(found) for found in faults([("360giving", one) for one in broken])] == [True] * 6


async def test_our_own_checks_find_nothing_to_say():
    await everything()
    found = await told()

    assert quality.findings(found) == []
    assert all(not one["id"].endswith("-D0") for one in found)


async def test_money_tells_what_was_agreed_and_what_has_come():
    made = await everything()
    one = await by_id(made["money"])

    assert one["amountAwarded"] == 20_000
    assert one["amountDisbursed"] == 10_000
    [paid] = one["disbursementTransaction"]
    assert (paid["value"], paid["transactionDate"]) == (10_000, clock.today().isoformat())
    [charity] = await rows("SELECT uscc FROM organisation WHERE id = $1", made["charity"])
    assert one["recipientOrganization"][0]["id"] == f"CN-USCI-{charity['uscc']}"
    assert (paid["provider"], paid["recipient"]) == (
        one["fundingOrganization"][0]["id"],
        one["recipientOrganization"][0]["id"],
    )
    assert one["fundingType"][0]["code"] == "money"
    assert "活动室全年运行经费" not in json.dumps(one, ensure_ascii=False), "no appeal for money"


async def test_goods_bear_their_agreed_value_and_say_that_it_is_no_payment():
    made = await everything()
    one = await by_id(made["goods"])

    assert one["amountAwarded"] == 1234.5
    assert "amountDisbursed" not in one
    assert "不是付款" in one["description"]
    assert one["title"] == "注音绘本 20册"
    assert one["plannedDates"][0]["endDate"] == DUE.isoformat()
    assert one["beneficiaryLocation"][0]["geoCode"].startswith("433101")
    assert one["classifications"][0]["code"] == "MAT-BOOK"


async def test_goods_without_a_value_are_no_grant_of_nothing():
    donation = await goods(
        await pledges.giver(), terms=msgspec.structs.replace(TERMS, value_fen=None)
    )

    assert await told() == []
    [row] = await rows(sources.gifts_sql(5))
    assert (row["id"], row["units"], row["fen"]) == (donation, 20, None)


async def test_a_promise_that_one_side_has_not_confirmed_is_not_told():
    at, _need, line = await pledges.books()
    firm, manager = await pledges.organisation()
    pledge = await pledges.agreed(at, manager, PledgeForm(line, 20, firm))
    donation = await pledges.donation_of(pledge)
    version = await giving.change_terms(manager, donation, TERMS)
    await giving.confirm(manager, donation, version, declared=True)

    assert await told() == []
    await giving.confirm(at.director, donation, version)
    assert len(await told()) == 1
    await giving.cancel(manager, donation, "采购不到约定的版本")
    assert await told() == []


async def test_a_person_is_never_named_and_never_told_from_another():
    first, second = await pledges.giver(), await pledges.giver()
    await goods(first)
    await goods(second)
    found = await told()

    funders = [one["fundingOrganization"][0] for one in found]
    assert [one["id"] for one in funders] == ["360G-xiangtonghui-DONOR-PERSON"] * 2
    assert len({one["name"] for one in funders}) == 1
    text = json.dumps(found, ensure_ascii=False)
    for giver in (first, second):
        assert giver.name not in text
        assert "recipientIndividual" not in text


async def test_an_organisation_is_named_once_it_chose_so_and_no_longer_when_it_takes_it_back():
    firm, manager = await pledges.organisation()
    donation = await goods(manager, firm)
    [row] = await rows("SELECT name, uscc FROM organisation WHERE id = $1", firm)

    before = await by_id(donation)
    assert before["fundingOrganization"][0]["id"] == "360G-xiangtonghui-DONOR-ORGANISATION"
    assert row["name"] not in json.dumps(before, ensure_ascii=False)
    assert row["uscc"] not in json.dumps(before, ensure_ascii=False)
    assert str(firm) not in before["fundingOrganization"][0]["id"]

    await name_donor(manager, firm)
    named = (await by_id(donation))["fundingOrganization"][0]
    assert (named["id"], named["name"]) == (f"CN-USCI-{row['uscc']}", row["name"])
    [audit] = await rows("SELECT verb, subject_id FROM audit ORDER BY id DESC LIMIT 1")
    assert audit == {"verb": "donor.named", "subject_id": firm}

    await unname_donor(manager, firm)
    assert await by_id(donation) == before


async def test_nobody_else_decides_about_an_organisations_name():
    firm, _manager = await pledges.organisation()
    stranger = await people.account("province", "43")
    for act in (name_donor, unname_donor):
        with pytest.raises(NotFound):
            await act(stranger, firm)
    assert await rows("SELECT 1 AS x FROM donor_naming") == []


async def test_the_home_of_a_small_group_is_not_named_and_its_place_is_the_township():
    donation = await goods(
        await pledges.giver(),
        title="想添一批绘本",
        purpose="周末来看书，书架上的绘本翻旧了。",
        bands={"6-8": 3},
    )
    one = await by_id(donation)
    [home] = await rows(
        "SELECT h.id, h.name, h.division, d.name AS village FROM home h"
        " JOIN division d ON d.code = h.division JOIN donation x ON x.home_id = h.id"
        " WHERE x.id = $1",
        donation,
    )

    text = json.dumps(one, ensure_ascii=False)
    assert home["name"] not in text
    assert home["division"] not in text
    assert home["village"] not in text
    township = f"360G-xiangtonghui-TOWNSHIP-{home['division'][:9]}000"
    assert one["recipientOrganization"][0]["id"] == township
    assert one["beneficiaryLocation"][0]["geoCode"] == home["division"][:9] + "000"


async def test_without_the_rule_for_small_groups_its_home_would_be_named():
    """The twin: the same gift where no group counts as small."""
    await goods(
        await pledges.giver(),
        title="想添一批绘本",
        purpose="周末来看书，书架上的绘本翻旧了。",
        bands={"6-8": 3},
    )
    [row] = await rows(sources.gifts_sql(1))

    assert row["home_id"] is not None
    assert sources.gift_of(row).recipient.id.startswith("HOME-")


async def test_a_new_home_has_a_grant_of_each_level_and_they_sum_to_thirty_thousand():
    await upkeep.paid_grant(await upkeep.scene())
    found = await told()

    assert sum(one["amountAwarded"] for one in found) == 30_000
    assert sum(one["amountDisbursed"] for one in found) == 30_000
    funders = sorted(one["fundingOrganization"][0]["id"] for one in found)
    assert funders == [
        "360G-xiangtonghui-GOV-430000000000",
        "360G-xiangtonghui-GOV-433100000000",
        "360G-xiangtonghui-GOV-433101000000",
    ]
    assert {one["grantProgramme"][0]["code"] for one in found} == {"XTH-BUILD"}


FAULTS: dict[str, dict[str, Any]] = {
    "amount_not_positive": {"amountAwarded": 0},
    "recipient_individual": {"toIndividualsDetails": {}},
    "several_funders": {
        "fundingOrganization": [
            {"id": "360G-xth-A", "name": "甲"},
            {"id": "360G-xth-B", "name": "乙"},
        ]
    },
    "several_recipients": {"recipientOrganization": []},
    "organisation_without_prefix": {"fundingOrganization": [{"id": "XTH-ORG-1", "name": "甲"}]},
    "id_characters": {"id": "360G-xth D1"},
    "looks_like_email": {"description": "联系 someone@example.org"},
    "paid_over_awarded": {"amountDisbursed": 1_000_000},
    "award_in_future": {"awardDate": "2999-01-01"},
    "dates_backwards": {"plannedDates": [{"startDate": "2026-02-01", "endDate": "2026-01-01"}]},
    "title_is_description": {"title": "同一句话", "description": "同一句话"},
    "title_over_long": {"title": "长" * 141},
    "gives_to_itself": {"fundingOrganization": [{"id": "360G-xth-ORG-2", "name": "乙"}]},
    "no_programme": {"grantProgramme": []},
    "no_place": {"beneficiaryLocation": []},
    "place_without_code": {"beneficiaryLocation": [{"id": "1", "name": "某地"}]},
    "no_date_modified": {"dateModified": ""},
}
GOOD: dict[str, Any] = {
    "id": "360G-xth-D1",
    "title": "绘本 20册",
    "description": "捐给某儿童之家",
    "currency": "CNY",
    "amountAwarded": 100,
    "awardDate": "2026-01-01",
    "fundingOrganization": [{"id": "CN-USCI-91430000MA4L000001", "name": "甲"}],
    "recipientOrganization": [{"id": "360G-xth-ORG-2", "name": "乙"}],
    "beneficiaryLocation": [{"id": "1", "geoCode": "1", "geoCodeType": "CN-NBS"}],
    "grantProgramme": [{"code": "X"}],
    "dateModified": "2026-01-01T00:00:00+08:00",
}


@pytest.mark.parametrize("check", list(FAULTS))
def test_each_check_finds_its_fault_and_no_other(check: str):
    found = quality.findings([GOOD | FAULTS[check]])

    assert [one.check for one in found] == [check]


def test_the_list_of_faults_has_every_check():
    assert quality.findings([GOOD]) == []
    assert set(FAULTS) == set(quality.CHECKS)
    assert [one.check for one in quality.findings([GOOD, GOOD])] == ["id_twice"]


async def test_a_line_of_the_flat_file_says_the_same_and_is_no_formula():
    donation = await goods(await pledges.giver(), lines=[Line("=SUM(1)的绘本", 60, "册")])
    one = await by_id(donation)
    text = (flat.head() + flat.lines([one])).decode("utf-8-sig")
    head, row = [each.split(",") for each in text.strip().split("\r\n")]

    assert head[0] == "Identifier"
    assert row[head.index("Identifier")] == one["id"]
    assert row[head.index("Amount Awarded")] == "1234.5"
    assert row[head.index("Title")] == "'=SUM(1)的绘本 20册"


async def test_pages_of_the_api_hold_each_grant_once_and_an_etag_saves_the_second_reading(client):
    await everything()
    path, seen = "/api/v1/360giving/grants?limit=2", []
    while True:
        answer = await client.get(path)
        body = answer.json()
        if not body["grants"]:
            break
        seen += [one["id"] for one in body["grants"]]
        again = await client.get(path, headers={"If-None-Match": answer.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        path = body["links"]["next"].split("8000", 1)[1]

    assert sorted(seen) == sorted(one["id"] for one in await told())
    assert len(seen) == len(set(seen)) == 6
    for bad in ("after=-1", "after=x", "limit=0"):
        assert (await client.get(f"/api/v1/360giving/grants?{bad}")).status_code == 400
