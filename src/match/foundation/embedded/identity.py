"""As whom PostgreSQL runs. It refuses root, and the wheels' own answer to that is to create a
user and open every parent folder up to `/`; ours touches nothing but our own folders."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

from match.foundation.embedded.failure import StartFailed

LAUNCH = Path(__file__).with_name("launch.py")


class Identity(StrEnum):
    same = "same"
    mapped = "mapped"
    nobody = "nobody"

    @property
    def owner(self) -> tuple[int, int]:
        """uid and gid that files on disk must have for this identity to use them."""
        if self is Identity.nobody:
            account = pwd.getpwnam("nobody")
            return account.pw_uid, account.pw_gid
        return os.geteuid(), os.getegid()


def wrapped(
    argv: list[str], identity: Identity = Identity.same, on_death: int = signal.SIGTERM
) -> list[str]:
    """The command that runs `argv` as `identity`, and ends it when this process dies."""
    head = [sys.executable, "-I", "-S", str(LAUNCH), identity, str(os.getpid()), str(int(on_death))]
    return head + argv


def choose(postgres: Path) -> Identity:
    """The first identity that can run the program; StartFailed if none can."""
    if os.geteuid() != 0:
        return Identity.same
    for identity in (Identity.mapped, Identity.nobody):
        if _runs(identity, [str(postgres), "--version"]):
            return identity
    raise StartFailed(
        f"PostgreSQL does not run as root, and the account nobody cannot reach {postgres}. "
        "Run as an ordinary user, or install where nobody can read, such as /opt."
    )


def let_through(data_dir: Path, identity: Identity) -> None:
    """Lets nobody pass our folder to reach its own below (0711 shows it no names).

    Raises StartFailed if a parent folder keeps it out: those are not ours to open.
    """
    if identity is not Identity.nobody:
        return
    data_dir.chmod(0o711)
    if not _runs(identity, [shutil.which("ls") or "/bin/ls", "-d", f"{data_dir}/."]):
        raise StartFailed(
            f"PostgreSQL does not run as root, and the account nobody cannot reach {data_dir}. "
            "Set MATCH_DATA_DIR to a folder whose parents others may enter, such as "
            "/var/lib/xiangtonghui, or run as an ordinary user."
        )


def own(folder: Path, identity: Identity) -> None:
    """Makes `folder` 0700 and, for root, gives all of it to `identity`: a data directory may have
    been made under another one, before a move into or out of a container."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    refuse_foreign(folder)
    uid, gid = identity.owner
    if folder.stat().st_uid != uid:
        for root, _, files in os.walk(folder):
            os.chown(root, uid, gid)
            for file in files:
                os.chown(Path(root) / file, uid, gid, follow_symlinks=False)
    folder.chmod(0o700)


def refuse_foreign(folder: Path) -> None:
    """Raises StartFailed, with the way out, if an ordinary user meets another user's folder."""
    owner = folder.stat().st_uid
    if os.geteuid() not in (0, owner):
        raise StartFailed(
            f"{folder} belongs to {_name(owner)}, and you are {_name(os.geteuid())}. "
            f"Run as its owner, or give it away with: chown -R {_name(os.geteuid())} {folder}"
        )


def _runs(identity: Identity, argv: list[str]) -> bool:
    done = subprocess.run(wrapped(argv, identity), capture_output=True, check=False, cwd="/")  # noqa: S603 # argv is ours
    return done.returncode == 0


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"uid {uid}"
