"""People for tests: `account()` gives an Actor, `organisation()` an id, `sign_in()` a cookie."""

from itertools import count

import httpx

from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows
from match.foundation.permissions import STAFF, Role
from match.homes.commands import register_home
from match.homes.forms import HomeForm
from match.people.commands.accounts import create_account, give_consent
from match.people.commands.organisations import register_organisation, verify_organisation
from match.people.commands.roles import install_role
from match.people.commands.sessions import open_session
from match.people.door import SESSION_COOKIE
from match.people.forms import OrganisationForm
from match.people.sessions import actor_of_account
from match.people.visit import Visit
from match.places.rules import ancestors, level_of, parent_of
from tests.people.numbers import credit_code

_numbers = count(1)
_WITHOUT_DIVISION = {Role.manager, Role.donor, Role.volunteer, Role.expert}


def phone() -> str:
    """A mobile number that no other account of this run has."""
    return f"138{next(_numbers):08d}"


async def account(
    role: str | Role | None = None,
    division: str = "",
    *,
    organisation: int | None = None,
    home: int | None = None,
    name: str = "",
    number: str = "",
) -> Actor:
    """
    A person with one role (None: a citizen without any), as an Actor with a second factor.

    *division* is a prefix; roles that have none (manager, donor, volunteer, expert) ignore it.
    """
    number = number or phone()
    made = await create_account(SYSTEM, name=name or f"测试{number[-4:]}", phone=number)
    await give_consent(SYSTEM, made)
    if role is not None:
        role = Role(role)
        await install_role(
            SYSTEM,
            made,
            role,
            "" if role in _WITHOUT_DIVISION else division,
            organisation=organisation,
            home=home,
        )
    actor = await actor_of_account(made)
    assert actor is not None
    return actor


async def organisation(
    kind: str = "FDN",
    division: str = "433101000000",
    *,
    verified: bool = True,
    name: str = "",
    manager: Actor | None = None,
) -> int:
    """A registered organisation, verified by the province unless told otherwise; returns its id."""
    await place(division)
    applicant = manager or await account()
    number = next(_numbers)
    made = await register_organisation(applicant, organisation_form(kind, division, number, name))
    if verified:
        row = await one("SELECT version FROM organisation WHERE id = $1", made)
        assert row is not None
        province = await account("province", "43")
        await verify_organisation(province, made, seen_version=row["version"])
    return made


def organisation_form(
    kind: str = "FDN",
    division: str = "433101000000",
    number: int = 0,
    name: str = "",
    **other: object,
) -> OrganisationForm:
    """What an applicant fills in."""
    number = number or next(_numbers)
    fields: dict[str, object] = {
        "name": name or f"湘西测试机构{number}",
        "kind": kind,
        "division": division,
        "uscc": credit_code(number),
        "person_in_charge": f"负责人{number}",
        "phone": f"0743{number:07d}",
        "address": f"吉首市人民北路{number}号",
        "introduction": "为乡村儿童之家提供图书和课后陪伴。",
        **other,
    }
    return OrganisationForm(**fields)  # pyright: ignore[reportArgumentType] # a test's own mapping


async def place(division: str) -> None:
    """The division's row and those above it, where the tree was not loaded in this transaction."""
    kinds = {1: "province", 2: "prefecture", 3: "county", 4: "town", 5: "village"}
    for code in (*ancestors(division), division):
        level = int(level_of(code))
        await rows(
            "INSERT INTO division (code, level, kind, name, parent_code, path, pinyin, initials,"
            " sort_key, counts_as_county, valid_from, lon, lat)"
            " SELECT $1, $2, $3, $4, $5, $6, '', '', $1, $7, '2020-01-01', county.lon, county.lat"
            " FROM (VALUES (left($1, 6) || '000000')) AS own (code)"
            " LEFT JOIN division AS county ON county.code = own.code AND $2::int > 3"
            " ON CONFLICT (code) DO NOTHING",
            code,
            level,
            kinds[level],
            f"测试{code}",
            parent_of(code),
            "/".join(f"测试{above}" for above in (*ancestors(code), code)),
            level == 3,
        )
        # Loading the tree ends what is not in it: such a row may be one an earlier test committed.
        await rows(
            "UPDATE division SET valid_to = NULL WHERE code = $1 AND valid_to IS NOT NULL", code
        )


async def home(division: str) -> int:
    """A registered home of a village; returns its id. More is in `tests/homes/make.py`."""
    await place(division)
    form = HomeForm(name=f"{division}儿童之家", division=division, site_source="SITE-SVC")
    return await register_home(SYSTEM, form)


async def sign_in(client: httpx.AsyncClient, actor: Actor) -> str:
    """Sign the browser in as *actor*, through the real command; staff with both factors."""
    assert actor.id is not None
    level = 2 if any(grant.role in STAFF for grant in actor.grants) else 1
    token = await open_session(actor.id, Visit("127.0.0.1", "pytest"), level=level)
    client.cookies.set(SESSION_COOKIE, token, domain="xth.test", path="/")
    return token
