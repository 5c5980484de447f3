"""
Releases merged into one: compiled (what holds now) and versioned (what held when).

Written from the merging rules of OCDS 1.1.5: objects field by field, lists of objects by their
``id``, other lists whole, ``null`` takes a value away. The official library reads the rules from
the standard's schema, which the product does not carry; a test holds both against each other.
"""

from collections.abc import Iterable, Sequence
from typing import Any

Json = dict[str, Any]

# Fields of a release that say nothing about the process (omitWhenMerged).
_OWN = ("id", "date", "tag")
# Lists of objects that the schema replaces whole (wholeListMerge).
_WHOLE = frozenset({"additionalIdentifiers", "additionalClassifications"})


def compiled(releases: Iterable[Json]) -> Json:
    """What holds after all releases. At least one; all of one ocid."""
    held: Json = {}
    last: Json = {}
    for last in _in_order(releases):
        _compile(held, _told(last))
    date = last["date"]
    return {"tag": ["compiled"], "id": f"{last['ocid']}-{date}", "date": date, **held}


def versioned(releases: Iterable[Json]) -> Json:
    """Every value with the release that brought it; one told again unchanged is not repeated."""
    held: Json = {}
    for release in _in_order(releases):
        told = _told(release)
        held["ocid"] = told.pop("ocid")
        stamp = {
            "releaseID": release["id"],
            "releaseDate": release["date"],
            "releaseTag": release["tag"],
        }
        _version(held, told, stamp)
    return held


def _in_order(releases: Iterable[Json]) -> Sequence[Json]:
    return sorted(releases, key=lambda release: release["date"])


def _told(release: Json) -> Json:
    return {field: value for field, value in release.items() if field not in _OWN}


def _compile(held: Json, told: Json) -> None:
    for field, value in told.items():
        if _is_leaf(field, value):
            if value is None:
                held.pop(field, None)
            else:
                held[field] = value
        elif isinstance(value, dict):
            _compile(held.setdefault(field, {}), value)
        else:
            for item in value:
                _compile(_same(held.setdefault(field, []), item["id"]), item)


def _version(held: Json, told: Json, stamp: Json) -> None:
    for field, value in told.items():
        if _is_leaf(field, value):
            history: list[Json] = held.setdefault(field, [])
            if not history or history[-1]["value"] != value:
                history.append({**stamp, "value": value})
        elif isinstance(value, dict):
            _version(held.setdefault(field, {}), value, stamp)
        else:
            for item in value:
                rest = {name: one for name, one in item.items() if name != "id"}
                _version(_same(held.setdefault(field, []), item["id"]), rest, stamp)


def _is_leaf(field: str, value: Any) -> bool:
    if isinstance(value, dict):
        return False
    if isinstance(value, list):
        return field in _WHOLE or any(not isinstance(one, dict) for one in value)
    return True


def _same(items: list[Json], identifier: Any) -> Json:
    """The item with this id, added where there is none."""
    for item in items:
        if item["id"] == identifier:
            return item
    items.append({"id": identifier})
    return items[-1]
