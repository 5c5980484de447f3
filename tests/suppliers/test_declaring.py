"""Declarations are signed by the right hand; who is in control is never readable."""

import pytest

from match.foundation.db import DatabaseError, one, rows, value
from match.foundation.errors import Conflict, Denied, Invalid, NotFound
from match.suppliers import commands
from match.suppliers.forms import DeclarationForm
from match.suppliers.queries import vault
from match.suppliers.states import ControlRole, Declared
from tests.people import make as people
from tests.suppliers import make

READ = DeclarationForm(Declared.article22, read=True)


async def test_only_the_manager_declares_and_only_what_was_read(db: None):
    manager, organisation = await make.applicant()
    county = await people.account("county", "433101")

    with pytest.raises(Denied, match="负责人"):
        await commands.declare(county, organisation, READ)
    with pytest.raises(NotFound):
        await commands.declare((await make.applicant())[0], organisation, READ)
    with pytest.raises(Invalid) as unread:
        await commands.declare(manager, organisation, DeclarationForm(Declared.article22))
    assert "read" in unread.value.fields


async def test_the_words_declared_are_kept_and_never_changed(db: None):
    manager, organisation = await make.applicant()
    made = await commands.declare(manager, organisation, READ)
    row = await one("SELECT words FROM supplier_declaration WHERE id = $1", made)

    assert row is not None
    assert "三年内，在经营活动中没有重大违法记录" in row["words"]
    with pytest.raises(DatabaseError, match="permission denied"):
        await value("UPDATE supplier_declaration SET words = 'x' WHERE id = $1", made)


async def test_nothing_to_take_back_is_a_conflict(db: None):
    manager, organisation = await make.applicant()

    with pytest.raises(Conflict, match="没有生效"):
        await commands.take_back_declaration(manager, organisation, Declared.article22)


async def test_the_name_is_sealed_the_number_hashed_and_neither_is_in_the_trail(db: None):
    manager, organisation = await make.applicant()
    number = make.citizen(3)
    form = make.controller(0, role=ControlRole.in_charge, name="欧阳负责", identity=number)
    made = await commands.name_controller(manager, organisation, form)
    row = await one("SELECT name, identity_key FROM controlling_person WHERE id = $1", made)
    trail = await rows(
        "SELECT changes::text FROM audit WHERE subject_kind = 'controlling_person'"
        " AND subject_id = $1",
        made,
    )

    assert row is not None
    assert "欧阳负责".encode() not in bytes(row["name"])
    assert number.encode() not in bytes(row["identity_key"])
    assert [
        (person.name, person.role) for person in (await vault(manager, organisation)).controllers
    ] == [("欧阳负责", ControlRole.in_charge)]
    assert len(trail) == 1
    assert "欧阳" not in trail[0]["changes"]


@pytest.mark.parametrize(
    ("field", "said"),
    [("identity", {"identity": "433101198001010011"}), ("name", {"name": "张三 13800000000"})],
)
async def test_a_wrong_number_or_a_number_in_the_name_is_refused(
    db: None, field: str, said: dict[str, str]
):
    manager, organisation = await make.applicant()
    assert make.citizen(1) != "433101198001010011"

    with pytest.raises(Invalid) as refused:
        await commands.name_controller(manager, organisation, make.controller(1, **said))
    assert field in refused.value.fields


async def test_the_same_person_is_named_once_and_a_strangers_line_cannot_be_ended(db: None):
    manager, organisation = await make.applicant()
    other, theirs = await make.applicant()
    made = await commands.name_controller(manager, organisation, make.controller(1))

    with pytest.raises(Conflict, match="已经登记"):
        await commands.name_controller(manager, organisation, make.controller(1))
    with pytest.raises(NotFound):
        await commands.end_controller(other, theirs, made)
    await commands.end_controller(manager, organisation, made)
    with pytest.raises(NotFound):
        await commands.end_controller(manager, organisation, made)
