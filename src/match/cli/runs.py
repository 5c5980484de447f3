"""Commands on runs of the database: propose, replay, check, and hand out for others to check."""

from pathlib import Path
from typing import Any

import click
import msgspec

from match.cli.common import with_database
from match.foundation.actor import SYSTEM
from match.foundation.settings import Settings

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout.")


@click.command()
@click.option("--scope", default="43", help="Division code or prefix, for example 4331.")
@click.option("--dry-run", is_flag=True, help="Compute and show, keep nothing.")
@click.option("--anew", is_flag=True, help="Plan again what nobody has answered or locked.")
@click.option("--ladder", type=click.IntRange(0, 50), help="Steps of the ladder, for this run.")
@click.option("--reason", default="", help="Why another ladder than the usual one.")
@click.option("--replay", type=int, metavar="RUN", help="Only plan a stored run's input again.")
@AS_JSON
def propose(
    scope: str,
    *,
    dry_run: bool,
    anew: bool,
    ladder: int | None,
    reason: str,
    replay: int | None,
    as_json: bool,
) -> None:
    """
    Match the open needs of an area with what is offered, and keep the proposals.

    With --replay keep nothing: read the input that run stored, plan again, and exit 1 unless the
    plan is the same.
    """
    from match.matching.commands import carry_out_order, run_matching, take_up_run
    from match.matching.replaying import replay_run

    prefix = _hunan(scope)

    async def work(_: Settings) -> dict[str, Any]:
        if replay is not None:
            return await replay_run(replay)
        if dry_run:
            return await run_matching(SYSTEM, prefix, dry_run=True)
        order = await take_up_run(SYSTEM, prefix, ladder_steps=ladder, anew=anew, reason=reason)
        return await carry_out_order(SYSTEM, order)

    figures = with_database(work)
    if as_json:
        click.echo(msgspec.json.encode(figures).decode())
    else:
        for name, figure in figures.items():
            click.echo(f"{name:<28} {figure}")
    raise SystemExit(0 if figures.get("same", True) else 1)


@click.command()
@click.option("--instance", type=FOLDER, help="needs.csv, offers.csv, edges.csv")
@click.option("--result", type=FOLDER, help="flows.csv, prices.csv, report.json")
@click.option("--run", "run_id", type=int, help="A run of the database instead of two folders.")
def verify(instance: Path | None, result: Path | None, run_id: int | None) -> None:
    """
    Check a result against its instance, or a stored run against its input; exit 1 and name every
    statement that is not true.
    """
    if run_id is not None:
        if instance or result:
            raise click.UsageError("Give --run, or --instance and --result.")
        chosen = run_id
        statements, code = with_database(lambda _: _checked(chosen))
    elif instance and result:
        from match.proofs.verify import verify_directory

        verdict = verify_directory(instance, result)
        statements, code = verdict.false_statements, verdict.exit_code
    else:
        raise click.UsageError("Give --run, or --instance and --result.")
    for statement in statements:
        click.echo(str(statement), err=True)
    if not statements:
        click.echo("every statement is true")
    raise SystemExit(code)


async def _checked(run_id: int) -> tuple[tuple[Any, ...], int]:
    from match.proofs.database import stored_run
    from match.proofs.run import false_statements

    told = await stored_run(run_id)
    if told is None:
        raise click.UsageError(f"There is no run {run_id}.")
    found = false_statements(told)
    return found, int(bool(found))


@click.command("export-run")
@click.argument("run_id", type=int, metavar="RUN")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder to fill.")
def export_run(run_id: int, out: Path) -> None:
    """
    Write a stored run in the open CSV format: OUT/instance and OUT/result, which
    `match verify --instance … --result …` takes, here or elsewhere. Only numbers, no names.
    """
    from match.matching.exporting import export_run as export

    pairs = with_database(lambda _: export(run_id, out))
    click.echo(f"{out}: {pairs} pairs")


def _hunan(scope: str) -> str:
    from match.places.rules import BadCode
    from match.places.rules import scope as read_scope

    try:
        prefix = read_scope(scope)
    except BadCode as bad:
        raise click.BadParameter(str(bad), param_hint="--scope") from bad
    if not prefix.startswith("43"):
        raise click.BadParameter("a division of Hunan begins with 43", param_hint="--scope")
    return prefix


COMMANDS = (propose, verify, export_run)
