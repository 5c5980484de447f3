"""The commands on runs tell what is wrong with their words before they look for a database."""

import pytest
from click.testing import CliRunner

from match.cli import main


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("verify",), "--run, or --instance and --result"),
        (("verify", "--run", "1", "--instance", "."), "--run, or --instance and --result"),
        (("verify", "--run", "x"), "not a valid integer"),
        (("propose", "--scope", "11"), "begins with 43"),
        (("propose", "--scope", "4"), "--scope"),
        (("propose", "--ladder", "51"), "--ladder"),
        (("export-run",), "RUN"),
        (("export-run", "1"), "--out"),
    ],
)
def test_a_wrong_word_is_a_sentence_and_exit_code_2(words: tuple[str, ...], said: str):
    answer = CliRunner().invoke(main, list(words))

    assert answer.exit_code == 2
    assert said in answer.output
