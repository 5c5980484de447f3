"""How much is found and how much is left alone, on hand-written and on made sentences."""

import csv
import gzip
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from faker import Faker

from match import places
from match.foundation.screening import Finding, Kind, screen, verdict
from match.foundation.screening.folding import Folded, Views
from match.foundation.screening.screening import screen_views

from .made import NAME_FRAMES, Made, made_ids, made_names, made_phones


class Case(msgspec.Struct):
    """One hand-written sentence; `secrets` are the parts that must be found."""

    group: str
    text: str
    secrets: list[str] = []
    evasion: bool = False


KINDS = {
    "phone": {Kind.mobile, Kind.landline},
    "id": {Kind.id_card18, Kind.id_card15, Kind.document},
    "contact": {Kind.email, Kind.wechat, Kind.qq, Kind.account, Kind.bank_card, Kind.mobile},
    "address": {Kind.exact_address},
    "school": {Kind.school_class},
    "birth": {Kind.birth_date},
    "plate": {Kind.plate},
    "name": {Kind.child_named, Kind.guardian_named},
    "guardian": {Kind.guardian_named, Kind.child_named},
    "story": {Kind.orphan, Kind.family_story, Kind.small_group, Kind.health},
    "health": {Kind.health},
    "abuse": {Kind.abuse_case},
}
LEAST_RECALL = {"phone": 0.99, "id": 0.99, "contact": 0.99, "name": 0.95, "guardian": 0.9}

LINES = (Path(__file__).parent / "cases.jsonl").read_text(encoding="utf-8").splitlines()
CASES: list[Case] = [msgspec.json.decode(line, type=Case) for line in LINES]


def _missed(group: str, text: str, spans: Iterable[tuple[int, int]], found: list[Finding]) -> int:
    return sum(
        not any(one.kind in KINDS[group] and one.start < end and start < one.end for one in found)
        for start, end in spans
    )


def _spans(case: Case) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    position = 0
    for secret in case.secrets:
        start = case.text.index(secret, position)
        position = start + len(secret)
        spans.append((start, position))
    return spans


def _of(group: str) -> list[Case]:
    return [case for case in CASES if case.group == group]


def test_the_labelled_set_is_large_enough_to_mean_something() -> None:
    assert len(CASES) >= 750
    assert len(_of("clean")) >= 350
    assert sum(case.evasion for case in CASES) >= 120
    assert len({case.text for case in CASES}) == len(CASES)


@pytest.mark.parametrize("group", KINDS)
def test_hand_written_secrets_are_found(group: str) -> None:
    cases = _of(group)
    missed = [
        case.text for case in cases if _missed(group, case.text, _spans(case), screen(case.text))
    ]
    secrets = sum(len(_spans(case)) for case in cases)

    assert secrets >= 4
    assert 1 - len(missed) / secrets >= LEAST_RECALL.get(group, 0.9), missed


def test_free_formulations_are_never_clear() -> None:
    """Written after the patterns, by someone trying to get through."""
    through = [case.text for case in _of("mixed") if verdict(screen(case.text)) == "clear"]

    assert len(through) <= 4, through


def test_honest_needs_stay_clear() -> None:
    stopped = [case.text for case in _of("clean") if screen(case.text)]

    assert len(stopped) / len(_of("clean")) <= 0.02, stopped


def test_precision_over_the_whole_set() -> None:
    flagged = [case for case in CASES if verdict(screen(case.text)) != "clear"]
    right = [case for case in flagged if case.group != "clean"]

    assert len(right) / len(flagged) >= 0.95


@pytest.mark.parametrize(
    ("group", "made", "least"),
    [
        ("name", list(made_names()), 0.95),
        ("phone", list(made_phones()), 0.99),
        ("id", list(made_ids()), 0.99),
    ],
)
def test_made_secrets_are_found(group: str, made: list[Made], least: float) -> None:
    # An ID or phone that is taken for another number is still stopped; a name must be seen as one.
    missed = [
        one.text
        for one in made
        if not any(
            (group != "name" or found.kind in KINDS["name"])
            and found.start < one.end
            and one.start < found.end
            for found in screen(one.text)
        )
    ]

    assert len(made) >= {"name": 2000, "phone": 500, "id": 90}[group]
    assert 1 - len(missed) / len(made) >= least, missed[:20]


def test_names_nobody_here_thought_of_are_found() -> None:
    """Two hundred names by Faker, whose lists the screen has never seen."""
    faker = Faker("zh_CN")
    faker.seed_instance(11)
    names = sorted({faker.name() for _ in range(200)})
    made = [frame.format(name) for name in names for frame in NAME_FRAMES[::3]]
    missed = [text for text in made if not any(one.kind in KINDS["name"] for one in screen(text))]

    assert len(names) >= 150
    assert len(missed) <= 0.1 * len(made), missed[:20]


def test_findings_cover_what_has_to_go() -> None:
    """The writer removes what is marked; most of the secret must be inside the marks."""
    short: list[str] = []
    for case in CASES:
        if case.group in ("phone", "id", "contact", "name"):
            found = screen(case.text)
            for start, end in _spans(case):
                covered = sum(max(0, min(one.end, end) - max(one.start, start)) for one in found)
                if covered < 0.6 * (end - start):
                    short.append(case.text)

    assert len(short) <= 3, short


def test_village_names_are_not_taken_for_children() -> None:
    """Every fortieth division of Hunan, in sentences in which a name would be found."""
    data = Path(places.__file__).parent / "data" / "hunan_divisions_2023.csv.gz"
    with gzip.open(data, "rt", encoding="utf-8", newline="") as file:
        names = [row["name"] for row in csv.DictReader(file)][::40]
    frames = (
        "为{}的孩子们添置棉被20床。",
        "{}儿童之家的孩子需要图书。",
        "{}的儿童参加夏令营，共30人。",
    )
    stopped = [text for name in names for frame in frames if screen(text := frame.format(name))]

    assert len(stopped) <= 0.002 * len(names) * len(frames), stopped


def _without_folding(text: str) -> list[Finding]:
    """The broken twin: the same patterns on the text as it stands."""
    raw = Folded(text, tuple(range(len(text))))
    return screen_views(Views(raw, raw, raw))


def test_a_screen_that_does_not_fold_fails_the_evasions() -> None:
    evasions = [case for case in CASES if case.evasion]
    found: Counter[str] = Counter()
    for case in evasions:
        group = case.group
        found["folded"] += not _missed(group, case.text, _spans(case), screen(case.text))
        found["raw"] += not _missed(group, case.text, _spans(case), _without_folding(case.text))

    assert found["folded"] >= 0.98 * len(evasions)
    assert found["raw"] <= 0.6 * len(evasions)
