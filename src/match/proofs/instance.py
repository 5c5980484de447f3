"""The open CSV format of an allocation, so that anybody can check a run, or make one, without us.

Instance: `needs.csv` (need_id,category,county,quantity), `offers.csv` (offer_id,category,capacity),
`edges.csv` (need_id,offer_id,value: worth of one unit). Columns may come in any order. Others are
ignored, but for `whole` of offers.csv: 1 = goes whole or not at all, where that is asked for. Uses
nothing of ours: `verify` stands on it.
"""

import csv
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]

LARGEST = 10**17
"""No quantity or value may be further from zero, nor all quantities together: sums and prices must
stay in 64 bits."""

FILES = ("needs.csv", "offers.csv", "edges.csv")


class InstanceError(ValueError):
    """A file that cannot be read as what it should be: file, line and what is wanted."""


@dataclass(frozen=True)
class Instance:
    """Needs and offers by id, edges by need and offer: the same whatever the order in the files."""

    need_ids: list[str]
    need_category: list[str]
    need_county: list[str]
    quantity: Ints
    offer_ids: list[str]
    offer_category: list[str]
    capacity: Ints
    edge_need: Ints
    edge_offer: Ints
    value: Ints
    sha256: str
    whole: list[bool]
    """Offers that go whole or not at all, where that is asked for: all, unless a column says."""


def read_instance(directory: Path) -> Instance:
    """The instance in `directory`; InstanceError with file and line when it is not one."""
    needs = _by_id(directory / "needs.csv", ("need_id", "category", "county", "quantity"))
    offers = _by_id(directory / "offers.csv", ("offer_id", "category", "capacity"))
    need_row = {need: row for row, need in enumerate(needs)}
    offer_row = {offer: row for row, offer in enumerate(offers)}
    _told_apart(needs.values())
    edges = read_pairs(directory / "edges.csv", "value", need_row, offer_row)
    pairs = sorted(edges.items())
    return Instance(
        need_ids=list(needs),
        need_category=[row.words[0] for row in needs.values()],
        need_county=[row.words[1] for row in needs.values()],
        quantity=np.array([row.units for row in needs.values()], np.int64),
        offer_ids=list(offers),
        offer_category=[row.words[0] for row in offers.values()],
        capacity=np.array([row.units for row in offers.values()], np.int64),
        edge_need=np.array([need for (need, _), _ in pairs], np.int64),
        edge_offer=np.array([offer for (_, offer), _ in pairs], np.int64),
        value=np.array([value for _, value in pairs], np.int64),
        sha256=sha256_of(directory),
        whole=_whole(directory / "offers.csv", list(offers)),
    )


@dataclass(frozen=True)
class _Row:
    line: int
    units: int
    words: list[str]


def _told_apart(needs: Iterable[_Row]) -> None:
    """A tier is named county/category: no two of an instance may share a name."""
    seen: dict[str, list[str]] = {}
    for row in sorted(needs, key=lambda row: row.line):
        category, county = row.words
        known = seen.setdefault(f"{county}/{category}", row.words)
        if known != row.words:
            raise InstanceError(
                f"needs.csv line {row.line}: category {shown(category)} of county {shown(county)}"
                f" and category {shown(known[0])} of county {shown(known[1])} above are both called"
                f" {shown(f'{county}/{category}')}; name one without /."
            )


def _whole(path: Path, offer_ids: list[str]) -> list[bool]:
    """Column `whole` of offers.csv, 0 or 1, in the order of the ids; 1 for all without one."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        if "whole" not in next(csv.reader(file), list[str]()):
            return [True] * len(offer_ids)
    said: dict[str, bool] = {}
    for line, (name, text) in read_rows(path, ("offer_id", "whole")):
        said[name] = whole(path, line, "whole", text, least=0, most=1) == 1
    return [said[name] for name in offer_ids]


def sha256_of(directory: Path) -> str:
    """SHA-256 of the three files one after the other: `cat needs.csv offers.csv edges.csv`."""
    digest = hashlib.sha256()
    for name in FILES:
        digest.update((directory / name).read_bytes())
    return digest.hexdigest()


def read_pairs(
    path: Path, number: str, need_row: dict[str, int], offer_row: dict[str, int]
) -> dict[tuple[int, int], int]:
    """(need row, offer row) → the whole number in column `number`; each pair once."""
    found: dict[tuple[int, int], int] = {}
    for line, (need, offer, text) in read_rows(path, ("need_id", "offer_id", number)):
        if need not in need_row:
            raise InstanceError(f"{path.name} line {line}: need {shown(need)} is not in needs.csv.")
        if offer not in offer_row:
            raise InstanceError(
                f"{path.name} line {line}: offer {shown(offer)} is not in offers.csv."
            )
        pair = need_row[need], offer_row[offer]
        if pair in found:
            raise InstanceError(
                f"{path.name} line {line}: need {shown(need)} and offer {shown(offer)} are already"
                " paired above; give each pair once."
            )
        found[pair] = whole(path, line, number, text)
    return found


def read_rows(path: Path, columns: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Line number and the wanted columns of each row; InstanceError when one is missing."""
    begun = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.reader(file, strict=True)
            header = [name.strip() for name in next(reader, list[str]())]
            places = _places(path, header, columns)
            begun = reader.line_num + 1
            for row in reader:
                if row and len(row) != len(header):
                    raise InstanceError(
                        f"{path.name} line {reader.line_num}: {len(row)} fields where the first"
                        f" line names {len(header)}."
                    )
                if row:
                    yield reader.line_num, [row[place].strip() for place in places]
                begun = reader.line_num + 1
    except FileNotFoundError:
        raise InstanceError(f"{path.name} is missing in {path.parent}.") from None
    except UnicodeDecodeError:
        raise InstanceError(_not_utf8(path)) from None
    except csv.Error as error:
        # Where the row began: a quote that is never closed is noticed at the end of the file.
        raise InstanceError(f"{path.name} line {begun}: not well-formed CSV: {error}.") from None
    except OSError as error:
        raise InstanceError(f"{path.name} cannot be read: {error.strerror}.") from None


def _places(path: Path, header: list[str], columns: Sequence[str]) -> list[int]:
    """Where the wanted columns are; each must be named once."""
    for column in columns:
        if column not in header:
            raise InstanceError(
                f"{path.name} line 1: column {column!r} is missing; the first line must name"
                f" {','.join(columns)}, and it says {shown(','.join(header))}."
            )
        if header.count(column) > 1:
            raise InstanceError(f"{path.name} line 1: column {column!r} is named twice.")
    return [header.index(column) for column in columns]


def _not_utf8(path: Path) -> str:
    """The line of the first byte that is not UTF-8: the text is decoded in pieces elsewhere."""
    content = path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = len(content[: error.start + 1].splitlines())
        return f"{path.name} line {line}: not UTF-8 (byte {error.start}); save it as CSV in UTF-8."
    return f"{path.name} was changed while it was read."


def shown(text: str) -> str:
    """A text of a file in a sentence: in quotes, and no longer than one can read."""
    return repr(text) if len(text) <= 60 else f"{text[:60]!r}… ({len(text)} characters)"


def whole(
    path: Path,
    line: int,
    column: str,
    text: str,
    *,
    least: int = -LARGEST,
    most: int = LARGEST,
) -> int:
    """`text` as a whole number within the limits, or an InstanceError that says where."""
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 40):
        raise InstanceError(
            f"{path.name} line {line}: {column} {shown(text)} is not a whole number."
        )
    number = int(text)
    if not least <= number <= most:
        raise InstanceError(
            f"{path.name} line {line}: {column} {text} is not between {least} and {most}."
        )
    return number


def _by_id(path: Path, columns: Sequence[str]) -> dict[str, _Row]:
    """Id → its row, sorted by id; `columns` begins with the id and ends with the units."""
    found: dict[str, _Row] = {}
    total = 0
    for line, (name, *words, units) in read_rows(path, columns):
        for column, word in zip(columns, (name, *words), strict=False):
            if not word:
                raise InstanceError(f"{path.name} line {line}: {column} is empty.")
        if name in found:
            raise InstanceError(
                f"{path.name} line {line}: {columns[0]} {shown(name)} is already used on line"
                f" {found[name].line}."
            )
        found[name] = _Row(line, whole(path, line, columns[-1], units, least=0), words)
        total += found[name].units
        if total > LARGEST:
            raise InstanceError(
                f"{path.name} line {line}: the {columns[-1]} column adds up to more than {LARGEST};"
                " give coarser units."
            )
    return dict(sorted(found.items()))
