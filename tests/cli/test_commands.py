"""The `match` command: every command explains itself, and says what to do when it cannot."""

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from match.cli import main
from match.foundation.settings import Settings
from tests.using import using


def everything(group: click.Group, path: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every command and subcommand as words."""
    found: list[tuple[str, ...]] = []
    for name, command in group.commands.items():
        found.append((*path, name))
        if isinstance(command, click.Group):
            found += everything(command, (*path, name))
    return found


@pytest.mark.parametrize("words", everything(main), ids=" ".join)
def test_every_command_explains_itself(words: tuple[str, ...]):
    answer = CliRunner().invoke(main, [*words, "--help"])

    assert answer.exit_code == 0
    assert len(answer.output.split("Options:")[0].split()) > 6, "say what it is for"


def test_the_commands_that_the_manual_names_are_there():
    wanted = {
        "serve", "worker", "migrate", "load", "propose", "rebuild-index", "check", "demo",
        "backup", "restore", "keys", "screen", "allocate", "verify",
    }  # fmt: skip
    assert wanted <= set(main.commands)


def test_the_demo_is_not_loaded_where_pages_would_not_say_so():
    with using(Settings()):
        answer = CliRunner().invoke(main, ["load", "demo"])

    assert answer.exit_code == 1
    assert "MATCH_DEMO=yes" in answer.output


@pytest.mark.parametrize("scope", ["", "99", "43xx", "4", "433"])
def test_a_scope_that_is_no_division_is_explained(scope: str):
    answer = CliRunner().invoke(main, ["propose", "--scope", scope, "--dry-run"])

    assert answer.exit_code == 2
    assert "--scope" in answer.output


def test_an_index_that_is_none_is_explained():
    answer = CliRunner().invoke(main, ["rebuild-index", "children"])

    assert answer.exit_code == 2
    assert "needs" in answer.output


def instance(folder: Path) -> Path:
    """Two needs, two offers, three edges."""
    folder.mkdir()
    tables = {
        "needs.csv": "need_id,category,county,quantity\nn1,B,433101,3\nn2,B,433122,2\n",
        "offers.csv": "offer_id,category,capacity\no1,B,2\no2,B,4\n",
        "edges.csv": "need_id,offer_id,value\nn1,o1,9\nn1,o2,5\nn2,o1,8\n",
    }
    for name, text in tables.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def test_allocate_and_verify_agree_and_verify_finds_a_lie(tmp_path: Path):
    given, out = instance(tmp_path / "in"), tmp_path / "out"
    made = CliRunner().invoke(main, ["allocate", "--instance", str(given), "--out", str(out)])
    assert made.exit_code == 0, made.output
    report = json.loads(made.stdout)
    # By hand: o1 is worth 8 at n2 and 4 more than o2 at n1, so n2 takes both its units.
    assert (report["objective"], report["gap"], report["violated_pairs"]) == (2 * 8 + 3 * 5, 0, 0)
    checked = CliRunner().invoke(main, ["verify", "--instance", str(given), "--result", str(out)])
    assert checked.exit_code == 0, checked.output

    report["objective"] += 1
    (out / "report.json").write_text(json.dumps(report), "utf-8")
    lied = CliRunner().invoke(main, ["verify", "--instance", str(given), "--result", str(out)])
    assert lied.exit_code == 1
    assert "objective" in lied.output


def test_screen_reads_lines_and_names_the_bad_one():
    lines = '{"id":1,"text":"联系电话13874123456"}\nnot json\n{"id":"b","text":"需要图书60册"}\n'
    answer = CliRunner().invoke(main, ["screen"], input=lines)
    found = [json.loads(line) for line in answer.stdout.splitlines()]

    assert answer.exit_code == 1
    assert [each["id"] for each in found] == [1, "b"]
    assert found[0]["findings"][0]["kind"] == "mobile"
    assert found[1]["findings"] == []
    assert "2" in answer.stderr
