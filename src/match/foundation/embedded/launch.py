"""The last step before a child becomes its program: run as `python -I -S launch.py …`.

A script of its own rather than a preexec_fn, because the supervisor has threads, and Python code
between fork and exec may deadlock there. Arguments: identity, parent pid, signal on the parent's
death, then the program and its arguments. Standard library only, and none of ours.

identity `same`: as we are. `mapped`: root becomes uid 65534 inside a user namespace of its own;
PostgreSQL refuses to run as root and is content, while on disk everything stays root's: no chown,
and it works below a 0700 home. `nobody`: a real change of user, for containers whose seccomp
profile forbids namespaces.
"""

import ctypes
import os
import pwd
import sys

CLONE_NEWUSER = 0x10000000
PR_SET_PDEATHSIG = 1
UNPRIVILEGED = 65534


def map_root() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(CLONE_NEWUSER) != 0:
        raise OSError(ctypes.get_errno(), "user namespaces are forbidden here")
    for file, line in (
        ("setgroups", "deny"),  # the kernel's condition for writing gid_map without privilege
        ("uid_map", f"{UNPRIVILEGED} 0 1"),
        ("gid_map", f"{UNPRIVILEGED} 0 1"),
    ):
        with open(f"/proc/self/{file}", "w") as target:
            target.write(line)


def become_nobody() -> None:
    account = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)


def follow_parent(parent: int, on_death: int) -> None:
    """Asks the kernel for a signal when the supervisor is gone, however it went.

    After the change of identity, because that clears the request. macOS has no such request;
    there the next start finds and stops the orphan.
    """
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, on_death, 0, 0, 0)
    if os.getppid() != parent:
        sys.exit("the supervisor ended while this program was starting")


def main() -> None:
    identity, parent, on_death, *command = sys.argv[1:]
    try:
        {"same": lambda: None, "mapped": map_root, "nobody": become_nobody}[identity]()
        follow_parent(int(parent), int(on_death))
        os.execv(command[0], command)  # noqa: S606 # no shell is the point
    except OSError as failure:
        sys.exit(f"cannot start {command[0]} ({identity}): {failure}")


main()
