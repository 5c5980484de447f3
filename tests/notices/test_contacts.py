"""A mailbox is proven by a code, a WeChat account by another; both go when their person says so."""

from datetime import timedelta

import pytest

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.foundation.db import one, rows, value
from match.foundation.errors import Denied, Invalid, TooMany
from match.foundation.keys import keys
from match.people.addresses import (
    PURPOSE,
    address_key,
    masked_mail,
    opened_address,
    sealed_address,
    tidy_mail,
)
from match.people.commands.contacts import (
    begin_wechat,
    bind_wechat,
    claim_mail,
    confirm_mail,
    remove_contact,
    unbind_wechat,
)
from match.people.commands.leaving import erase_account
from match.people.commands.sessions import sweep_sessions
from match.people.queries.contacts import contacts
from match.people.queries.people import my_data
from match.people.states import ContactKind
from match.people.visit import Visit
from tests.notices.make import MAIL, OPENID, reader, with_mail
from tests.people import make as people

pytestmark = pytest.mark.openness
HERE = Visit("203.0.113.7", "pytest")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" WangLihua@Example.CN ", "WangLihua@example.cn"),
        ("ｗａｎｇ@example.cn", "wang@example.cn"),
        ("a.b+c@sub.example.com", "a.b+c@sub.example.com"),
        ("wang@例子.中国", "wang@xn--fsqu00a.xn--fiqs8s"),
    ],
)
def test_an_address_is_tidied(typed: str, kept: str):
    assert tidy_mail(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "wang",
        "@example.cn",
        "wang@",
        "wang@example",
        "wang@@example.cn",
        "wa ng@example.cn",
        "wang@exa mple.cn",
        ".wang@example.cn",
        "wang.@example.cn",
        "wa..ng@example.cn",
        "wang@-example.cn",
        "wang@example..cn",
        "wang@example.cn\r\nBcc: other@example.cn",
        "wang@example.cn,other@example.cn",
        '"wang lihua"@example.cn',
        "wang@[127.0.0.1]",
        "<wang@example.cn>",
        "王@example.cn",
        f"{'w' * 65}@example.cn",
        f"wang@{'a.' * 130}cn",
    ],
)
def test_what_is_no_plain_address_is_refused(typed: str):
    with pytest.raises(Invalid) as refused:
        tidy_mail(typed)
    assert "name@example.cn" in refused.value.fields["mail"], "it says what one looks like"


def test_an_address_is_sealed_and_shown_masked():
    assert MAIL.encode() not in sealed_address(MAIL)
    assert opened_address(sealed_address(MAIL)) == MAIL
    assert keys().open(sealed_address(MAIL), PURPOSE) == MAIL
    assert masked_mail(MAIL) == "w***@example.cn"
    assert address_key("A@example.cn") == address_key("a@example.cn")
    assert address_key("oAbc123") != address_key("oabc123"), "openids differ by the size of letters"


async def test_a_mailbox_is_proven_by_the_code_that_was_sent_there(db: None):
    person = await people.account()
    code = await claim_mail(person, HERE, MAIL)
    before = await contacts(person)
    assert (before.mail, before.claimed) == ("", "w***@example.cn")
    with pytest.raises(Invalid):
        await confirm_mail(person, "000000" if code != "000000" else "111111")
    await confirm_mail(person, code)
    after = await contacts(person)

    assert (after.mail, after.claimed) == ("w***@example.cn", "")
    with pytest.raises(Invalid):
        await confirm_mail(person, code)
    stored = await one("SELECT * FROM contact WHERE account = $1", person.id)
    assert stored is not None
    assert MAIL.encode() not in bytes(stored["address"]), "sealed"


async def test_a_code_is_of_its_person_and_dies_of_age_and_of_guesses(db: None):
    person, thief = await people.account(), await people.account()
    code = await claim_mail(person, HERE, MAIL)
    with pytest.raises(Invalid):
        await confirm_mail(thief, code)
    with clock.freeze(clock.now() + timedelta(minutes=31)), pytest.raises(Invalid):
        await confirm_mail(person, code)
    wrong = "000000" if code != "000000" else "111111"
    for _each in range(5):
        with pytest.raises(Invalid):
            await confirm_mail(person, wrong)
    with pytest.raises(Invalid):
        await confirm_mail(person, code)
    assert (await contacts(person)).mail == ""


async def test_mails_to_a_box_are_rationed_whoever_asks(db: None):
    for _each in range(3):
        await claim_mail(await people.account(), Visit(f"198.51.{_each}.7"), MAIL)
    with pytest.raises(TooMany):
        await claim_mail(await people.account(), Visit("198.51.99.7"), MAIL)
    person = await people.account()
    for each in range(3):
        await claim_mail(person, HERE, f"x{each}@example.cn")
    with pytest.raises(TooMany):
        await claim_mail(person, HERE, "y@example.cn")


async def test_nobody_learns_which_mailboxes_are_known(client):
    """The same mailbox at another's account: same page, same answer, and both may have it."""
    one_, other = await reader(mail=MAIL), await people.account()
    answers: list[tuple[int, str]] = []
    for person, address in ((other, MAIL), (other, "nobody-has-this@example.cn")):
        await people.sign_in(client, person)
        await client.get("/me/notices/contacts")
        data = {"mail": address, "_csrf_token": client.cookies["__Host-csrf"]}
        answer = await client.post("/me/notices/contacts/mail", data=data)
        text = answer.text.replace("w***@example.cn", "-").replace("n***@example.cn", "-")
        answers.append((answer.status_code, _without_codes(text)))

    assert answers[0] == answers[1]
    await with_mail(other, MAIL)
    assert (await contacts(one_)).mail == (await contacts(other)).mail


def _without_codes(text: str) -> str:
    """The page without what differs by chance: the demo's digits, tokens, addresses."""
    lines = [line for line in text.splitlines() if "验证码是" not in line and "csrf" not in line]
    return "\n".join(line for line in lines if 'name="mail"' not in line)


async def test_a_new_mailbox_replaces_the_old_one_and_may_be_taken_away(db: None):
    person = await reader(mail=MAIL)
    await with_mail(person, "other@example.cn")
    assert (await contacts(person)).mail == "o***@example.cn"
    assert await remove_contact(person, ContactKind.mail)
    assert not await remove_contact(person, ContactKind.mail)
    assert await value("SELECT count(*) FROM contact") == 0


async def test_a_wechat_account_is_bound_by_what_it_sends(db: None):
    person = await people.account()
    code = await begin_wechat(person)
    assert len(code) == 8
    assert not await bind_wechat(SYSTEM, "00000000" if code != "00000000" else "1" * 8, OPENID)
    assert await bind_wechat(SYSTEM, f" {code} ", OPENID)
    assert not await bind_wechat(SYSTEM, code, OPENID), "it was good once"
    assert (await contacts(person)).wechat_since is not None
    assert await unbind_wechat(SYSTEM, OPENID)
    assert not await unbind_wechat(SYSTEM, OPENID)
    assert (await contacts(person)).wechat_since is None


async def test_a_wechat_account_is_one_persons(db: None):
    first, second = await reader(openid=OPENID), await people.account()
    assert await bind_wechat(SYSTEM, await begin_wechat(second), OPENID)

    assert (await contacts(first)).wechat_since is None
    assert (await contacts(second)).wechat_since is not None


async def test_a_wechat_code_dies_of_age_and_guessing_is_slow(db: None):
    person = await people.account()
    code = await begin_wechat(person)
    with clock.freeze(clock.now() + timedelta(minutes=11)):
        assert not await bind_wechat(SYSTEM, code, OPENID)
    for guess in range(5):
        await bind_wechat(SYSTEM, f"{guess:08d}", f"{OPENID}x")
    with pytest.raises(TooMany):
        await bind_wechat(SYSTEM, "99999999", f"{OPENID}x")
    assert not await bind_wechat(SYSTEM, code, "not an openid")
    with pytest.raises(Denied):
        await bind_wechat(person, code, OPENID)


async def test_who_stands_in_for_somebody_has_not_her_mailbox(db: None):
    person = await people.account()
    covering = type(person)(id=person.id, covering=(await people.account()).id)
    for deed in (
        claim_mail(covering, HERE, MAIL),
        begin_wechat(covering),
        remove_contact(covering, ContactKind.mail),
    ):
        with pytest.raises(Denied):
            await deed


async def test_an_erased_account_keeps_no_address(db: None):
    person = await reader(mail=MAIL, openid=OPENID)
    await claim_mail(person, HERE, "next@example.cn")
    taken = await my_data(person)
    assert {each["address"] for each in taken["contacts"]} == {MAIL, OPENID}, "one's own data"
    await erase_account(person)

    assert await rows("SELECT id FROM contact") == []
    assert await rows("SELECT id FROM contact_claim") == []


async def test_claims_that_ran_out_are_swept(db: None):
    await claim_mail(await people.account(), HERE, MAIL)
    with clock.freeze(clock.now() + timedelta(hours=25)):
        await sweep_sessions()

    assert await value("SELECT count(*) FROM contact_claim") == 0
