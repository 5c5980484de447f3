"""A check of a list that nobody of the scene sent, for the table of routes."""

from match.foundation.db import value
from match.foundation.sheets import read
from match.homes.importing import HomeList
from match.homes.sheet import sheet
from match.site.importing.commands import try_import
from tests.architecture.scene import Scene
from tests.foundation.sheets.lists import csv_of
from tests.people import make as people


async def objects(scene: Scene) -> dict[str, str]:
    """One row, whatever becomes of it."""
    clerk = await people.account("county", "433101")
    data = csv_of([["乡镇（街道）", "村（社区）"], ["没有这个乡", "没有这个村"]])
    run = await try_import(
        clerk, HomeList(), {}, read(sheet(), data), file_name="list.csv", data=data
    )
    assert await value("SELECT refused FROM sheet_import WHERE id = $1", run) == 1
    del scene
    desk, at = "/desk/imported/{run_id:int}", f"/desk/imported/{run}"
    return {
        "/desk/imports/{name:str}": "/desk/imports/homes",
        "/desk/imports/{name:str}/template": "/desk/imports/homes/template",
        desk: at,
        f"{desk}/application": f"{at}/application",
        f"{desk}/failures": f"{at}/failures",
        f"{desk}/links": f"{at}/links",
    }
