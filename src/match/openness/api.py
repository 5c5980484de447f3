"""Open contracting data for programs: the feed, releases, records, the extension's schema."""

from typing import Annotated, Any

import msgspec
from litestar import Controller, Request, Response, get
from litestar.params import FromPath, QueryParameter

from match.foundation import clock
from match.openness import packages
from match.openness.extension import EXTENSION, RELEASE_SCHEMA
from match.openness.queries import feed, one_release, process_releases, processes
from match.openness.sections import Json
from match.site.api import OPEN_FILE, Limit, problems

AnyRequest = Request[Any, Any, Any]
After = Annotated[
    int, QueryParameter(ge=0, description="The place behind which to go on; see `links.next`.")
]
FOREVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=60"


class OcdsApi(Controller):
    """OCDS 1.1.5. Packages bear their licence and publisher; docs/open-data.md says what is in."""

    path = "/api/v1/ocds"
    tags = ("open data",)

    @get(
        "/releases",
        summary="Change feed",
        opt=OPEN_FILE,
        responses=problems(400, 422),
    )
    async def releases(self, after: After = 0, limit: Limit = 100) -> Response[bytes]:
        """
        A release package of the releases behind the place `after`, in the order in which they were
        published. `links.next` goes on; keep it where there was nothing new. Nothing is ever put
        in before a place that was given out.
        """
        found = await feed(after, limit)
        place = found[-1].place if found else after
        return _json(
            packages.release_package(
                f"/api/v1/ocds/releases?after={after}&limit={limit}",
                found[-1].released_at if found else clock.now(),
                [one.json for one in found],
                next=f"/api/v1/ocds/releases?after={place}&limit={limit}",
            ),
            SHORT,
        )

    @get(
        "/releases/{release_id:str}",
        summary="One release",
        opt=OPEN_FILE,
        responses=problems(404),
    )
    async def release(self, release_id: FromPath[str]) -> Response[bytes]:
        """A release package of one; it never changes. `X-Content-SHA256` is of the release's
        canonical JSON."""
        one = await one_release(release_id)
        answer = _json(
            packages.release_package(
                packages.release_path(one.release_id), one.released_at, [one.json]
            ),
            FOREVER,
        )
        answer.headers["X-Content-SHA256"] = one.sha256
        return answer

    @get(
        "/records",
        summary="Records",
        opt=OPEN_FILE,
        responses=problems(400, 422),
    )
    async def records(self, after: After = 0, limit: Limit = 20) -> Response[bytes]:
        """Record packages by the purchase's number: what holds now, and what held when."""
        found = await processes(after, limit)
        made = [
            packages.record([one.json for one in await process_releases(ocid)])
            for _tender, ocid in found
        ]
        place = found[-1][0] if found else after
        return _json(
            packages.record_package(
                f"/api/v1/ocds/records?after={after}&limit={limit}",
                clock.now(),
                made,
                **({"next": f"/api/v1/ocds/records?after={place}&limit={limit}"} if found else {}),
            ),
            SHORT,
        )

    @get(
        "/records/{ocid:str}",
        summary="One record",
        opt=OPEN_FILE,
        responses=problems(404),
    )
    async def record(self, ocid: FromPath[str]) -> Response[bytes]:
        """A record package of one process."""
        kept = await process_releases(ocid)
        return _json(
            packages.record_package(
                f"/api/v1/ocds/records/{ocid}",
                kept[-1].released_at,
                [packages.record([one.json for one in kept])],
            ),
            SHORT,
        )

    @get(
        "/extensions/xiangtonghui/extension.json",
        summary="Our extension",
        opt=OPEN_FILE,
    )
    async def extension(self) -> Response[bytes]:
        """What the extension is for."""
        return _json(EXTENSION, SHORT)

    @get(
        "/extensions/xiangtonghui/release-schema.json",
        summary="Our extension's schema",
        opt=OPEN_FILE,
    )
    async def extension_schema(self) -> Response[bytes]:
        """A JSON merge patch of OCDS's release schema."""
        return _json(RELEASE_SCHEMA, SHORT)


def _json(body: Json, cache: str) -> Response[bytes]:
    return Response(
        msgspec.json.encode(body),
        headers={"Cache-Control": cache, "Access-Control-Allow-Origin": "*"},
        media_type="application/json; charset=utf-8",
    )
