"""JSON lines in and out, as `match screen` runs them."""

import io
import json

from match.foundation.screening import screen_lines


def _run(*lines: bytes) -> tuple[int, list[dict[str, object]], str]:
    out, errors = io.StringIO(), io.StringIO()
    code = screen_lines([line + b"\n" for line in lines], out, errors)
    return code, [json.loads(line) for line in out.getvalue().splitlines()], errors.getvalue()


def _line(identity: object, text: object) -> bytes:
    return json.dumps({"id": identity, "text": text}, ensure_ascii=False).encode()


def test_each_line_is_answered_by_its_id() -> None:
    code, answers, errors = _run(_line("a", "电话13874123456"), b"", _line(7, "图书300本"))

    assert (code, errors) == (0, "")
    assert answers == [
        {"id": "a", "findings": [{"kind": "mobile", "start": 2, "end": 13, "severity": "block"}]},
        {"id": 7, "findings": []},
    ]


def test_bad_lines_are_named_and_the_others_go_on() -> None:
    code, answers, errors = _run(
        b"not json",
        _line("a", "好"),
        b'{"id": 1}',
        b'{"id": 2, "text": 3}',
        b'{"id": 3, "text": "\xff"}',
        b"[]",
        _line("b", "长" * 100_001),
        _line("z", "好"),
    )

    assert code == 1
    assert [answer["id"] for answer in answers] == ["a", "z"]
    assert [int(line.split()[1]) for line in errors.splitlines()] == [1, 3, 4, 5, 6, 7]
    assert "text" in errors


def test_more_fields_than_needed_are_ignored() -> None:
    code, answers, _ = _run(b'{"id": "a", "text": "x", "note": 1}')

    assert code == 0
    assert answers == [{"id": "a", "findings": []}]
