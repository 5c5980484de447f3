"""Notices: what the law wants in them, that they never change, every form they go out in."""

import hashlib
import io
import json
import xml.etree.ElementTree as ET
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import DatabaseError, one, unit_of_work, value
from match.foundation.errors import Denied, Invalid, NotFound
from match.tenders.notices.commands import publish_notice
from match.tenders.notices.handwritten import write_notice
from match.tenders.notices.queries import newest_notices, notice, notices_of
from match.tenders.notices.states import NoticeKind as K
from tests.offers.browser import send
from tests.people import make as people
from tests.tenders import make

pytestmark = pytest.mark.usefixtures("hunan", "db")

ITEM = {
    "name": "心理辅导",
    "spec": "团体与个别辅导",
    "units": 300,
    "unit": "课时",
    "unit_price_fen": 59_900,
    "service": "持证咨询师到村",
}
RESULT = {
    "winner": "湘西青禾社会工作服务中心",
    "winner_address": "吉首市人民北路1号",
    "amount_fen": 17_970_000,
    "items": [ITEM],
    "experts": ["向志强", "龙桂芳", "石建军"],
    "contact": "吉首市民政局采购办，0743-8220000",
}
TOLD = {
    K.intent: {"expected_on": date(2026, 12, 1)},
    K.tender: {"contact": "吉首市民政局采购办，0743-8220000"},
    K.change: {"changes": [{"item": "服务期限", "before": "365天", "after": "300天"}]},
    K.single_source: {
        "supplier": "湘西青禾社会工作服务中心",
        "supplier_address": "吉首市人民北路1号",
        "reason": "原项目追加，金额不超过原合同的百分之十，须保持服务配套。",
        "opinions": [{"name": "向志强", "post": "高级社工师", "opinion": "理由成立，同意。"}],
    },
    K.result: RESULT,
    K.termination: {"reason": "只有两家供应商响应，不足法定数量。", "failed": True},
    K.contract: {
        "number": "HT-2026-018",
        "supplier": "湘西青禾社会工作服务中心",
        "amount_fen": 17_970_000,
        "signed_on": date(2026, 12, 20),
        "items": [ITEM],
    },
    K.acceptance: {
        "contract_number": "HT-2026-018",
        "supplier": "湘西青禾社会工作服务中心",
        "accepted_on": date(2027, 6, 30),
        "standards": [{"name": "全年不少于三百课时", "result": "完成三百零六课时"}],
        "users": "二十三名监护人和八名儿童主任参加评议，满意二十九人。",
        "conclusion": "合格，结果公开。",
    },
    K.complaint_result: {
        "complainant": "甲公司",
        "respondent": "吉首市民政局",
        "matter": "认为评分标准倾向特定供应商。",
        "found": "评分标准与采购需求相对应，未见倾向性。",
        "decision": "投诉事项缺乏事实依据，驳回投诉。",
        "basis": "政府采购质疑和投诉办法第二十九条",
        "organ": "吉首市财政局",
        "decided_on": date(2026, 12, 30),
    },
}


async def published(kind, **facts):
    _officer, tender_id = await make.published()
    made = await publish_notice(SYSTEM, tender_id, kind, TOLD[kind] | facts)
    return tender_id, await notice(tender_id, made)


def words(found):
    """Everything a reader sees in the text."""
    return json.dumps(json.loads(found.canonical()), ensure_ascii=False)


async def test_a_result_says_what_the_law_wants():
    """实施条例43: purchaser and contact; project name and number; winner, address, amount; main
    items with specification, quantity, unit price, service demands; names of the experts."""
    tender_id, found = await published(K.result)

    said = words(found)
    for wanted in (
        "吉首市留守儿童心理辅导服务",
        f"-{tender_id:04d}",
        "湘西青禾社会工作服务中心",
        "吉首市人民北路1号",
        "179,700.00",
        "心理辅导",
        "团体与个别辅导",
        "300课时",
        "599.00",
        "持证咨询师到村",
        "向志强、龙桂芳、石建军",
        "0743-8220000",
    ):
        assert wanted in said, wanted


@pytest.mark.parametrize("missing", ["winner", "winner_address", "amount_fen", "items", "experts"])
async def test_a_result_without_what_the_law_wants_is_refused(missing):
    _officer, tender_id = await make.published()
    told = {name: fact for name, fact in RESULT.items() if name != missing}

    with pytest.raises(Invalid) as refused:
        await publish_notice(SYSTEM, tender_id, K.result, told)

    assert missing in refused.value.fields
    assert [each for each in await notices_of(tender_id) if each.kind is K.result] == []


async def test_no_experts_is_a_fact_and_no_items_is_a_gap():
    _tender, found = await published(K.result, experts=[])
    assert "未组成评审小组" in words(found)
    with pytest.raises(Invalid):
        await published(K.result, items=[])


@pytest.mark.parametrize("kind", list(TOLD))
async def test_every_kind_is_a_page_a_pdf_and_canonical_text(client, kind):
    tender_id, found = await published(kind)

    page = await client.get(found.url)
    pdf = await client.get(f"{found.url}/pdf")
    text = await client.get(f"{found.url}/json")
    assert page.status_code == 200
    assert found.title in page.text
    assert "不是法定" in page.text
    assert pdf.content.startswith(b"%PDF-")
    printed = "".join(each.extract_text() for each in PdfReader(io.BytesIO(pdf.content)).pages)
    assert "吉首市留守儿童心理辅导服务" in printed.replace("\n", "")
    assert hashlib.sha256(text.content).hexdigest() == found.sha256
    assert found.sha256 in page.text
    assert f"-{tender_id:04d}" in page.text


async def test_a_pdf_printed_again_is_the_same(client):
    _tender, found = await published(K.termination)

    first = (await client.get(f"{found.url}/pdf")).content
    assert first == (await client.get(f"{found.url}/pdf")).content


@pytest.mark.parametrize(
    "change",
    ["title = 'x'", "body = '[]'", "official_url = 'https://x.cn'", "sha256 = repeat('0', 64)"],
)
async def test_a_notice_never_changes(change):
    _tender, found = await published(K.termination)

    with pytest.raises(DatabaseError):
        async with unit_of_work():
            await one(f"UPDATE tender_notice SET {change} WHERE id = $1 RETURNING id", found.id)
    with pytest.raises(DatabaseError):
        async with unit_of_work():
            await one("DELETE FROM tender_notice WHERE id = $1 RETURNING id", found.id)


async def test_a_changed_text_has_another_hash():
    """The broken twin: were the hash not over the text, one letter would pass unseen."""
    _tender, found = await published(K.result)

    bent = found.canonical().replace("青禾".encode(), "青苗".encode())
    assert bent != found.canonical()
    assert hashlib.sha256(bent).hexdigest() != found.sha256


async def test_a_correction_leads_to_what_it_corrects_and_back(client):
    tender_id, wrong = await published(K.result)
    told = {
        "corrects": wrong.id,
        "changes": [{"item": "成交金额", "before": "179,700.00", "after": "179,000.00"}],
    }
    made = await publish_notice(SYSTEM, tender_id, K.correction, told)

    assert f"{tender_id}/notices/{made}" in (await client.get(wrong.url)).text
    assert wrong.url in (await client.get(f"/purchases/{tender_id}/notices/{made}")).text
    other, _found = await published(K.termination)
    with pytest.raises(Invalid):
        await publish_notice(SYSTEM, other, K.correction, told)


async def test_how_long_a_result_stays_posted_is_counted_in_working_days():
    """87号令: one working day from publication; after a Friday that is the Monday."""
    with clock.freeze(datetime(2026, 3, 6, 2, tzinfo=UTC)):
        _tender, found = await published(K.result)

    assert found.posted_key == "PROC.AWARD.POST"
    assert found.posted_until == date(2026, 3, 9)


async def test_versions_count_each_kind():
    tender_id, _first = await published(K.change)
    again = await publish_notice(SYSTEM, tender_id, K.change, TOLD[K.change])

    second = await notice(tender_id, again)
    assert second.version == 2
    positions = [each.position for each in await notices_of(tender_id)]
    assert positions == list(range(1, len(positions) + 1))


async def test_the_feed_is_atom(client):
    """RFC 4287: id, title, updated once in feed and entry; author; entries newest first."""
    tender_id, _one = await published(K.change)
    await publish_notice(SYSTEM, tender_id, K.termination, {"reason": "任务取消 \x0b & <标记>"})

    for address in ("/purchases/notices/feed.atom", f"/purchases/{tender_id}/feed.atom"):
        answer = await client.get(address)
        assert answer.headers["content-type"].startswith("application/atom+xml")
        feed = ET.fromstring(answer.text)
        atom = "{http://www.w3.org/2005/Atom}"
        assert feed.tag == f"{atom}feed"
        entries = feed.findall(f"{atom}entry")
        assert len(entries) >= 2
        for holder in (feed, *entries):
            for name in ("id", "title", "updated"):
                assert len(holder.findall(f"{atom}{name}")) == 1, name
            moment = holder.findtext(f"{atom}updated")
            assert datetime.fromisoformat(moment).tzinfo is not None
            assert holder.findall(f"{atom}author")
        selves = [each for each in feed.findall(f"{atom}link") if each.get("rel") == "self"]
        assert [each.get("href").endswith(address) for each in selves] == [True]
        ids = [each.findtext(f"{atom}id") for each in entries]
        assert len(set(ids)) == len(ids)
        assert "任务取消" in entries[0].findtext(f"{atom}summary")


async def test_the_list_shows_the_newest_and_narrows_by_kind(client):
    _tender, ended = await published(K.termination)
    _tender, found = await published(K.result)

    everything = (await client.get("/purchases/notices")).text
    only = (await client.get("/purchases/notices?kind=result")).text
    assert everything.index(found.url) < everything.index(ended.url)
    assert found.url in only
    assert ended.url not in only
    for strange in ("kind=no", "before=-1", "before=9999999", "kind=%27"):
        assert (await client.get(f"/purchases/notices?{strange}")).status_code == 200
    assert {each.kind for each in await newest_notices(kinds=[K.result])} == {K.result}


async def test_words_that_tell_who_a_child_is_are_not_published():
    _officer, tender_id = await make.published()

    with pytest.raises(Invalid):
        await publish_notice(
            SYSTEM, tender_id, K.termination, {"reason": "身份证号43310120150101001X的孩子已转学。"}
        )


async def test_the_link_to_the_official_medium_is_shown(client):
    link = "http://www.ccgp-hunan.gov.cn/notice/1"
    _tender, found = await published(K.termination, official_url=link)

    assert link in (await client.get(found.url)).text
    with pytest.raises(Invalid):
        await published(K.termination, official_url="javascript:alert(1)")


async def test_a_notice_of_another_purchase_is_not_found(client):
    tender_id, found = await published(K.termination)

    with pytest.raises(NotFound):
        await notice(tender_id + 1, found.id)
    for part in ("", "/pdf", "/json"):
        answer = await client.get(f"/purchases/{tender_id + 1}/notices/{found.id}{part}")
        assert answer.status_code == 404
    assert await value("SELECT count(*) FROM tender_notice WHERE id = $1", found.id) == 1


async def test_a_correction_is_written_by_hand_and_only_by_the_department(client):
    officer, tender_id = await make.published()
    [first] = await notices_of(tender_id)
    await people.sign_in(client, officer)
    form = await client.get(f"/purchases/{tender_id}/notices/new")
    assert f'value="{first.id}"' in form.text
    boxes = {
        "corrects": str(first.id),
        "r_item": ["预算金额", ""],
        "r_before": ["180,000.00", ""],
        "r_after": ["175,000.00", ""],
    }
    empty = await send(client, f"/purchases/{tender_id}/notices", corrects=str(first.id))
    made = await send(client, f"/purchases/{tender_id}/notices", **boxes)
    assert empty.status_code == 422
    assert made.status_code == 303, made.text
    assert "175,000.00" in (await client.get(made.headers["location"])).text
    assert made.headers["location"] in (await client.get(first.url)).text
    single = await send(client, f"/purchases/{tender_id}/notices", kind="single_source")
    assert single.status_code == 409

    client.cookies.clear()
    stranger, _organisation = await make.department()
    with pytest.raises(Denied):
        await write_notice(stranger, tender_id, K.correction, {})
