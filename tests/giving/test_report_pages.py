"""The doors of use, papers and duties as people meet them: forms, photos, wrong input, no font."""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image

from match.files.commands import keep_photo
from match.foundation.actor import SYSTEM
from match.foundation.db import value
from match.foundation.settings import load, settings
from match.giving.disclosure.commands import keep_duties
from match.giving.documents.queries import acknowledgement
from match.giving.reports.commands import ask_about_use
from match.giving.reports.forms import YesNo
from tests.giving import make
from tests.giving.reporting import WORDS, home_of, picture, told
from tests.needs.browsing import post
from tests.people import make as people
from tests.using import using


async def sent(
    client: httpx.AsyncClient, path: str, form: dict[str, str], photo: bytes | None = None
) -> httpx.Response:
    """A form with its token, and a picture where there is one."""
    if photo is None:
        return await post(client, path, form)
    return await post(client, path, form, files={"photos": ("IMG_1.jpg", photo, "image/jpeg")})


def use_form(deal: make.Deal, **other: str) -> dict[str, str]:
    return {"home": str(home_of(deal)), "amount": "40", "text": WORDS, **other}


@pytest.fixture
def no_font(db: None, tmp_path: Path) -> Iterator[None]:
    """A machine without a Chinese font."""
    folders = {"MATCH_FONT_DIR": str(tmp_path), "MATCH_DATA_DIR": str(settings().data_dir)}
    with using(load(folders)):
        yield


@pytest.mark.walk
async def test_from_report_to_reply_in_a_browser(client: httpx.AsyncClient):
    deal = await make.allocated()
    at = f"/desk/donations/{deal.agreement}/use"
    await people.sign_in(client, deal.director)
    assert (
        await sent(client, f"{at}/reports", use_form(deal, person="no"), picture())
    ).status_code == 303

    await people.sign_in(client, deal.manager)
    assert WORDS not in (await client.get(at)).text
    assert (
        await sent(client, f"{at}/questions", {"question": "书放在哪里，怎么借？"})
    ).status_code == 303

    await people.sign_in(client, deal.supervisor)
    waiting = await client.get("/desk/use-reports")
    report = await value("SELECT id FROM use_report")
    assert f"{at}#report-{report}" in waiting.text
    assert (await sent(client, f"{at}/reports/{report}/acceptance", {"x": ""})).status_code == 303

    await people.sign_in(client, deal.director)
    question = await value("SELECT id FROM use_question")
    answered = await sent(
        client, f"{at}/questions/{question}/answer", {f"answer{question}": "放在阅读角，登记后借。"}
    )
    assert answered.status_code == 303
    assert (await sent(client, f"{at}/reports", use_form(deal, amount="20"))).status_code == 303
    assert await value("SELECT status FROM donation") == "used"

    await people.sign_in(client, deal.manager)
    shown = (await client.get(at)).text
    assert WORDS in shown
    assert "放在阅读角，登记后借。" in shown


async def test_a_photo_loses_where_it_was_taken(client: httpx.AsyncClient):
    deal = await make.allocated()
    at = f"/desk/donations/{deal.agreement}/use"
    await people.sign_in(client, deal.director)
    await sent(client, f"{at}/reports", use_form(deal, person="no"), picture())
    (photo,) = await value("SELECT photos FROM use_report")

    got = await client.get(f"{at}/photos/{photo}")

    assert got.status_code == 200
    assert len(Image.open(BytesIO(picture())).getexif()) > 0
    assert len(Image.open(BytesIO(got.content)).getexif()) == 0
    assert b"PhoneMaker" not in got.content
    assert got.headers["cache-control"] == "private, no-store"


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"person": ""}, "person"),
        ({"person": "yes"}, "permit"),
        ({"person": "yes", "permit": "许可1"}, "person"),
        ({"person": "vielleicht"}, "person"),
        ({"person": "no", "amount": "61"}, "amount"),
        ({"person": "no", "amount": "-3"}, "amount"),
        ({"person": "no", "amount": "1e9"}, "amount"),
        ({"person": "no", "text": "短"}, "text"),
        ({"person": "no", "text": "送给三年级二班的张小花同学，她爸爸在广东打工。"}, "text"),
        ({"person": "no", "text": "字" * 1001}, "text"),
    ],
)
async def test_a_wrong_form_comes_back_with_its_complaint(
    client: httpx.AsyncClient, form: dict[str, str], field: str
):
    deal = await make.allocated()
    await people.sign_in(client, deal.director)

    path = f"/desk/donations/{deal.agreement}/use/reports"
    answer = await sent(client, path, use_form(deal, **form), picture())

    assert answer.status_code == 422
    assert f'id="error-{field}"' in answer.text or f'href="#field-{field}' in answer.text
    assert await value("SELECT count(*) FROM use_report") == 0


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"home": "x"},
        {"home": "99999999999999999999999"},
        {"home": "-1", "amount": "1", "text": WORDS},
        {"home": "1\x00", "amount": "\u202e1", "text": WORDS},
    ],
)
async def test_a_hostile_form_is_refused_in_words(client: httpx.AsyncClient, form: dict[str, str]):
    deal = await make.allocated()
    await people.sign_in(client, deal.director)

    answer = await sent(client, f"/desk/donations/{deal.agreement}/use/reports", form)

    assert answer.status_code in (403, 422)


async def test_a_file_that_is_no_picture_is_refused(client: httpx.AsyncClient):
    deal = await make.allocated()
    await people.sign_in(client, deal.director)

    path = f"/desk/donations/{deal.agreement}/use/reports"
    answer = await sent(client, path, use_form(deal, person="no"), b"%PDF-1.7 not a photo")

    assert answer.status_code == 422


@pytest.mark.parametrize("language", ["zh", "en"])
async def test_a_code_is_checked_by_anybody(client: httpx.AsyncClient, language: str):
    deal = await make.allocated()
    code = (await acknowledgement(deal.manager, deal.agreement)).code
    (organisation,) = deal.manager.organisations
    giver = await value("SELECT name FROM organisation WHERE id = $1", organisation)
    client.cookies.set("language", language)

    genuine = await client.get(f"/check/{code}")
    typed = await client.get("/check/", params={"code": f" {code.lower()} "}, follow_redirects=True)
    nothing = await client.get("/check/ABCD2345EFGH")

    assert (genuine.status_code, typed.status_code, nothing.status_code) == (200, 200, 404)
    for page in (genuine, typed):
        assert "60 " in page.text
        for name in (giver, deal.director.name, deal.manager.name, "和平村"):
            assert name not in page.text, name
    assert genuine.headers["x-robots-tag"] == "noindex"


@pytest.mark.parametrize(
    "code", ["%00", "%2e%2e%2f", "<script>alert(1)</script>", "𰵧" * 50, "a" * 3000]
)
async def test_a_hostile_code_is_only_not_genuine(client: httpx.AsyncClient, code: str):
    answer = await client.get(f"/check/{code}")

    assert answer.status_code in (400, 404)
    assert "<script>alert" not in answer.text


@pytest.mark.usefixtures("no_font")
async def test_without_a_font_the_page_says_what_to_do(client: httpx.AsyncClient):
    deal = await make.allocated()
    await people.sign_in(client, deal.manager)
    at = f"/desk/donations/{deal.agreement}"

    pdf = await client.get(f"{at}/acknowledgement.pdf")
    page = await client.get(f"{at}/acknowledgement")

    assert pdf.status_code == 503
    assert "fonts-noto-cjk" in pdf.text
    assert page.status_code == 200
    assert "捐赠收条" in page.text


async def test_a_year_is_read_printed_and_taken_along(client: httpx.AsyncClient):
    deal = await make.allocated()
    await people.sign_in(client, deal.manager)

    page = await client.get("/desk/giving-year", follow_redirects=True)
    pdf = await client.get("/desk/giving-year/pdf")
    xlsx = await client.get("/desk/giving-year/xlsx")

    assert "绘本" in page.text
    assert pdf.content.startswith(b"%PDF-")
    assert xlsx.content.startswith(b"PK")
    assert "attachment" in xlsx.headers["content-disposition"]


@pytest.mark.parametrize("query", ["year=1", "year=99999", "of=999999999", "of=-1"])
async def test_a_year_that_is_not_there_is_refused_in_words(client: httpx.AsyncClient, query: str):
    deal = await make.allocated()
    await people.sign_in(client, deal.manager)

    answer = await client.get(f"/desk/giving-year/xlsx?{query}")

    assert answer.status_code in (403, 422)


async def test_duties_are_listed_with_what_to_do(client: httpx.AsyncClient):
    deal = await make.allocated()
    await keep_duties(SYSTEM, deal.agreement)
    await people.sign_in(client, deal.director)

    page = await client.get("/desk/duties", follow_redirects=True)

    assert "首次使用报告" in page.text
    assert f"/desk/donations/{deal.agreement}/use" in page.text


async def test_a_report_is_corrected_in_a_browser(client: httpx.AsyncClient):
    deal = await make.allocated()
    report = await told(deal, 40)
    await people.sign_in(client, deal.director)
    path = f"/desk/donations/{deal.agreement}/use/reports/{report}/correction"

    assert (await client.get(path)).status_code == 200
    wrong = await sent(client, path, {"amount": "999", "text": WORDS})
    right = await sent(client, path, {"amount": "30", "text": WORDS})

    assert (wrong.status_code, right.status_code) == (422, 303)
    assert await value("SELECT used_units FROM donation") == 30


async def test_the_record_is_a_page_and_a_card(client: httpx.AsyncClient):
    deal = await make.allocated()
    path = f"/homes/{home_of(deal)}/record"

    page = await client.get(path)
    card = await client.get(path, headers={"HX-Request": "true"})

    assert "<html" in page.text
    assert "<html" not in card.text
    assert "不足 3 次，暂不统计" in card.text
    assert "%" not in card.text


async def test_every_box_of_the_page_has_a_name_of_its_own(client: httpx.AsyncClient):
    """A label leads to its own box, however many questions and reports wait."""
    deal = await make.allocated()
    for _ in range(2):
        photo = await keep_photo(deal.director, picture())
        await told(deal, 10, photos=(photo,), person=YesNo.no)
    for question in ("书放在哪里，怎么借？", "有没有登记编号？"):
        await ask_about_use(deal.manager, deal.agreement, question)
    await people.sign_in(client, deal.supervisor)

    page = await client.get(f"/desk/donations/{deal.agreement}/use")

    names = re.findall(r'id="(field-[^"]+)"', page.text)
    assert len(names) > 5
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("step", "box"),
    [("progress", "progress"), ("questions/{question}/answer", "answer{question}")],
)
async def test_a_complaint_stands_at_its_own_box(client: httpx.AsyncClient, step: str, box: str):
    deal = await make.allocated()
    question = await ask_about_use(deal.manager, deal.agreement, "书放在哪里，怎么借？")
    await people.sign_in(client, deal.director)
    name = box.format(question=question)
    path = f"/desk/donations/{deal.agreement}/use/{step.format(question=question)}"

    answer = await sent(client, path, {name: "短"})

    assert answer.status_code == 422
    assert f'href="#field-{name}"' in answer.text
