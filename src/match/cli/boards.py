"""For whoever doubts an opening or a draw: commands that need the published file alone."""

import json
from pathlib import Path

import click

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("verify-board")
@click.argument("board", type=FILE, metavar="FILE")
@click.option("--receipt", "receipts", type=FILE, multiple=True, help="A receipt a bidder kept.")
@click.option("--earlier", type=FILE, help="A copy of the same board from before.")
def verify_board(board: Path, receipts: tuple[Path, ...], earlier: Path | None) -> None:
    """
    Recount a purchase's public board from its published FILE: the chain, the deadline, the counts,
    commitments against the published bids, shares, receipts. Exit 1 names all that is not true,
    exit 2 means that FILE is no board. Needs no database and no network.
    """
    from match.proofs.board import BoardError
    from match.proofs.board import verify_board as verify

    try:
        found = verify(board, receipts, earlier)
    except BoardError as error:
        click.echo(str(error), err=True)
        raise SystemExit(2) from error
    for each in found:
        click.echo(each, err=True)
    if found:
        raise SystemExit(1)
    click.echo("every check holds")


@click.command("verify-draw")
@click.argument("record", type=FILE, metavar="FILE")
def verify_draw(record: Path) -> None:
    """
    Make a panel's draw again from its published FILE: commitment, pool, order, seats, and the names
    once they are public. Exit 1 names all that is not true, exit 2 means that FILE is no record of
    a draw that was made. Needs no database and no network.
    """
    from match.panels.drawing import recount

    try:
        found = recount(json.loads(record.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        click.echo(f"{record} is no record of a draw that was made.", err=True)
        raise SystemExit(2) from error
    for each in found:
        click.echo(each, err=True)
    if found:
        raise SystemExit(1)
    click.echo("the draw holds")


COMMANDS = (verify_board, verify_draw)
