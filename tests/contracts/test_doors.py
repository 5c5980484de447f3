"""The pages of contracts: each desk takes its steps, everybody reads, strangers see nothing."""

import io
import zipfile
from hashlib import sha256

import httpx
import pytest

from match.contracts import commands, forms
from match.contracts.states import ReportKind
from match.foundation import clock
from match.foundation.db import value
from tests.contracts import make
from tests.people import make as people

pytestmark = pytest.mark.usefixtures("db")
BASE = "/desk/contracts"


async def post(client: httpx.AsyncClient, path: str, **sent: object) -> httpx.Response:
    """A form as a browser sends it, with its token."""
    if "__Host-csrf" not in client.cookies:
        await client.get("/privacy")
    headers = {"x-csrftoken": client.cookies["__Host-csrf"]}
    return await client.post(path, data=sent, headers=headers)


async def test_a_draft_is_written_step_by_step_on_a_phone(client: httpx.AsyncClient) -> None:
    officer, tender, _purchaser, _supplier = await make.awarded()
    await people.sign_in(client, officer)
    listed = await client.get(BASE)
    assert f"/desk/contracts/new?tender={tender}" in listed.text
    assert (await client.get(f"{BASE}/new?tender={tender}")).status_code == 200
    form = make.terms()
    sent = {
        name: str(getattr(form, name))
        for name in ("title", "content", "quantity", "quality", "settlement", "duties", "breach")
    }
    days = {"starts_on": form.starts_on.isoformat(), "ends_on": form.ends_on.isoformat()}

    wrong = await post(client, f"{BASE}/new", tender=tender, **{**sent, **days, "bond_fen": "5万"})
    assert wrong.status_code == 422
    assert "履约保证金不能超过" in wrong.text
    made = await post(client, f"{BASE}/new", tender=tender, **sent, **days)
    assert made.status_code == 303
    address = made.headers["location"]
    for verb, boxes in (
        (
            "add_milestone",
            {
                "title": "第一阶段",
                "deliverable": "服务记录",
                "due_on": form.ends_on.isoformat(),
                "amount_fen": "12万",
            },
        ),
        ("add_standard", {"kind": "safety", "words": "人员有从业查询"}),
        (
            "add_indicator",
            {"kind": "quantity", "title": "课时", "target": "三百课时", "weight": "60"},
        ),
        (
            "add_indicator",
            {"kind": "satisfaction", "title": "满意", "target": "九成满意", "weight": "４０"},
        ),
    ):
        assert (await client.get(f"{address}/steps/{verb}")).status_code == 200
        assert (await post(client, f"{address}/steps/{verb}", **boxes)).status_code == 303, verb
    version = await make.version_of(int(address.rsplit("/", 1)[1]))
    signed = await post(client, f"{address}/steps/sign", version=version)
    assert signed.status_code == 303
    again = await post(client, f"{address}/steps/sign", version=version)
    assert again.status_code == 409


async def test_every_desk_opens_a_contract_and_a_stranger_does_not(
    client: httpx.AsyncClient,
) -> None:
    scene = await make.delivered()
    for actor, verb in (
        (scene.officer, "conclude"),
        (scene.manager, "deliver"),
        (scene.director, "give_opinion"),
    ):
        await people.sign_in(client, actor)
        page = await client.get(f"{BASE}/{scene.contract}")
        assert page.status_code == 200
        assert f"/steps/{verb}" in page.text, verb
    for stranger in (await people.account("manager", organisation=await people.organisation()),):
        await people.sign_in(client, stranger)
        assert (await client.get(f"{BASE}/{scene.contract}")).status_code == 404
        assert (await client.get(f"{BASE}/{scene.contract}/pack.zip")).status_code == 404


async def test_acceptance_on_the_page_asks_for_every_standard(client: httpx.AsyncClient) -> None:
    scene = await make.heard()
    await people.sign_in(client, scene.officer)
    path = f"{BASE}/{scene.contract}/steps/conclude"
    of = scene.milestones[0]
    page = await client.get(f"{path}?of={of}")
    assert page.text.count('name="met_') == 4  # two standards, two pills each

    bare = await post(client, path, of=of, words="资料齐全", accepted="true")
    assert bare.status_code == 422
    standards = [one.standard_id for one in (await make.acceptance(scene)).findings]
    met = {f"met_{one}": "true" for one in standards}
    done = await post(client, path, of=of, words="资料齐全", accepted="true", **met)
    assert done.status_code == 303
    state = await value("SELECT status FROM contract_milestone WHERE id = $1", of)
    assert state == "accepted"


async def test_finance_approves_and_another_records_on_the_page(client: httpx.AsyncClient) -> None:
    scene = await make.accepted()
    form = forms.PaymentForm("24432000000012345678")
    payment = await commands.request_payment(scene.officer, scene.milestones[0], form)
    steps = f"{BASE}/{scene.contract}/steps"
    await people.sign_in(client, scene.finance)
    assert (await post(client, f"{steps}/approve_payment", of=payment)).status_code == 303
    voucher = {"paid_on": clock.today().isoformat(), "voucher": "JK-0001"}
    same = await post(client, f"{steps}/record_payment", of=payment, **voucher)
    assert same.status_code == 403
    assert "三个不同的人" in same.text
    await people.sign_in(client, scene.second)
    assert (await post(client, f"{steps}/record_payment", of=payment, **voucher)).status_code == 303


async def test_everybody_reads_what_became_of_a_contract(client: httpx.AsyncClient) -> None:
    scene = await make.evaluated()
    page = await client.get(f"/contracts/{scene.contract}")
    assert page.status_code == 200
    for words in ("120,000", "80.00 分", "活动有意思，希望多来几次。", "12 人"):
        assert words in page.text, words
    assert "和平村儿童之家" not in page.text
    assert f"/contracts/{scene.contract}" in (await client.get("/contracts")).text
    kept = (await client.get(f"/contracts/records/{scene.supplier}")).text
    assert "80.00 分" in kept
    assert f"/contracts/{scene.contract}" in kept


async def test_fewer_than_five_heard_are_not_counted_out(client: httpx.AsyncClient) -> None:
    scene = await make.delivered()
    form = make.opinion(scene, heard=3)
    await commands.give_opinion(scene.director, scene.milestones[0], form)
    page = (await client.get(f"/contracts/{scene.contract}")).text
    assert "不足5人" in page
    assert "3 人" not in page


async def test_the_pack_holds_every_file_and_its_hashes_are_right(
    client: httpx.AsyncClient,
) -> None:
    scene = await make.paid()
    await people.sign_in(client, scene.finance)
    answer = await client.get(f"{BASE}/{scene.contract}/pack.zip")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    pairs = [line.split("  ", 1) for line in held.pop("SHA256SUMS").decode().splitlines()]
    listed = {name: digest for digest, name in pairs}
    assert listed == {name: sha256(data).hexdigest() for name, data in held.items()}
    paper = b"%PDF-1.7 " + str(scene.manager.id).encode()
    assert paper in held.values()
    assert b"contract.paid" in held["ledger.json"]


async def test_a_project_is_reported_on_the_page(client: httpx.AsyncClient) -> None:
    made = await make.running()
    await people.sign_in(client, made.lead)
    path = f"{BASE}/{made.contract}/steps/report"
    assert f'name="spent_{made.budget}"' in (await client.get(path)).text
    sent = {"kind": ReportKind.progress.value, "words": "采购了第一批图书。"}
    over = await post(client, path, **sent, **{f"spent_{made.budget}": "3万1"})
    assert over.status_code == 422
    over = await post(client, path, **sent, **{f"spent_{made.budget}": "30000.01"})
    assert "超过了剩余预算" in over.text
    assert (
        await post(client, path, **sent, **{f"spent_{made.budget}": "1.2万"})
    ).status_code == 303
    assert "12,000" in (await client.get(f"/contracts/{made.contract}")).text


async def test_the_purchase_and_the_desk_lead_to_the_contract(client: httpx.AsyncClient) -> None:
    officer, tender, _purchaser, _supplier = await make.awarded()
    await people.sign_in(client, officer)
    new = f"/desk/contracts/new?tender={tender}"
    assert new in (await client.get(f"/purchases/{tender}")).text
    assert new in (await client.get("/desk")).text


async def test_a_signed_contract_stands_on_its_purchase_and_at_each_desk(
    client: httpx.AsyncClient,
) -> None:
    scene = await make.heard()
    page = (await client.get(f"/purchases/{scene.tender}")).text
    assert f"/contracts/{scene.contract}" in page
    assert "已交付，待验收" in page
    await people.sign_in(client, scene.officer)
    desk = (await client.get("/desk")).text
    assert "组织验收：第一阶段" in desk
    assert f"/desk/contracts/{scene.contract}" in desk


async def test_a_result_is_read_by_whoever_shortlists_next(client: httpx.AsyncClient) -> None:
    scene = await make.evaluated()
    record = f"/contracts/records/{scene.supplier}"
    assert record in (await client.get(f"/organisations/{scene.supplier}")).text
    told = (await client.get(record)).text
    assert "80.00 分" in told
    assert f"/contracts/{scene.contract}" in told
    await people.sign_in(client, scene.manager)
    assert record in (await client.get(f"/organisations/{scene.supplier}/vault")).text
