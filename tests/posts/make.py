"""Posts for tests: `named()` and `arrived()` go the real way, with an invitation."""

from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import value
from match.people.commands.invitations import accept_invitation
from match.people.sessions import actor_of_account
from match.posts.commands import Named, accept_post, accept_tutor, name_director, name_supervisor
from match.posts.forms import DirectorForm, SupervisorForm
from tests.homes import make as homes
from tests.people import make as people

VILLAGE = homes.VILLAGE
TOWNSHIP = VILLAGE[:9]


async def named(
    clerk: Actor, home_id: int, kind: str = "DK-VCF", reason: str = "", *, deputy: bool = False
) -> tuple[Named, str]:
    """Somebody named as director, and her telephone number."""
    phone = people.phone()
    form = DirectorForm("龙秀英", phone, kind, reason, deputy)  # pyright: ignore[reportArgumentType]
    return await name_director(clerk, home_id, form), phone


async def arrived(named_: Named, phone: str) -> Actor:
    """She accepted; everything that hears of it has heard."""
    account = await accept_invitation(Actor(), named_.token, phone)
    invitation = await value("SELECT id FROM invitation WHERE accepted_by = $1", account)
    await accept_post(SYSTEM, invitation)
    await accept_tutor(SYSTEM, invitation)
    return await again(account)


async def again(account: int | None) -> Actor:
    """The person with the roles she has now."""
    assert account is not None
    actor = await actor_of_account(account)
    assert actor is not None
    return actor


async def supervisor(
    clerk: Actor, kind: str = "SK-PTY", gender: str = "F", *, deputy: bool = False
) -> Actor:
    """Somebody named as supervisor, who accepted."""
    phone = people.phone()
    form = SupervisorForm("石桂花", phone, kind, gender, deputy)  # pyright: ignore[reportArgumentType]
    return await arrived(await name_supervisor(clerk, TOWNSHIP, form), phone)
