"""The list a county keeps of its homes, as an Excel file, and its rows as `HomeRow`."""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

from match.catalogue import codes
from match.foundation.db import rows
from match.foundation.language import _
from match.foundation.sheets import Column, Kind, Row, Sheet, Value
from match.homes.forms import HomeForm, HomeRow

_YES_NO = {"有": "yes", "无": "no"}
_ENDING = re.compile("(?:村民委员会|居民委员会|村委会|居委会|村|社区)$")
Villages = Mapping[tuple[str, str], tuple[str, str]]
"""(township, village) → (code, official name); the village by its whole name and by its stem."""


def sheet() -> Sheet:
    """The columns, in the words of the notice. One row for each village: it has one main home."""
    equipment = (*codes.home_list("facility"), *codes.home_list("required_document"))
    return Sheet(
        "儿童之家名单",
        (
            *place_columns(),
            Column(
                "name",
                "儿童之家名称",
                example="坪朗村儿童之家",
                notes=_("不填就用村名。"),
                longest=60,
            ),
            Column("site_source", "场所来源", Kind.choice, choices=_choices("site_source")),
            Column("indoor_area_m2", "室内面积（平方米）", Kind.integer, least=1, most=100_000),
            Column("area_reason", "面积不足 50 平方米的原因", longest=300),
            *(
                Column(entry.code, entry.name_zh, Kind.choice, choices=_YES_NO)
                for entry in equipment
            ),
            Column("director_kind", "儿童主任身份", Kind.choice, choices=_choices("director_kind")),
        ),
        natural_key=("township", "village"),
    )


def cells(home: HomeForm) -> dict[str, Value]:
    """What a home's row says, but for its place: what it lacks is said too."""
    held = {*home.facilities, *home.documents}
    listed = (*codes.home_list("facility"), *codes.home_list("required_document"))
    return {
        "name": home.name,
        "site_source": home.site_source,
        "indoor_area_m2": home.indoor_area_m2,
        "area_reason": home.area_reason or None,
        "director_kind": home.director_kind,
        **{entry.code: "yes" if entry.code in held else "no" for entry in listed},
    }


async def villages_in(scopes: Sequence[str]) -> Villages:
    """The valid villages and communities of these areas, by township and name."""
    found = await rows(
        "SELECT v.code, v.name, t.name AS township FROM division v"
        " JOIN division t ON t.code = v.parent_code"
        " WHERE v.level = 5 AND v.valid_to IS NULL AND v.code LIKE ANY($1)",
        [f"{scope}%" for scope in scopes],
    )
    by_stem: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for row in found:
        key = (row["township"], plain(row["name"]))
        by_stem.setdefault(key, []).append((row["code"], row["name"]))
    # 小溪村 and 小溪社区 may lie in one township: then only the whole name says which.
    stems = {key: places[0] for key, places in by_stem.items() if len(places) == 1}
    return stems | {(row["township"], row["name"]): (row["code"], row["name"]) for row in found}


def plain(name: str) -> str:
    """坪朗村委会, 坪朗村 and 坪朗 are the same place in a list."""
    tidy = re.sub(r"\s", "", name)
    return _ENDING.sub("", tidy) or tidy


def place_columns() -> tuple[Column, Column]:
    """Township and village, by which a list says which home it means."""
    return (
        Column("township", "乡镇（街道）", required=True, example="矮寨镇", longest=40),
        Column("village", "村（社区）", required=True, example="坪朗村", longest=40),
    )


def village_of(row: Row, villages: Villages) -> tuple[str, str] | str:
    """The village that a row means: (code, official name), or what is wrong."""
    township = re.sub(r"\s", "", str(row.values["township"]))
    written = re.sub(r"\s", "", str(row.values["village"]))
    found = villages.get((township, written)) or villages.get((township, plain(written)))
    return found or _unknown(township, written, villages)


def home_row(row: Row, villages: Villages) -> HomeRow | str:
    """A row of the file as the command takes it, or what is wrong with its place."""
    found = village_of(row, villages)
    if isinstance(found, str):
        return found
    code, official = found
    equipment = {
        key: value == "yes"
        for key, value in row.values.items()
        if key.startswith(("FAC-", "DOC-")) and value is not None
    }
    return HomeRow(
        number=row.number,
        division=code,
        village=_spoken(official),
        name=_text(row, "name"),
        site_source=_text(row, "site_source"),
        indoor_area_m2=_whole(row, "indoor_area_m2"),
        area_reason=_text(row, "area_reason"),
        equipment=equipment,
        director_kind=_text(row, "director_kind"),
    )


def unknown_township(written: str, known: Iterable[str]) -> str:
    """That there is no such township in the area, and which one may be meant."""
    near = get_close_matches(written, sorted(known), n=1)
    if near:
        return _("本辖区没有“%(name)s”，您是不是要填“%(near)s”？") % {
            "name": written,
            "near": near[0],
        }
    return _("本辖区没有“%(name)s”这个乡镇（街道），请用全称。") % {"name": written}


def _unknown(township: str, village: str, villages: Villages) -> str:
    townships = {place for place, _village in villages}
    if township not in townships:
        return unknown_township(township, townships)
    names = [name for (place, _key), (_code, name) in villages.items() if place == township]
    near = get_close_matches(village, names, n=1, cutoff=0.5)
    if near:
        return _("%(township)s没有“%(name)s”，您是不是要填“%(near)s”？") % {
            "township": township,
            "name": village,
            "near": near[0],
        }
    return _("%(township)s没有“%(name)s”这个村（社区），请核对。") % {
        "township": township,
        "name": village,
    }


def _spoken(official: str) -> str:
    """坪朗村委会 is said 坪朗村; 碧桂园社区居委会 is said 碧桂园社区."""
    stem = re.sub("(?:村民委员会|居民委员会|村委会|居委会)$", "", official)
    return stem if stem.endswith(("村", "社区")) or stem == official else f"{stem}村"


def _choices(listing: str) -> dict[str, str]:
    return {entry.name_zh: entry.code for entry in codes.home_list(listing)}


def _text(row: Row, key: str) -> str | None:
    value = row.values.get(key)
    return None if value is None or value == "" else str(value)


def _whole(row: Row, key: str) -> int | None:
    value = row.values.get(key)
    return value if isinstance(value, int) else None
