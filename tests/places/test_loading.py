"""Loading editions: the real one, again, the next year's, and those that must be refused."""

from datetime import date

import asyncpg
import pytest

from match.foundation.actor import ANONYMOUS, SYSTEM, Actor, Grant
from match.foundation.db import connection, one, unit_of_work, value
from match.foundation.errors import Conflict, Denied, Invalid
from match.foundation.permissions import Role
from match.places import commands, queries, source
from match.places.source import Reason

NEXT = date(2030, 6, 30)
# Shibadong (十八洞村) in Huayuan, and its neighbours in the same town.
TOWN = "433124110000"


async def villages_of(town):
    return [place.code for place in await queries.children(town)]


def edition(*, without=(), renamed=None, added=()):
    """Next year's list: the vendored one with some lines changed."""
    renamed = renamed or {}
    kept = []
    for line in source.hunan_lines():
        code, name, rest = line.split(",", 2)
        if code not in without:
            kept.append(",".join((code, renamed.get(code, name), rest)))
    return [*kept, *added]


async def test_the_province_loads_whole_and_again_changes_nothing(hunan, db):
    again = await commands.load_hunan(SYSTEM)
    assert (again.added, again.changed, again.closed, again.held_back) == (0, 0, 0, 0)
    assert again.refused == ()
    assert again.unchanged == await value("SELECT count(*) FROM division") == 31_691
    assert len(await queries.counties()) == 122
    assert len(await queries.prefectures()) == 14
    assert len(await queries.villages("43")) == 23_594
    assert len(await queries.villages("4331")) == 1_547


async def test_the_next_edition_renames_adds_and_lets_old_codes_name_their_successor(hunan, db):
    first, second, third, *_ = await villages_of(TOWN)
    born = f"{TOWN[:9]}399"
    report = await commands.load_edition(
        SYSTEM,
        edition(
            without={first, second},
            renamed={third: "新合村"},
            added=[f"{born},新建村,village,{TOWN}"],
        ),
        as_of=NEXT,
        became=["old_code,new_code", f"{first},{third}", f"{second},{third}"],
    )
    assert (report.added, report.changed, report.closed) == (1, 1, 2)
    assert report.refused == ()

    old = await queries.division(first)
    assert (old.valid_to, old.replaced_by) == (NEXT, third)
    assert (await queries.current(first)).code == third
    assert (await queries.current(third)).name == "新合村"
    assert (await queries.division(born)).valid_from == NEXT
    assert first not in await villages_of(TOWN)
    assert await queries.find(old.name, within=TOWN[:9]) == []
    trail = await one("SELECT verb, reason, changes FROM audit ORDER BY id DESC LIMIT 1")
    assert (trail["verb"], trail["reason"]) == ("places.loaded", "2030-06-30")


async def test_a_chain_of_mergers_is_followed_to_its_end(hunan, db):
    first, second, third, *_ = await villages_of(TOWN)
    await commands.load_edition(
        SYSTEM,
        edition(without={first}),
        as_of=NEXT,
        became=["old_code,new_code", f"{first},{second}"],
    )
    await commands.load_edition(
        SYSTEM,
        edition(without={first, second}),
        as_of=NEXT.replace(year=2031),
        became=["old_code,new_code", f"{second},{third}"],
    )
    assert (await queries.current(first)).code == third
    with pytest.raises(Conflict, match="2031-06-30"):
        await commands.load_hunan(SYSTEM)


async def test_nothing_is_closed_while_a_row_is_refused(hunan, db):
    first, second, *_ = await villages_of(TOWN)
    report = await commands.load_edition(
        SYSTEM,
        edition(without={first}, added=[f"{first},,village,{TOWN}", "12345,某村,village,"]),
        as_of=NEXT,
        became=["old_code,new_code", f"{second},{first}", f"{first},{first}"],
    )
    assert (report.closed, report.held_back) == (0, 1)
    assert [(r.line, r.reason) for r in report.refused] == [
        (31_692, Reason.NO_NAME),
        (31_693, Reason.BAD_CODE),
        (2, Reason.NOT_GONE),
        (3, Reason.NO_SUCCESSOR),
    ]
    assert report.refused[0].message == f"第31692行（{first}）：名称应有1到60个字。"
    assert (await queries.division(first)).valid_to is None


async def test_a_file_cut_short_is_refused_and_leaves_the_tree_alone(hunan, db):
    half = source.hunan_lines()[:20_000]
    with pytest.raises(Conflict, match="不完整"):
        await commands.load_edition(SYSTEM, half, as_of=NEXT)
    assert await value("SELECT count(*) FROM division WHERE valid_to IS NULL") == 31_691


async def test_a_file_that_is_no_edition_is_refused_by_its_columns(db):
    with pytest.raises(Invalid) as refusal:
        await commands.load_edition(SYSTEM, ["code,name"], as_of=NEXT)
    assert "kind, parent_code" in refusal.value.fields["file"]
    with pytest.raises(Invalid) as refusal:
        await commands.load_edition(SYSTEM, ["code,name,kind,parent_code", "1,2,3,4"], as_of=NEXT)
    assert "没有一行可用" in refusal.value.fields["file"]


@pytest.mark.parametrize(
    "actor", [ANONYMOUS, Actor(id=1, grants=(Grant(Role.province, "43"),))], ids=["nobody", "staff"]
)
async def test_only_the_platform_administrator_loads(db, actor):
    with pytest.raises(Denied):
        await commands.load_edition(actor, [], as_of=NEXT)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ("parent_code = '433199000000'", asyncpg.ForeignKeyViolationError),
        ("parent_code = NULL", asyncpg.CheckViolationError),
        ("level = 4", asyncpg.CheckViolationError),
        ("kind = 'hamlet'", asyncpg.CheckViolationError),
        ("counts_as_county = true", asyncpg.CheckViolationError),
        ("lon = NULL", asyncpg.CheckViolationError),
        ("replaced_by = code, valid_to = '2030-01-01'", asyncpg.CheckViolationError),
        ("replaced_by = '433101000000'", asyncpg.CheckViolationError),
        ("valid_to = valid_from", asyncpg.CheckViolationError),
    ],
)
async def test_the_database_itself_keeps_the_tree_whole(hunan, db, change, refusal):
    village = (await villages_of(TOWN))[0]
    with pytest.raises(refusal):
        async with unit_of_work(), connection() as open_connection:
            await open_connection.execute(f"UPDATE division SET {change} WHERE code = '{village}'")


async def test_the_application_cannot_delete_a_division(hunan, db):
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        async with unit_of_work(), connection() as open_connection:
            await open_connection.execute("DELETE FROM division WHERE code = '433101000000'")
