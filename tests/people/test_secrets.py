"""Passwords and codes: what is refused, what is stored, what is random."""

import asyncio
import time

import pytest

from match.foundation.errors import Invalid
from match.people import passwords
from match.people.authenticator import code_at, new_recovery_codes, new_seed, step_of
from match.people.phones import masked_phone, tidy_phone


@pytest.mark.parametrize(
    "password",
    [
        "1234567",
        "12345678",
        "Zhonghua@123",
        "changsha2024",
        "ertongfuli",
        "Ertongfuli2023",
        "password1",
        "qwerty123456",
        "aaaaaaaaaaaa",
        "xiangxi2025!",
        "田小满20240101"[:9],
        "x" * 129,
    ],
)
def test_what_an_attacker_tries_first_is_refused(password: str) -> None:
    with pytest.raises(Invalid) as refused:
        passwords.require_good(password, "田小满")

    assert set(refused.value.fields) == {"password"}


@pytest.mark.parametrize(
    "password", ["山里的灯还亮着呢", "correct horse battery", "Tq7#mmLw", "三月桃花开满坡"]
)
def test_a_sentence_of_ones_own_is_accepted(password: str) -> None:
    if len(password) < passwords.SHORTEST:
        with pytest.raises(Invalid):
            passwords.require_good(password)
    else:
        passwords.require_good(password)


async def test_long_passwords_are_not_cut(db: None) -> None:
    long = "字" * 100
    stored = await passwords.hashed(long + "a")

    assert await passwords.matches(stored, long + "a")
    assert not await passwords.matches(stored, long + "b")


async def test_hashing_leaves_the_loop_free_and_runs_two_at_a_time() -> None:
    longest_gap = 0.0
    done = asyncio.Event()

    async def beat() -> None:
        nonlocal longest_gap
        while not done.is_set():
            before = time.perf_counter()
            await asyncio.sleep(0)
            longest_gap = max(longest_gap, time.perf_counter() - before)

    watching = asyncio.create_task(beat())
    await asyncio.gather(*(passwords.hashed(f"a good password {n}") for n in range(12)))
    done.set()
    await watching

    assert longest_gap < 0.5
    assert passwords._AT_ONCE._value == 2


async def test_nobody_and_somebody_take_as_long() -> None:
    stored = await passwords.hashed("a good password")

    async def median(held: str | None) -> float:
        spent = []
        for _ in range(7):
            before = time.process_time()
            assert not await passwords.matches(held, "another password")
            spent.append(time.process_time() - before)
        return sorted(spent)[3]

    assert abs(await median(stored) - await median(None)) < 0.05


def test_codes_belong_to_their_step_and_one_step_around_it() -> None:
    seed, moment = new_seed(), 1_700_000_000.0

    for seconds in (-30, 0, 30):
        code = code_at(seed, moment + seconds)
        assert step_of(seed, code, moment) == int((moment + seconds) // 30)
    for seconds in (-90, 90, 3600):
        assert step_of(seed, code_at(seed, moment + seconds), moment) is None
    assert step_of(seed, "", moment) is None


def test_recovery_codes_differ_and_avoid_look_alikes() -> None:
    codes = new_recovery_codes()

    assert len(set(codes)) == 10
    assert not set("".join(codes)) & set("01OIL")


@pytest.mark.parametrize(
    "typed", ["13812345678", "+86 138 1234 5678", "138-1234-5678", "１３８１２３４５６７８"]
)
def test_a_phone_number_is_tidied(typed: str) -> None:
    assert tidy_phone(typed) == "13812345678"
    assert masked_phone(tidy_phone(typed)) == "138****5678"


@pytest.mark.parametrize("typed", ["", "1381234567", "23812345678", "0743-8222333", "138123456789"])
def test_what_is_no_mobile_number_is_refused(typed: str) -> None:
    with pytest.raises(Invalid):
        tidy_phone(typed)
