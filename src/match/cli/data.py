"""Commands on data: migrations, loading, backup and restore, keys."""

import asyncio
from pathlib import Path

import click

from match.cli.common import CONSOLE, set_up, steps, with_database
from match.foundation.actor import SYSTEM
from match.foundation.embedded.services import joined
from match.foundation.settings import Settings, changed, settings, use


@click.command()
def migrate() -> None:
    """Bring the database to the shape of this version. Safe to run again, and from two places."""
    from match.migrating import migrate as run

    with joined(set_up()) as chosen:
        done = asyncio.run(run(chosen.owner_database_url or chosen.database_url, care=chosen.cares))
    for name in done:
        click.echo(name)
    click.echo(f"{len(done)} migrations run")


@click.command()
@click.argument("room", required=False)
@click.option("--name", default="change", help="What the migration does, in a word or two.")
@click.option("--check", is_flag=True, help="Write nothing; fail if tables and migrations differ.")
def migration(room: str | None, name: str, *, check: bool) -> None:
    """For developers: write the migration that brings ROOM in line with its tables."""
    from match import migrating

    if check:
        wanted = asyncio.run(migrating.drift())
        for app, statements in wanted.items():
            click.echo(f"{app}: run `match migration {app}`: {len(statements)} changes", err=True)
        raise SystemExit(1 if wanted else 0)
    if room is None:
        raise click.UsageError("Name the room, for example: match migration needs")
    written = asyncio.run(migrating.write_migration(room, name))
    click.echo(str(written) if written else f"{room}: nothing to do")


@click.command()
def messages() -> None:
    """For developers: bring the English catalogue in line with what the interface says."""
    from match.messages import update

    total, empty = update()
    click.echo(f"{total} messages, {empty} without English")


@click.group()
def load() -> None:
    """Load data: the division tree, the policy documents, or the demo."""


@load.command()
def hunan() -> None:
    """The 31,691 divisions of Hunan, and the policy documents. Safe to run again."""
    from match.places.commands import load_hunan
    from match.publicity.commands import load_policies

    async def run(_: Settings) -> None:
        report = await load_hunan(SYSTEM)
        for refusal in report.refused:
            click.echo(refusal.message, err=True)
        click.echo(
            f"{report.added} divisions added, {report.changed} changed, "
            f"{report.unchanged} as before, {report.closed} closed, {len(report.refused)} refused"
        )
        click.echo(f"{await load_policies(SYSTEM)} policy documents added")

    with_database(run)


@load.command()
def policies() -> None:
    """The documents that the notice of 2019 names. Safe to run again: edited records stay."""
    from match.publicity.commands import load_policies

    async def run(_: Settings) -> None:
        click.echo(f"{await load_policies(SYSTEM)} policy documents added")

    with_database(run)


@load.command(name="demo")
def load_demo() -> None:
    """A real prefecture with invented people, organisations and needs. Safe to run again."""
    from match.demo import load as run_demo

    if not settings().demo:
        raise click.ClickException(
            "The demo's people are invented: it loads only where MATCH_DEMO=yes marks every page."
        )

    async def run(_: Settings) -> None:
        with steps() as step:
            loaded = await run_demo(step)
        click.echo(", ".join(f"{what} {count}" for what, count in loaded.counts.items()))

    with_database(run)


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def backup(folder: Path) -> None:
    """Write a backup into the new FOLDER. The keys are not in it: keep your copy of them apart."""
    from match.foundation.backup import back_up

    with joined(set_up()) as chosen:
        use(chosen)
        manifest = back_up(chosen, folder)
    click.echo(f"{sum(manifest.rows.values())} rows, {len(manifest.files)} files: {folder}")
    CONSOLE.print(manifest.note)


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--into", required=True, type=click.Path(path_type=Path), help="New data directory.")
def restore(folder: Path, into: Path) -> None:
    """Restore the backup in FOLDER into a new place. An existing one is never touched."""
    from match.foundation.restore import missing_keys
    from match.foundation.restore import restore as run

    chosen = set_up()
    manifest = run(chosen, folder, into)
    click.echo(f"{sum(manifest.rows.values())} rows restored into {into}")
    key_file = changed(chosen, data_dir=into.absolute()).keys
    if missing := missing_keys(manifest, key_file):
        click.echo(f"First put the key file back: {key_file} lacks version {', '.join(missing)}.")
    click.echo(
        "Next, with MATCH_DATA_DIR set to it: match migrate, match check, match rebuild-index."
    )


@click.group()
def keys() -> None:
    """The master key file."""


@keys.command()
def create() -> None:
    """Make the key file, unless there is one."""
    from match.foundation.keys import load_or_create

    path = set_up().keys
    held = load_or_create(path)
    click.echo(f"{path}: version {held.current}")


@keys.command()
def rotate() -> None:
    """Add a new version, and seal every personal column with it."""
    from match.foundation.keyring import Keyring
    from match.foundation.keys import hold, save
    from match.foundation.keys import load as read
    from match.rotating import reseal

    async def run(chosen: Settings) -> None:
        fresh = read(chosen.keys).rotated()
        save(fresh, chosen.keys)
        hold(fresh)
        with steps() as step:
            sealed = await reseal(step)
        wrapped = Keyring(chosen.child_keys, fresh).rewrap() if chosen.child_keys.exists() else 0
        click.echo(f"version {fresh.current}: {sealed} values and {wrapped} children's keys")

    with_database(run)


@keys.command(name="copy-children")
def copy_children() -> None:
    """Copy the children's key store, apart from the backups; delete copies that are too old."""
    from match.foundation.key_copies import copy_keys
    from match.foundation.keys import hold, load_or_create

    chosen = set_up()
    hold(load_or_create(chosen.keys))
    click.echo(f"{copy_keys(chosen)}: kept for {chosen.child_key_backup_days} days")


@keys.command(name="restore-children")
@click.argument("copy", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def restore_children(copy: Path) -> None:
    """Take the keys of a COPY back in; not those that were destroyed since."""
    from match.foundation.key_copies import put_back
    from match.foundation.keys import hold, load_or_create

    chosen = set_up()
    hold(load_or_create(chosen.keys))
    click.echo(f"{put_back(chosen, copy)} keys came back")
    click.echo("Next: match keys erase, for erasures that this store does not remember.")


@keys.command()
def erase() -> None:
    """
    Destroy the key of every child that the database says is erased: after a restore, or when an
    erasure was interrupted. Two persons decide about an erasure, on the page of the child.
    """
    from match.care.commands import destroy_due_keys

    async def run(chosen: Settings) -> None:
        if not chosen.cares:
            raise click.ClickException("The restricted room is off (MATCH_CARE).")
        click.echo(f"{await destroy_due_keys(SYSTEM)} keys destroyed")

    with_database(run)


COMMANDS = (migrate, migration, messages, load, backup, restore, keys)
