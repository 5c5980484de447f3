"""The `match` command. Each command says what it does, shows progress, and ends with a reason."""

import asyncpg
import click

from match.cli import (
    boards,
    checking,
    data,
    demo,
    ledger,
    matching,
    publiclog,
    purchases,
    runs,
    serving,
)
from match.foundation.backup import BackupTrouble
from match.foundation.embedded.failure import StartFailed
from match.foundation.errors import MatchError
from match.foundation.keys import KeyTrouble
from match.foundation.language import speak
from match.foundation.settings import SettingsError
from match.ledger.seal_file import SealTrouble
from match.migrating import MigrationTrouble
from match.proofs.stored import StoredInputError
from search.port import SearchDown

TROUBLE = (
    StartFailed,
    SettingsError,
    KeyTrouble,
    MigrationTrouble,
    BackupTrouble,
    SealTrouble,
    StoredInputError,
    SearchDown,
)


class Commands(click.Group):
    """Turns what an operator can act on into one sentence on stderr and exit code 1."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except TROUBLE as trouble:
            raise click.ClickException(str(trouble)) from trouble
        except asyncpg.UndefinedTableError as bare:
            raise click.ClickException("The database is not set up: `match migrate`.") from bare
        except MatchError as refusal:
            complaints = refusal.facts.get("fields", {}).values()
            raise click.ClickException(" ".join([refusal.message, *complaints])) from refusal


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", help="Language of messages.")
@click.version_option(package_name="xiangtonghui", prog_name="match")
def main(lang: str) -> None:
    """湘童汇: needs of village children's homes, matched with what others can give."""
    speak(lang)


for module in (serving, data, runs, matching, purchases, checking, ledger, publiclog, boards, demo):
    for each in module.COMMANDS:
        main.add_command(each)
