"""What is missing where, the worst first, and what can be done about it."""

import msgspec

from match.catalogue import codes
from match.foundation.db import rows
from match.foundation.language import _
from match.insight.gap_needs import GAP_NEEDS
from match.insight.gauges import total
from match.insight.queries.gauges import counts_of
from match.places.queries import division

PLACES_SHOWN = 5


class GapPlace(msgspec.Struct, frozen=True):
    """A place where it is missing. ``count`` of ``of``; ``home`` and ``wanted`` make a need."""

    code: str
    name: str
    count: int
    of: int
    home: int | None = None
    wanted: str = ""


class Gap(msgspec.Struct, frozen=True):
    """One kind of lack in a division: how many of how many, where most, rows, and what to do."""

    key: str
    label: str
    count: int
    of: int
    places: tuple[GapPlace, ...]
    rows_url: str
    act_url: str = ""
    act: str = ""

    @property
    def share(self) -> int:
        """Per mille missing: what the list is sorted by."""
        return self.count * 1000 // self.of if self.of else 0


class _Lack(msgspec.Struct, frozen=True):
    key: str
    of: str
    have: str
    rows: str


_LACKS = (
    _Lack("no_home", "villages", "covered", "villages"),
    _Lack("no_supervisor", "townships", "townships_supervised", "townships"),
    _Lack("no_counsellor", "townships", "townships_counselled", "counsellors"),
    _Lack("few_organisations", "counties", "counties_with_three", "organisations"),
    _Lack("untrained", "directors", "directors_trained", "directors"),
    _Lack("untrained_supervisors", "supervisors", "supervisors_trained", "supervisors"),
    _Lack("unmet", "units_asked", "units_received", "needs"),
)
_COUNTED = (
    _Lack("idle", "built", "homes_idle", "idle"),
    _Lack("overdue", "built", "overdue", "overdue"),
)


async def gaps(code: str) -> list[Gap]:
    """Every lack of a division, the greatest share first. Raises NotFound for no division."""
    place = await division(code)
    counts = await counts_of(code)
    found: list[Gap] = []
    for lack in _LACKS:
        of, have = total(counts, lack.of), total(counts, lack.have)
        if of > have:
            worst = await _worst(code, lack.of, lack.have)
            found.append(_gap(code, lack, of - have, of, worst))
    for lack in _COUNTED:
        of, count = total(counts, lack.of), total(counts, lack.have)
        if count:
            found.append(_gap(code, lack, count, of, await _most(code, lack.of, lack.have)))
    for (measure, facet), count in counts.items():
        if measure == "lacking":
            homes = await _lacking(place.scope, facet)
            found.append(_lacking_gap(code, facet, count, total(counts, "built"), homes))
    return sorted(found, key=lambda gap: (-gap.share, -gap.count, gap.key))


def _gap(code: str, lack: _Lack, count: int, of: int, places: tuple[GapPlace, ...]) -> Gap:
    words = {
        "no_home": (_("没有开放儿童之家的村"), "/desk/homes/new", _("登记儿童之家")),
        "no_supervisor": (_("没有儿童督导员的乡镇"), "/desk/posts", _("任命儿童督导员")),
        "no_counsellor": (_("没有合格心理辅导员的乡镇"), "/desk/incubation", _("登记心理辅导员")),
        "few_organisations": (
            _("服务儿童的社会组织不足 3 家的县市区"),
            "/desk/incubation",
            _("看孵化基地"),
        ),
        "untrained": (_("当年没有受训的儿童主任"), "/desk/training", _("安排培训")),
        "untrained_supervisors": (_("当年没有受训的儿童督导员"), "/desk/training", _("安排培训")),
        "unmet": (_("已批准但还没有收到的数量"), f"/desk/matching/{code}", ""),
        "idle": (_("近期未开放的儿童之家"), "", ""),
        "overdue": (_("逾期未检查的儿童之家"), "/desk/standards", _("安排检查")),
    }[lack.key]
    label, act_url, act = words
    return Gap(
        lack.key, label, count, of, places, f"/gauges/{code}/rows/{lack.rows}?only=missing",
        act_url if act else "", act,
    )  # fmt: skip


def _lacking_gap(
    code: str, wanted: str, count: int, built: int, homes: tuple[GapPlace, ...]
) -> Gap:
    label = _("缺“%(thing)s”的儿童之家") % {"thing": codes.home_entry(wanted).label()}
    act = _("写成需求") if wanted in GAP_NEEDS else ""
    rows_url = f"/gauges/{code}/rows/{wanted}?only=missing"
    return Gap(
        f"lacking-{wanted}", label, count, built, homes, rows_url, "need" if act else "", act
    )


async def _worst(code: str, of: str, have: str) -> tuple[GapPlace, ...]:
    """The parts of a division with the greatest missing share."""
    return _places(
        await rows(
            "SELECT d.code, d.name, sum(g.total) FILTER (WHERE g.measure = $2)"
            " - coalesce(sum(g.total) FILTER (WHERE g.measure = $3), 0) AS count,"
            " sum(g.total) FILTER (WHERE g.measure = $2) AS of"
            " FROM gauge_count g JOIN division d ON d.code = g.division"
            " WHERE g.parent = $1 AND g.measure IN ($2, $3) GROUP BY 1, 2"
            " HAVING sum(g.total) FILTER (WHERE g.measure = $2)"
            "   > coalesce(sum(g.total) FILTER (WHERE g.measure = $3), 0)"
            " ORDER BY coalesce(sum(g.total) FILTER (WHERE g.measure = $3), 0)::numeric"
            "   / sum(g.total) FILTER (WHERE g.measure = $2), 3 DESC, 1 LIMIT $4",
            code,
            of,
            have,
            PLACES_SHOWN,
        )
    )


async def _most(code: str, of: str, what: str) -> tuple[GapPlace, ...]:
    """The parts of a division with most of what should not be."""
    return _places(
        await rows(
            "SELECT d.code, d.name, sum(g.total) FILTER (WHERE g.measure = $3) AS count,"
            " coalesce(sum(g.total) FILTER (WHERE g.measure = $2), 0) AS of"
            " FROM gauge_count g JOIN division d ON d.code = g.division"
            " WHERE g.parent = $1 AND g.measure IN ($2, $3) GROUP BY 1, 2"
            " HAVING sum(g.total) FILTER (WHERE g.measure = $3) > 0 ORDER BY 3 DESC, 1 LIMIT $4",
            code,
            of,
            what,
            PLACES_SHOWN,
        )
    )


def _places(found: list[dict[str, object]]) -> tuple[GapPlace, ...]:
    return tuple(
        GapPlace(str(row["code"]), str(row["name"]), int(str(row["count"])), int(str(row["of"])))
        for row in found
    )


async def _lacking(scope: str, wanted: str) -> tuple[GapPlace, ...]:
    """Homes that stand and lack one thing, in the order of their villages."""
    found = await rows(
        "SELECT h.division AS code, h.name, h.id FROM home h WHERE h.kind = 'main'"
        " AND h.status IN ('open', 'idle', 'suspended') AND starts_with(h.division, $1)"
        " AND NOT $2 = ANY(h.facilities || h.documents) ORDER BY h.division, h.id LIMIT $3",
        scope,
        wanted,
        PLACES_SHOWN,
    )
    return tuple(GapPlace(row["code"], row["name"], 1, 1, row["id"], wanted) for row in found)
