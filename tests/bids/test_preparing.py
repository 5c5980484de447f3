"""A full procedure goes public only with its officials; the light flow may choose afterwards."""

import httpx
import pytest

from match.bids.commands import choose_keys
from match.bids.preparing import officials_step
from match.foundation.db import rows, value
from match.foundation.errors import Invalid
from match.tenders import before
from match.tenders.queries import facts
from tests.bids import make
from tests.offers.browser import send
from tests.people import make as people
from tests.tenders import make as tenders


async def test_a_full_notice_waits_for_five_officials(
    client: httpx.AsyncClient, hunan: None
) -> None:
    officer, tender = await tenders.announced()
    keys = [(await make.official(role)).key_id for role in make.ROLES[1:6]]
    await people.sign_in(client, officer)
    page = f"/purchases/{tender}"

    early = await send(client, f"{page}/publication")
    four = await send(client, f"{page}/officials", keys=[str(key) for key in keys[:4]])
    assert (early.status_code, four.status_code) == (422, 422)
    assert "5 名开标人" in four.text
    assert await value("SELECT status FROM tender WHERE id = $1", tender) == "intent"

    assert "检查通过" not in (await client.get(f"{page}/check")).text
    five = await send(client, f"{page}/officials", keys=[str(key) for key in keys])
    assert five.headers["location"] == f"{page}/check"
    assert "检查通过" in (await client.get(f"{page}/check")).text
    assert (await send(client, f"{page}/publication")).status_code == 303
    held = await facts(tender)
    kept = await rows("SELECT k, n FROM bid_sealing WHERE tender_id = $1", tender)
    assert (kept[0]["k"], kept[0]["n"]) == (held.threshold_k, held.threshold_n) == (3, 5)


async def test_whoever_chose_for_another_way_of_buying_chooses_again(db: None) -> None:
    officer, tender = await tenders.draft()
    plan = await facts(tender)
    before_choice = await officials_step(plan)
    assert before_choice is not None
    assert (before_choice.done, before_choice.required) == (False, False)

    keys = [(await make.official(role)).key_id for role in make.ROLES[1:4]]
    await choose_keys(officer, tender, keys)
    chosen = await officials_step(plan)
    assert chosen is not None
    assert chosen.done

    await rows("UPDATE bid_sealing SET n = 5, k = 3 WHERE tender_id = $1", tender)
    stale = await officials_step(plan)
    assert stale is not None
    assert (stale.done, stale.required) == (False, True)
    before.ask("officials", officials_step)
    with pytest.raises(Invalid):
        await before.refuse_unready(plan)
