"""What the script does, in a real browser, under the product's own content policy."""

import io
import json
import re

import pytest
from PIL import Image
from playwright.sync_api import expect

from .chromium import sideways, violations, window

pytestmark = pytest.mark.browser
# The worker keeps and forgets on its own time: ask until the answer is the expected one.
SOON_KEPT = """async ([address, expected]) => {
  for (let turn = 0; turn < 100; turn++) {
    if (!!(await caches.match(address)) === expected) return true
    await new Promise(done => setTimeout(done, 50))
  }
  return false
}"""


def test_a_refused_form_shows_its_complaints_and_takes_the_focus_there(desk, trial_url, watch):
    page = desk.new_page()
    watch.over(page)
    page.goto(f"{trial_url}/trial/form")
    page.get_by_role("button", name="提交", exact=True).click()

    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    summary.get_by_role("link", name="请填写标题。").click()
    expect(page.get_by_label("标题")).to_be_focused()


def test_a_form_works_without_any_script(browser, trial_url):
    with window(browser, "m", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{trial_url}/trial/form")
        page.get_by_role("button", name="提交", exact=True).click()
        expect(page.locator("[data-error-summary]")).to_contain_text("请填写标题。")
        page.get_by_label("标题").fill("棉被")
        page.get_by_role("button", name="提交", exact=True).click()
        expect(page.get_by_role("heading", level=1)).to_have_text("已收到")


def test_half_typed_pinyin_is_not_searched_for(desk, trial_url, watch):
    page = desk.new_page()
    watch.over(page)
    asked: list[str] = []
    page.clock.install()
    page.goto(f"{trial_url}/needs/trial")
    page.on("request", lambda r: asked.append(r.url) if "/needs/trial" in r.url else None)
    box = page.get_by_role("searchbox")
    box.focus()
    input_method = desk.new_cdp_session(page)
    for text in ("d", "do", "dong"):
        input_method.send(
            "Input.imeSetComposition",
            {"text": text, "selectionStart": len(text), "selectionEnd": len(text)},
        )
    page.clock.run_for(1000)  # longer than the pause after which typing counts as finished
    assert asked == []
    input_method.send("Input.insertText", {"text": "冬衣"})

    expect(page.locator("#found")).to_have_text("找“冬衣”")
    expect(page).to_have_url(re.compile("q=%E5%86%AC%E8%A1%A3"))
    assert len(asked) == 1


def test_the_back_button_brings_back_the_whole_page(desk, trial_url, watch):
    page = desk.new_page()
    watch.over(page)
    page.goto(f"{trial_url}/needs/trial")
    page.get_by_role("searchbox").fill("书")
    expect(page).to_have_url(re.compile("q="))
    page.locator("#away").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("无障碍说明")
    page.go_back()

    expect(page.locator("#found")).to_have_text("找“书”")
    expect(page.get_by_role("navigation", name="主导航")).to_be_visible()


def test_a_draft_is_kept_for_this_person_and_without_secrets(phone, trial_url, watch):
    phone.add_cookies([{"name": "who", "value": "7", "url": trial_url}])
    page = phone.new_page()
    watch.over(page)
    page.goto(f"{trial_url}/trial/form")
    page.get_by_label("标题").fill("过冬棉被")
    page.get_by_label("口令").fill("secret")
    page.get_by_label("九成新").check()
    expect(page.locator("[data-draft-status]")).to_contain_text("已自动保存")
    kept = page.evaluate("localStorage.getItem('draft:7:trial')")

    assert json.loads(kept)["values"] == {"title": ["过冬棉被"], "kind": ["used"]}
    page.reload()
    expect(page.get_by_label("标题")).to_have_value("过冬棉被")
    expect(page.get_by_label("九成新")).to_be_checked()

    phone.add_cookies([{"name": "who", "value": "8", "url": trial_url}])
    page.reload()
    expect(page.get_by_label("标题")).to_have_value("")


def test_a_draft_goes_when_the_form_is_accepted(phone, trial_url, watch):
    page = phone.new_page()
    watch.over(page)
    page.goto(f"{trial_url}/trial/form")
    page.get_by_label("标题").fill("图书")
    expect(page.locator("[data-draft-status]")).to_contain_text("已自动保存")
    page.get_by_role("button", name="提交", exact=True).click()
    expect(page.get_by_label("标题")).to_have_value(re.compile("图书 "))

    assert page.evaluate("localStorage.getItem('draft:visitor:trial')") is None


def test_a_draft_of_a_plain_form_goes_once_it_is_accepted(phone, trial_url, watch):
    draft = "localStorage.getItem('draft:visitor:plain')"
    page = phone.new_page()
    watch.over(page)
    page.goto(f"{trial_url}/trial/form")
    page.get_by_label("平常提交").fill("字典")
    expect(page.locator("[data-draft-status]")).to_contain_text("已自动保存")
    page.goto(f"{trial_url}/needs/trial")
    assert page.evaluate(draft) is not None, "going away is not being accepted"
    page.goto(f"{trial_url}/trial/form")
    expect(page.get_by_label("平常提交")).to_have_value("字典")
    page.get_by_role("button", name="平常提交").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("无障碍说明")

    assert page.evaluate(draft) is None


def test_a_draft_older_than_thirty_days_goes_by_itself(phone, trial_url, watch):
    page = phone.new_page()
    watch.over(page)
    page.goto(f"{trial_url}/accessibility")
    day = 24 * 3600 * 1000
    for name, age in (("old", 31), ("young", 29)):
        page.evaluate(
            "([name, age]) => localStorage.setItem('draft:visitor:' + name,"
            " JSON.stringify({at: Date.now() - age, values: {}}))",
            [name, age * day],
        )
    page.reload()

    assert page.evaluate("localStorage.getItem('draft:visitor:old')") is None
    assert page.evaluate("localStorage.getItem('draft:visitor:young')") is not None


def test_leaving_takes_drafts_along(phone, trial_url, watch):
    phone.add_cookies([{"name": "who", "value": "7", "url": trial_url}])
    page = phone.new_page()
    watch.over(page)
    page.goto(f"{trial_url}/trial/form")
    page.evaluate("localStorage.setItem('draft:7:other', '{\"at\":9e15,\"values\":{}}')")
    page.locator("main").get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("无障碍说明")

    assert page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('draft'))") == []


def test_a_photo_is_made_small_before_it_travels(phone, trial_url, watch):
    page = phone.new_page()
    watch.over(page)
    page.goto(f"{trial_url}/trial/form")
    picture = io.BytesIO()
    Image.effect_noise((2400, 1800), 60).convert("RGB").save(picture, "JPEG", quality=95)
    before = picture.getbuffer().nbytes
    page.evaluate(
        "() => document.addEventListener('compressed',"
        " event => { document.title = event.detail.join() })"
    )
    page.get_by_label("照片").set_input_files(
        {"name": "a.png", "mimeType": "image/jpeg", "buffer": picture.getvalue()}
    )
    expect(page).to_have_title(re.compile(r"^\d+$"))

    after = int(page.title())
    size = page.evaluate(
        "async () => { const b = await createImageBitmap("
        "document.querySelector('[type=file]').files[0]); return [b.width, b.height] }"
    )
    assert size == [1280, 960]
    assert after < before / 3


def test_keys_move_and_decide_in_the_queue_only(desk, trial_url, watch):
    page = desk.new_page()
    watch.over(page)
    page.goto(f"{trial_url}/trial/queue")
    page.keyboard.press("j")
    expect(page).to_have_url(re.compile("m=2"))
    page.keyboard.press("k")
    expect(page).to_have_url(re.compile("m=1"))
    page.get_by_label("理由").fill("")
    page.get_by_label("理由").press("a")
    expect(page.get_by_label("理由")).to_have_value("a")
    page.locator("h1").click()
    page.keyboard.press("a")
    expect(page).to_have_url(re.compile("q=approve"))


def test_a_reviewer_can_switch_the_keys_off(desk, trial_url, watch):
    page = desk.new_page()
    watch.over(page)
    page.goto(f"{trial_url}/trial/queue")
    switch = page.get_by_role("button", name="单键快捷键")
    expect(switch).to_have_attribute("aria-pressed", "true")
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")
    page.locator("h1").click()
    page.keyboard.press("a")
    page.keyboard.press("j")
    page.reload()

    expect(page.get_by_role("button", name="单键快捷键")).to_have_attribute("aria-pressed", "false")
    expect(page).to_have_url(re.compile(r"/trial/queue$"))


def test_losing_the_network_is_said_and_unsaid(phone, trial_url, watch):
    page = phone.new_page()
    watch.over(page)
    page.goto(f"{trial_url}/trial/form")
    bar = page.locator("[data-offline]")
    expect(bar).to_be_hidden()
    phone.set_offline(True)
    expect(bar).to_be_visible()
    phone.set_offline(False)
    expect(bar).to_be_hidden()


def test_public_pages_open_without_network_and_no_ones_own_do(browser, trial_url):
    with window(browser, "m", service_workers="allow") as context:
        page = context.new_page()
        page.goto(f"{trial_url}/accessibility")
        page.wait_for_function("navigator.serviceWorker.ready.then(() => true)", timeout=30_000)
        page.goto(f"{trial_url}/accessibility")
        context.add_cookies([{"name": "who", "value": "7", "url": trial_url}])
        page.goto(f"{trial_url}/needs/trial?q=mine")
        context.set_offline(True)

        page.goto(f"{trial_url}/accessibility")
        expect(page.get_by_role("heading", level=1)).to_have_text("无障碍说明")
        page.goto(f"{trial_url}/needs/trial?q=mine")
        expect(page.locator("main")).to_contain_text("现在没有网络")


def test_leaving_takes_the_kept_pages_along(browser, trial_url):
    """On a shared phone the next person must not leaf through what the last one read."""
    with window(browser, "m", service_workers="allow") as context:
        page = context.new_page()
        page.goto(f"{trial_url}/accessibility")
        page.wait_for_function("navigator.serviceWorker.ready.then(() => true)", timeout=30_000)
        page.goto(f"{trial_url}/needs/trial?q=seen")
        assert page.evaluate(SOON_KEPT, ["/needs/trial?q=seen", True])
        context.add_cookies([{"name": "who", "value": "7", "url": trial_url}])
        page.goto(f"{trial_url}/trial/form")
        page.locator("main").get_by_role("button", name="退出登录").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("无障碍说明")

        assert page.evaluate(SOON_KEPT, ["/needs/trial?q=seen", False])


@pytest.mark.parametrize("path", ["/styleguide", "/accessibility", "/offline", "/trial/queue"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("size", ["m", "d"])
def test_axe_finds_nothing_and_nothing_runs_off_the_side(
    browser, trial_url, watch, path, language, size
):
    with window(browser, size) as context:
        page = context.new_page()
        watch.over(page)
        page.goto(f"{trial_url}{path}?lang={language}")

        assert violations(page) == []
        assert sideways(page, size) == 0


@pytest.mark.parametrize("path", ["/styleguide", "/trial/form"])
def test_large_text_and_the_narrowest_screen_do_not_scroll_sideways(browser, trial_url, path):
    with window(browser, "m") as context:
        page = context.new_page()
        page.goto(f"{trial_url}{path}?text=large")
        assert sideways(page, "m") == 0
        page.set_viewport_size({"width": 320, "height": 640})
        page.goto(f"{trial_url}{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_paper_shows_the_page_and_not_its_bars(desk, trial_url):
    page = desk.new_page()
    page.goto(f"{trial_url}/styleguide")
    page.emulate_media(media="print")

    for selector in (".top", ".util", ".foot", ".action-bar", ".no-print"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator(".print-only").first).to_be_visible()


# What a web view's text zoom does: all sizes are read first, then doubled.
DOUBLED = """() => {
  const all = [...document.body.querySelectorAll('*'), document.body]
  const sizes = all.map(one => parseFloat(getComputedStyle(one).fontSize))
  all.forEach((one, place) => { one.style.fontSize = 2 * sizes[place] + 'px' })
  const title = document.querySelector('h1')
  return [sizes[all.indexOf(title)], parseFloat(getComputedStyle(title).fontSize)]
}"""
WECHAT = (
    "Mozilla/5.0 (Linux; Android 10; HMA-AL00) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0"
    " Chrome/86.0.4240.99 XWEB/4317 MMWEBSDK/20220903 Mobile Safari/537.36"
    " MicroMessenger/8.0.28.2240(0x28001C57) Process/toolsmp WeChat/arm64 NetType/2G Language/zh_CN"
)


@pytest.mark.openness
def test_in_wechat_what_is_typed_without_a_signal_is_there_again(browser, trial_url, watch):
    """On a hillside: the line goes while somebody writes, the page is closed, opened again."""
    with window(browser, "m", user_agent=WECHAT) as context:
        page = context.new_page()  # not watched: without a line there are troubles
        page.goto(f"{trial_url}/trial/form")
        context.set_offline(True)
        page.get_by_label("标题").fill("过冬棉被")
        expect(page.locator("[data-draft-status]")).to_contain_text("已自动保存")
        expect(page.locator("[data-offline]")).to_be_visible()
        page.close()
        context.set_offline(False)
        later = context.new_page()
        watch.over(later)
        later.goto(f"{trial_url}/trial/form")

        expect(later.get_by_label("标题")).to_have_value("过冬棉被")
        assert violations(later) == []


@pytest.mark.openness
@pytest.mark.parametrize("path", ["/styleguide", "/accessibility", "/trial/form", "/trial/queue"])
def test_letters_of_twice_the_size_stay_within_the_narrow_screen(browser, trial_url, path):
    """WCAG 1.4.4: WeChat's own setting makes every letter larger, whatever its size is told in."""
    with window(browser, "m") as context:
        page = context.new_page()
        page.goto(f"{trial_url}{path}")
        before, after = page.evaluate(DOUBLED)

        assert after == before * 2
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
