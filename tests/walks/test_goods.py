"""
The walk of a gift of goods: an agreement, two confirmations, a parcel, a count that is two short,
the receipt, the use report, thanks, and the giver's page; every step in the trail.
"""

import re
from typing import Any

import httpx
import pytest

from match.foundation.db import rows, value
from match.giving.bookkeeping import book_facts
from match.giving.books import expected_postings
from match.ledger.keys import key_for
from match.ledger.queries import transactions_for
from tests.giving import make
from tests.matching import make as matching
from tests.walks.steps import Walker, broken_invariants, picture

pytestmark = pytest.mark.walk


async def test_from_a_promise_to_a_shelf_two_short(client: httpx.AsyncClient):
    walker = Walker(client)
    at, proposal, organisation = await matching.proposed()
    manager = await matching.manager_of(organisation)
    county = await matching.another_officer()

    await walker.become(at.director)
    await walker.send(f"/desk/proposals/{proposal}/acceptance", side="need")
    await walker.become(manager)
    await walker.send(f"/desk/proposals/{proposal}/acceptance", side="offer")
    await walker.become(county)
    await walker.send(f"/admin/matches/{proposal}/decision", act="approve")
    assert "agreement.made" in await walker.hear()
    gift: int = await value("SELECT id FROM donation")
    page = f"/desk/agreements/{gift}"

    await walker.become(at.director)
    assert "确认协议" in await walker.see("/desk")
    assert "等双方确认协议" in await walker.see(page)
    await walker.send(f"{page}/confirmation", version="1")
    await walker.become(manager)
    refused = await walker.send(f"{page}/confirmation", version="1", expected=422)
    assert "请阅读并勾选声明" in refused.text
    await walker.send(f"{page}/confirmation", version="1", declared="true")
    assert "已生效" in await walker.see(page)

    over = await walker.send(f"{page}/dispatch", units="６１", waybill="SF1", expected=422)
    assert "不能发出 61" in over.text
    await walker.send(f"{page}/dispatch", units="60", carrier="顺丰", waybill="SF1234567890")
    label = await walker.see(f"{page}/parcels/1/label")
    code = re.search(r"/parcels/([A-Z0-9]{10})", label)
    assert code is not None
    assert "<svg" in label
    await walker.hear()

    parcel = f"/parcels/{code[1]}"
    await walker.become(at.director)
    more = await walker.send(f"{parcel}/count", good="61", expected=422)
    assert "多出来的请填在“多出”一栏" in more.text
    photo = {"photos": ("goods.jpg", picture(), "image/jpeg")}
    path, short = f"{parcel}/count", "少了两册"
    asked = await walker.send(path, good="58", note=short, files=photo, expected=422)
    assert "请回答照片里有没有人" in asked.text
    faces = await walker.send(path, good="58", note=short, person="yes", files=photo, expected=422)
    assert "请换一张没有人的照片" in faces.text
    await walker.send(path, good="58", note=short, person="no", files=photo)
    assert (await walker.see(page)).count("已清点") >= 1
    await walker.send(f"{parcel}/count", good="60", expected=409)
    await walker.send(f"{page}/receipt")
    await walker.hear()

    tell: dict[str, Any] = {
        "home": str(at.home),
        "amount": "58",
        "text": "五十八册绘本都放进了阅读角，每天开放",
    }
    await walker.send(f"/desk/donations/{gift}/use/reports", **tell)
    await walker.send(f"{page}/evaluation", rating="5", feedback="孩子们很喜欢")
    await walker.hear()

    await walker.become(manager)
    end = await walker.see(page)
    for said in ("孩子们很喜欢", "查验码", "58", "少了两册", "已反馈"):
        assert said in end
    shown = re.search(rf"{parcel}/photos/\d+", end)
    assert shown is not None
    taken = await client.get(shown[0])
    assert taken.headers["content-type"] == "image/jpeg"
    assert b"a camera" not in taken.content

    await everything_is_on_record(gift)


async def everything_is_on_record(gift: int) -> None:
    """The trail names every step, the books hold what the rows call for, no check complains."""
    trail = [row["verb"] for row in await rows("SELECT verb FROM audit ORDER BY id")]
    steps = [
        "agreement.made",
        "agreement.confirmed",
        "agreement.in_force",
        "donation.dispatched",
        "donation.counted",
        "donation.receipted",
        "donation.allocated",
        "donation.used",
        "donation.answered",
    ]
    assert sorted(steps, key=trail.index) == steps
    wanted = expected_postings((await book_facts([gift]))[gift])
    posted = await transactions_for([("donation", gift)])
    assert {tx.key for tx in posted} == {
        key_for(posting.what, gift, posting.source) for posting in wanted
    }
    assert [tx.kind for tx in posted] == [
        "donation.dispatched",
        "donation.counted",
        "donation.used",
    ]
    assert not await broken_invariants()


async def test_who_only_found_a_label_learns_nothing(client: httpx.AsyncClient):
    deal, _parcel = await make.sent()
    code: str = await value("SELECT code FROM parcel")
    walker = Walker(client)
    stranger, *_rest = await matching.offers.manager()
    await walker.become(stranger)

    assert (await client.get(f"/parcels/{code}")).status_code == 404
    assert (await client.get("/parcels/AAAAAAAAAA")).status_code == 404
    await walker.send(f"/parcels/{code}/count", good="60", expected=404)
    await walker.become(deal.director)
    for hostile in ("%00", "..%2f..", "'%3B--", "0" * 400):
        assert (await client.get(f"/parcels/{hostile}")).status_code in (400, 404)
