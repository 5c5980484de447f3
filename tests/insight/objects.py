"""A month's report of the scene's county for the table of routes."""

from datetime import datetime

from match.foundation import clock
from match.foundation.actor import SYSTEM
from match.insight.commands import recount_gauges, write_monthly_reports
from tests.architecture.scene import Scene

GAUGE_STEPS = (
    "", "/gaps", "/gaps/need", "/reports", "/trends", "/flow", "/map", "/demand", "/demand/sheet",
    "/statutory",
)  # fmt: skip
MONTH = "2026-09"


async def objects(scene: Scene) -> dict[str, str]:
    """Paths of the county: its officials may read, those of others may not."""
    await recount_gauges(SYSTEM)
    with clock.freeze(datetime(2026, 10, 1, 3, tzinfo=clock.HERE)):
        await write_monthly_reports(SYSTEM)
    county = f"/gauges/{scene.county}"
    return {
        **{
            f"/coverage/{{code:str}}{step}": f"/coverage/{scene.county}{step}"
            for step in ("", "/trends", "/flow", "/map")
        },
        "/organisations/{organisation_id:int}/work": f"/organisations/{scene.organisation}/work",
        "/homes/{home_id:int}/poster.pdf": f"/homes/{scene.home}/poster.pdf",
        "/gauges/{code:str}/posters.pdf": f"/gauges/{scene.township}/posters.pdf",
        **{
            f"/desk/views/{{view_id:int}}/{step}": f"/desk/views/0/{step}"
            for step in ("sharing", "unsharing", "removal")
        },
        **{
            f"/gauges/{{code:str}}/statutory/{{period:str}}{step}": f"{county}/statutory/2026{step}"
            for step in ("", "/pdf", "/docx", "/xlsx")
        },
        **{f"/gauges/{{code:str}}{step}": f"{county}{step}" for step in GAUGE_STEPS},
        "/gauges/{code:str}/rows/{key:str}": f"{county}/rows/villages",
        "/gauges/{code:str}/rows/{key:str}/sheet": f"{county}/rows/villages/sheet",
        **{
            f"/gauges/{{code:str}}/reports/{{month:str}}{step}": f"{county}/reports/{MONTH}{step}"
            for step in ("", "/paper", "/sheet")
        },
    }
