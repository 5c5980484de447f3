"""Both ways in: counted tries, codes that work once, and the same answer for everybody."""

import re
from datetime import timedelta

import httpx
import pytest

from match.foundation import clock
from match.foundation.db import one, rows, value
from match.foundation.errors import Invalid, TooMany
from match.foundation.keys import keys
from match.people.authenticator import code_at
from match.people.commands.accounts import give_consent
from match.people.commands.codes import request_code
from match.people.commands.factor import confirm_authenticator, pending_seed, set_password
from match.people.commands.sign_in import SEED, sign_in_by_code, sign_in_by_password
from match.people.sessions import recognised
from match.people.visit import Visit
from tests.people import make

HOME = Visit("203.0.113.9", "Chrome Windows")
AWAY = Visit("198.51.100.20", "Chrome Windows")
PASSWORD = "山里的灯还亮着呢"


async def enrolled(role: str = "county", division: str = "433101") -> tuple[str, str, list[str]]:
    """A person with password and authenticator: phone, seed, recovery codes."""
    number = make.phone()
    actor = await make.account(role, division, number=number)
    await set_password(actor, PASSWORD, fresh=True)
    seed = await pending_seed(actor, fresh=True)
    moment = clock.now() - timedelta(minutes=5)
    with clock.freeze(moment):
        done = await confirm_authenticator(
            actor, code_at(seed, moment.timestamp()), HOME, replaces=""
        )
    return number, seed, done.recovery


def now_code(seed: str) -> str:
    return code_at(seed, clock.now().timestamp())


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


async def test_a_code_opens_a_session_once_and_in_its_own_browser_only(db: None) -> None:
    number = make.phone()
    person = await make.account("director", "433101001201", home=3, number=number)
    sent = await request_code(HOME, number)

    with pytest.raises(Invalid):
        await sign_in_by_code(HOME, "another browser", sent.code, remembered=False)
    arrival = await sign_in_by_code(HOME, sent.browser, sent.code, remembered=True)

    assert arrival.account == person.id
    assert await recognised(arrival.token) is not None
    with pytest.raises(Invalid):
        await sign_in_by_code(HOME, sent.browser, sent.code, remembered=True)


async def test_five_wrong_guesses_void_a_code(db: None) -> None:
    number = make.phone()
    await make.account("donor", number=number)
    sent = await request_code(HOME, number)

    for step in range(5):
        with clock.freeze(clock.now() + timedelta(seconds=step)), pytest.raises(Invalid):
            await sign_in_by_code(HOME, sent.browser, wrong(sent.code), remembered=False)

    # Patience is over when the waits are, but the code stays void.
    with clock.freeze(clock.now() + timedelta(minutes=4)), pytest.raises(Invalid):
        await sign_in_by_code(HOME, sent.browser, sent.code, remembered=False)
    assert await value("SELECT tries FROM one_time_code") == 5


async def test_a_code_is_void_after_five_minutes_and_is_kept_hashed(db: None) -> None:
    number = make.phone()
    await make.account("donor", number=number)
    sent = await request_code(HOME, number)

    row = await one("SELECT * FROM one_time_code")
    held = b"|".join(bytes(cell) for cell in row.values() if isinstance(cell, bytes))
    assert sent.code.encode() not in held
    assert number.encode() not in held
    with clock.freeze(clock.now() + timedelta(minutes=5, seconds=1)), pytest.raises(Invalid):
        await sign_in_by_code(HOME, sent.browser, sent.code, remembered=False)


async def test_a_staff_member_with_a_code_alone_gets_no_staff_role(db: None) -> None:
    number, _seed, _recovery = await enrolled()
    sent = await request_code(HOME, number)

    arrival = await sign_in_by_code(HOME, sent.browser, sent.code, remembered=True)

    assert arrival.factor == "show"
    session, actor = await recognised(arrival.token)
    assert not session.remembered
    assert actor.grants == ()


async def test_an_authenticator_code_works_once(db: None) -> None:
    number, seed, _recovery = await enrolled()
    code = now_code(seed)

    token = await sign_in_by_password(HOME, phone=number, password=PASSWORD, second=code)

    session, actor = await recognised(token)
    assert session.level == 2
    assert [grant.role for grant in actor.grants] == ["county"]
    with pytest.raises(Invalid):
        await sign_in_by_password(HOME, phone=number, password=PASSWORD, second=code)
    with clock.freeze(clock.now() + timedelta(seconds=60)):
        again = await sign_in_by_password(
            HOME, phone=number, password=PASSWORD, second=now_code(seed)
        )
    assert again != token


async def test_an_older_step_is_refused_after_a_newer_one(db: None) -> None:
    number, seed, _recovery = await enrolled()
    earlier = code_at(seed, clock.now().timestamp() - 30)
    await sign_in_by_password(HOME, phone=number, password=PASSWORD, second=now_code(seed))

    with pytest.raises(Invalid):
        await sign_in_by_password(HOME, phone=number, password=PASSWORD, second=earlier)


async def test_a_recovery_code_works_once(db: None) -> None:
    number, _seed, recovery = await enrolled()
    assert len(set(recovery)) == 10

    await sign_in_by_password(HOME, phone=number, password=PASSWORD, second=recovery[0].lower())

    with pytest.raises(Invalid):
        await sign_in_by_password(HOME, phone=number, password=PASSWORD, second=recovery[0])
    await sign_in_by_password(HOME, phone=number, password=PASSWORD, second=recovery[1])
    # A Chinese keyboard writes letters, digits and hyphens full-width.
    wide = "".join(chr(ord(one) + 0xFEE0) for one in recovery[2])
    await sign_in_by_password(HOME, phone=number, password=PASSWORD, second=wide)


async def test_seed_and_phone_are_sealed(db: None) -> None:
    number, seed, _recovery = await enrolled()

    row = await one("SELECT * FROM account ORDER BY id DESC LIMIT 1")

    held = repr(row)
    assert seed not in held
    assert number not in held
    assert keys().open(row["totp_seed"], SEED) == seed
    assert row["password_hash"].startswith("$argon2id$")


async def test_failures_delay_a_person_but_lock_nobody_out(db: None) -> None:
    number, seed, _recovery = await enrolled()
    start = clock.now()
    tried, refused = 0, 0
    for _ in range(200):
        try:
            await sign_in_by_password(AWAY, phone=number, password="nope nope", second="000000")
        except TooMany:
            refused += 1
        except Invalid:
            tried += 1
    assert tried < 50
    assert refused > 150

    # The attacker's network waits; the person signs in from their own at once.
    token = await sign_in_by_password(HOME, phone=number, password=PASSWORD, second=now_code(seed))
    assert await recognised(token) is not None
    # And even from the attacker's network nobody waits longer than a quarter of an hour.
    with clock.freeze(start + timedelta(seconds=901)):
        await sign_in_by_password(AWAY, phone=number, password=PASSWORD, second=now_code(seed))


async def test_a_spray_over_many_numbers_slows_its_network_down(db: None) -> None:
    outcomes = []
    for number in range(130):
        try:
            await sign_in_by_password(
                AWAY, phone=f"139{number:08d}", password="nope nope", second="000000"
            )
        except (Invalid, TooMany) as refusal:
            outcomes.append(type(refusal))

    assert outcomes[:100] == [Invalid] * 100
    assert TooMany in outcomes
    with clock.freeze(clock.now() + timedelta(seconds=31)), pytest.raises(Invalid):
        await sign_in_by_password(AWAY, phone="13900000000", password="nope nope", second="000000")


@pytest.mark.parametrize("case", ["unknown", "no password", "wrong password", "wrong code"])
async def test_the_answer_does_not_tell_who_has_an_account(
    client: httpx.AsyncClient, case: str
) -> None:
    number, seed, _recovery = await enrolled()
    plain = make.phone()
    await make.account("donor", number=plain)
    form = {"phone": number, "password": PASSWORD, "second": now_code(seed)}
    form |= {
        "unknown": {"phone": "13900001111"},
        "no password": {"phone": plain},
        "wrong password": {"password": "not this one"},
        "wrong code": {"second": wrong(now_code(seed))},
    }[case]

    answer = await post(client, "/sign-in/password", form)

    assert answer.status_code == 422
    assert "手机号、密码或动态口令不对，请核对后再试。" in answer.text
    assert "__Host-sid" not in str(answer.headers.get_list("set-cookie"))
    bare = re.sub(r'value="[^"]*"', "", answer.text)
    assert bare == await bare_answer(client)


async def bare_answer(client: httpx.AsyncClient) -> str:
    """The page for a number that no account has, without the values typed in."""
    form = {"phone": "13700002222", "password": "whatever", "second": "123456"}
    return re.sub(r'value="[^"]*"', "", (await post(client, "/sign-in/password", form)).text)


async def test_asking_for_a_code_answers_alike_for_known_and_unknown(
    client: httpx.AsyncClient,
) -> None:
    known = make.phone()
    await make.account("donor", number=known)

    answers = [
        await post(client, "/sign-in/codes", {"phone": number}) for number in (known, "13900003333")
    ]

    first, second = ((a.status_code, a.headers["location"], a.text) for a in answers)
    assert first == second
    assert first[0] == 303


async def test_codes_to_one_phone_are_not_sent_without_end(db: None) -> None:
    number = make.phone()
    for _ in range(3):
        await request_code(HOME, number)

    with pytest.raises(TooMany) as refused:
        await request_code(HOME, number)

    assert refused.value.facts["retry_after"] > 0
    assert await value("SELECT count(*) FROM one_time_code") == 3


async def post(client: httpx.AsyncClient, path: str, form: dict[str, str]) -> httpx.Response:
    """What a browser does: look at the page first, send its token along."""
    if "__Host-csrf" not in client.cookies:
        await client.get("/sign-in")
    token = client.cookies["__Host-csrf"]
    return await client.post(path, data={**form, "_csrf_token": token})


@pytest.mark.walk
async def test_a_newcomer_signs_up_with_phone_code_and_consent(client: httpx.AsyncClient) -> None:
    number = make.phone()
    sent = await post(client, "/sign-in/codes", {"phone": number, "next": "/offers/new"})
    assert sent.headers["location"] == "/sign-in/code?next=/offers/new"
    typed = client.cookies["__Host-demo-code"]

    after = await post(client, "/sign-in/code", {"code": typed, "next": "/offers/new"})
    assert after.headers["location"] == "/sign-up?next=/offers/new"
    assert await value("SELECT count(*) FROM session") == 0

    refused = await post(client, "/sign-up", {"name": "田小满"})
    assert refused.status_code == 422
    assert await value("SELECT count(*) FROM account WHERE name = '田小满'") == 0

    made = await post(
        client, "/sign-up", {"name": "田小满", "consent": "true", "next": "/offers/new"}
    )
    assert made.status_code == 303
    assert made.headers["location"] == "/offers/new"
    page = await client.get("/me")
    assert "田小满" in page.text
    assert number not in page.text
    assert f"{number[:3]}****{number[-4:]}" in page.text
    consents = await rows("SELECT notice_version, text_hash FROM consent")
    assert len(consents) == 1


@pytest.mark.walk
async def test_a_county_clerk_enrols_and_signs_in_with_both_factors(
    client: httpx.AsyncClient,
) -> None:
    number = make.phone()
    actor = await make.account("county", "433101", number=number)
    await give_consent(actor, actor.id)
    await post(client, "/sign-in/codes", {"phone": number})
    arrived = await post(client, "/sign-in/code", {"code": client.cookies["__Host-demo-code"]})
    assert arrived.headers["location"] == "/me/factor"
    weak = client.cookies["__Host-sid"]

    weak_password = await post(
        client, "/me/factor/password", {"password": "changsha2024", "again": "changsha2024"}
    )
    assert weak_password.status_code == 422
    assert "太容易猜到" in weak_password.text
    kept = await post(client, "/me/factor/password", {"password": PASSWORD, "again": PASSWORD})
    assert kept.headers["location"] == "/me/factor/authenticator"
    page = await client.get("/me/factor/authenticator")
    seed = re.search(r'figures">([A-Z2-7 ]+)<', page.text).group(1).replace(" ", "")
    assert (await post(client, "/me/factor/authenticator", {"code": "000000"})).status_code == 422
    bound = await post(client, "/me/factor/authenticator", {"code": now_code(seed)})
    assert bound.status_code == 200
    assert len(re.findall(r"[2-9A-Z]{5}-[2-9A-Z]{5}", bound.text)) == 10

    strong = client.cookies["__Host-sid"]
    assert strong != weak
    assert await recognised(weak) is None
    session, who = await recognised(strong)
    assert session.level == 2
    assert [grant.role for grant in who.grants] == ["county"]

    left = await post(client, "/sign-out", {})
    assert left.status_code == 303
    assert await recognised(strong) is None


async def test_a_planted_cookie_gains_nothing_by_the_victims_sign_in(
    client: httpx.AsyncClient,
) -> None:
    planted = "P" * 43
    client.cookies.set("__Host-sid", planted, domain="xth.test", path="/")
    number = make.phone()
    await make.account("donor", number=number)

    await post(client, "/sign-in/codes", {"phone": number})
    arrived = await post(client, "/sign-in/code", {"code": client.cookies["__Host-demo-code"]})

    given = [c for c in arrived.headers.get_list("set-cookie") if c.startswith("__Host-sid=")]
    assert len(given) == 1
    for wanted in ("Secure", "HttpOnly", "SameSite=lax", "Path=/"):
        assert wanted.lower() in given[0].lower()
    assert "domain" not in given[0].lower()
    assert await recognised(planted) is None
    assert await value("SELECT count(*) FROM session") == 1


async def test_after_signing_in_one_goes_on_within_our_house_only(
    client: httpx.AsyncClient,
) -> None:
    for wanted, got in (
        ("/needs/7", "/needs/7"),
        ("//evil.example", "/desk"),
        ("https://evil.example", "/desk"),
        ("/\\evil.example", "/desk"),
        ("/sign-out", "/desk"),
        ("", "/desk"),
    ):
        number = make.phone()
        await make.account("donor", number=number)
        await post(client, "/sign-in/codes", {"phone": number})

        code = client.cookies["__Host-demo-code"]
        arrived = await post(client, "/sign-in/code", {"code": code, "next": wanted})

        assert arrived.headers["location"] == got


async def written() -> list[int]:
    tables = ("session", "audit", "throttle", "outbox", "one_time_code")
    return [await value(f'SELECT count(*) FROM "{name}"') for name in tables]


async def test_strangers_cause_no_writes(client: httpx.AsyncClient) -> None:
    before = await written()

    for path in ("/sign-in", "/organisations", "/privacy", "/me"):
        answer = await client.get(path)
        assert "__Host-sid" not in str(answer.headers.get_list("set-cookie"))

    assert await written() == before


async def test_what_names_a_person_stays_out_of_caches(client: httpx.AsyncClient) -> None:
    await make.sign_in(client, await make.account("donor"))

    for path in ("/me", "/organisations", "/me/devices"):
        assert (await client.get(path)).headers["cache-control"] == "no-store"
