"""After the shift: certificates, ratings, honours, the record in the ministry's form."""

import csv
from datetime import timedelta
from io import StringIO

import httpx
import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, value
from match.foundation.errors import Conflict, Invalid, NotFound
from match.foundation.sheets import write_csv
from match.volunteers import commands, rules
from match.volunteers.commands.records import SHEET, hours, record_rows
from match.volunteers.forms import HonourForm, RatingForm, SpanForm
from match.volunteers.queries import (
    checked_certificate,
    my_certificates,
    my_progress,
)
from tests.people import make as people
from tests.volunteers import make


async def served(minutes: int = 100) -> tuple[make.Scene, Actor, int]:
    """A shift that is over, with confirmed minutes; its clock stays frozen by the caller."""
    scene = await make.opened()
    actor, signup = await make.signed(scene, await make.volunteer(name="王大勇"))
    with clock.freeze(scene.starts):
        await commands.check_in(actor, scene.shift, await make.code(scene))
    with clock.freeze(scene.ends):
        await commands.sweep_shifts(SYSTEM)
        await commands.confirm_hours(scene.director, signup, minutes)
    return scene, actor, signup


async def test_a_certificate_says_what_is_confirmed_and_the_check_page_no_name(db: None) -> None:
    scene, actor, signup = await served()
    day = scene.starts.astimezone(clock.HERE).date()
    with clock.freeze(scene.ends):
        made = await commands.issue_certificate(actor, SpanForm(day, day))
        with pytest.raises(Invalid):
            await commands.issue_certificate(
                actor, SpanForm(day - timedelta(days=9), day - timedelta(days=1))
            )
        (paper,) = await my_certificates(actor)
        found = await checked_certificate(paper.code)
        assert found is not None
        await commands.correct_hours(scene.director, signup, 90, "原来多记了十分钟")
        later = await checked_certificate(paper.code)

    assert (paper.id, paper.minutes, paper.times) == (made, 100, 1)
    assert not hasattr(found, "name")
    assert (found.minutes, found.now) == (100, 100)
    assert later is not None
    assert (later.minutes, later.now) == (100, 90)
    assert await checked_certificate("AAAABBBBCCCC") is None


async def test_a_code_may_be_typed_full_width_and_in_groups(client: httpx.AsyncClient) -> None:
    scene, actor, _signup = await served()
    day = scene.starts.astimezone(clock.HERE).date()
    with clock.freeze(scene.ends):
        await commands.issue_certificate(actor, SpanForm(day, day))
        (paper,) = await my_certificates(actor)
    # U+FEE0 lies between a character and its full-width form.
    wide = "".join(chr(ord(one) + 0xFEE0) for one in f"{paper.code[:4]}-{paper.code[4:]}")

    found = await client.get("/service-certificates", params={"code": wide})
    strange = await client.get("/service-certificates", params={"code": wide[::-1]})

    assert (found.status_code, strange.status_code) == (200, 404)


async def test_both_sides_say_once_how_it_was(db: None) -> None:
    scene, actor, signup = await served()

    await commands.rate_shift(actor, scene.shift, RatingForm(5, "孩子们很认真"))
    await commands.rate_volunteer(scene.director, signup, RatingForm(4))
    with pytest.raises(Conflict, match="评价过"):
        await commands.rate_shift(actor, scene.shift, RatingForm(1))
    with pytest.raises(NotFound):
        await commands.rate_volunteer(actor, signup, RatingForm(5))


async def test_honours_and_stars(db: None) -> None:
    scene, actor, signup = await served()
    await commands.honour(scene.director, signup, HonourForm("优秀志愿者", clock.today()))

    progress = await my_progress(actor, 300 * 60)

    assert progress.stars == 2
    assert [one_["title"] for one_ in progress.honours] == ["优秀志愿者"]
    assert [rules.stars_of(h * 60 - m) for h, m in ((100, 0), (100, 1), (1500, 0))] == [1, 0, 5]


async def test_the_record_in_the_ministrys_form(db: None) -> None:
    scene, actor, signup = await served()
    await commands.rate_volunteer(scene.director, signup, RatingForm(5))
    clerk = await people.account("county", "433101")

    whole = [row for row in await record_rows(clerk) if row["name"] == "王大勇"]
    homes = [row for row in await record_rows(scene.director) if row["name"] == "王大勇"]

    (row,) = whole
    assert row["minutes"] == 100
    assert row["hours"] == "1.67"
    assert row["rating"] == "很好"
    assert row["document"] == "居民身份证"
    number = await value("SELECT number FROM volunteer WHERE account_id = $1", actor.id)
    assert row["number"] == number
    assert len(str(row["identity"])) == 18
    assert "*" not in str(row["identity"])
    assert (
        homes[0]["identity"] == f"{str(row['identity'])[:4]}************{str(row['identity'])[-2:]}"
    )
    read = list(csv.DictReader(StringIO(write_csv(SHEET, whole).decode("utf-8-sig"))))
    assert read[0]["志愿者编号"].lstrip("'") == number
    assert read[0]["服务时间（分钟）"] == "100"


def test_hours_have_two_decimals_rounded() -> None:
    assert [hours(minutes) for minutes in (60, 100, 1, 90, 125)] == [
        "1.00", "1.67", "0.02", "1.50", "2.08",
    ]  # fmt: skip


async def test_the_record_is_due_ten_working_days_after_the_shift(db: None) -> None:
    """Counted here by hand: weekends out; no holiday lies between in December 2026."""
    scene = await make.opened()
    _actor, _signup = await make.signed(scene)
    with clock.freeze(scene.starts):
        await commands.sweep_shifts(SYSTEM)
    with clock.freeze(scene.ends + timedelta(hours=1)):
        await commands.sweep_shifts(SYSTEM)

    row = await one("SELECT record_due_on FROM shift WHERE id = $1", scene.shift)
    assert row is not None
    day, left = scene.ends.astimezone(clock.HERE).date(), 10
    while left:
        day += timedelta(days=1)
        left -= day.isoweekday() < 6
    assert row["record_due_on"] == day
