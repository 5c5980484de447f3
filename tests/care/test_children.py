"""Children's files: sealed with a key each, found by keyed hash, dated, confirmed."""

from match.care.access import opened
from match.foundation.db import rows
from match.foundation.restricted import restricted
from tests.care import make


async def test_a_registered_child_is_sealed_and_can_be_opened_again(db: None) -> None:
    scene = await make.scene()
    child = await make.child(scene, name="欧阳小满")

    async with restricted((make.COUNTY,)):
        row = (await rows("SELECT * FROM care.child WHERE id = $1", child))[0]
    assert "欧阳小满".encode() not in row["name"]
    async with opened(scene.director, child, "file") as file:
        assert file.open(row["name"], "child.name") == "欧阳小满"
        assert file.open(row["address"], "child.address") == "河溪村三组石板屋旁"
