"""
An open tender through real screens, from its plan to its evaluation: five suppliers seal on their
phones, nobody opens early, three of five officials open, a panel scores, a loser's objection stops
the signing and its reply frees it, two stages are delivered, accepted and paid.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from .chromium import Watch
from .staged import staged
from .tender_buying import (
    OPENERS,
    PRICES,
    decide,
    judge,
    nobody_opens_early,
    officials_make_keys,
    open_bids,
    plan,
    publish,
    seal,
)
from .tender_walk import Stage
from .tender_working import (
    LAST_WEEKS,
    deliver_and_pay,
    draft,
    evaluate,
    object_and_reply,
    sign,
)

pytestmark = [pytest.mark.browser, pytest.mark.walk]
# What the trail says of the purchase and of its contract, first to last.
TENDER_TRAIL = (
    "起草采购计划",
    "公开采购意向",
    "选定开标人",
    "发布采购公告",
    "停止接收响应",
    *["交出份额"] * len(OPENERS),
    "公开全部响应",
    "提交评审报告",
    "确定供应商",
    "复核同意",
    "公告结果",
    "暂停采购活动",
    "恢复采购活动",
    "签订合同",
)
CONTRACT_TRAIL = (
    "起草合同",
    *["一方签署"] * 2,
    "合同生效",
    *("听取使用者意见", "申请付款") * 2,
    "全部阶段完成",
    *["评价打分"] * 3,
    "完成绩效评价",
)
STAGES_TRAIL = ("交付", "验收合格") * 2
PAYMENTS_TRAIL = ("审核同意付款", "登记支付") * 2
DISPUTE_TRAIL = ("提出质疑", "签收质疑", "答复质疑")
SHORTENED = "suppliers had the time their method gives"
"""The one live check that has to speak: nobody waits twenty days here, so the walk moved the
deadline in the database, and the check sees it."""


@pytest.fixture
def stage(browser: Browser, watch: Watch, tmp_path: Path) -> Iterator[Stage]:
    with staged("tests.browser.tender_stage", tmp_path) as playing:
        made = Stage(playing, browser, watch)
        try:
            yield made
        finally:
            made.close()


def recount(stage: Stage, folder: Path) -> None:
    """A stranger with the public file and the receipts."""
    page = stage.page("", f"{stage.purchase}/board")
    api = f"{stage.url}/api/v1{stage.purchase}"
    text = page.evaluate(f"fetch('{api}/board/file').then((answer) => answer.text())")
    (folder / "board.json").write_text(text)
    command = [sys.executable, "-m", "match.cli", "verify-board", str(folder / "board.json")]
    for at in range(len(PRICES)):
        command += ["--receipt", str(folder / f"receipt-{at}.json")]
    done = subprocess.run(command, capture_output=True, text=True)  # our own command
    assert (done.returncode, done.stdout.strip()) == (0, "every check holds"), done.stderr


def only(lines: list[str], steps: tuple[str, ...]) -> list[str]:
    """The lines that are about these steps, in the order of the lines."""
    return [line for line in lines if line in steps]


def read_back(stage: Stage) -> None:
    """The trail names every step in its order; the need's page leads to the contract."""
    for of, steps in (
        (f"tender&subject={stage.tender}", TENDER_TRAIL),
        (f"contract&subject={stage.contract}", CONTRACT_TRAIL),
        ("contract_milestone", STAGES_TRAIL),
        ("contract_payment", PAYMENTS_TRAIL),
        ("objection", DISPUTE_TRAIL),
    ):
        page = stage.page("auditor", f"/admin/audit?kind={of}")
        lines = page.locator("main tbody tr td:nth-child(3)").all_inner_texts()
        assert only(lines[::-1], steps) == list(steps)  # the page has the newest first
    need = stage.page("", f"/needs/{stage.told['need']}")
    expect(need.locator(f'main a[href="/contracts/{stage.contract}"]').first).to_be_visible()


def test_an_open_tender_goes_from_its_plan_to_its_evaluation(stage: Stage, tmp_path: Path):
    stage.on(-40)
    plan(stage)
    stage.on(0)
    officials_make_keys(stage, tmp_path)
    publish(stage)
    seal(stage, tmp_path)
    nobody_opens_early(stage)
    open_bids(stage, tmp_path)
    judge(stage)
    decide(stage)
    draft(stage)
    object_and_reply(stage)
    stage.on(LAST_WEEKS)
    sign(stage)
    deliver_and_pay(stage, tmp_path)
    evaluate(stage)
    recount(stage, tmp_path)
    read_back(stage)
    assert stage.do("check").keys() == {SHORTENED}
