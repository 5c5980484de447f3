"""The house rules that a machine can keep."""

import ast
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from piccolo.columns import ForeignKey
from piccolo.conf.apps import Finder

import match
from match.foundation.classes import class_of
from match.foundation.permissions import ROLES, Permission, Role
from match.migrating import drift

ROOT = Path(match.__file__).parent


def command_modules() -> Iterator[object]:
    """Every module that holds a room's verbs."""
    for info in pkgutil.walk_packages(match.__path__, "match."):
        parts = info.name.split(".")
        if "commands" in parts and not parts[-1].startswith("_"):
            yield importlib.import_module(info.name)


def commands() -> Iterator[tuple[str, object]]:
    """Public coroutines defined in those modules."""
    for module in command_modules():
        for name, thing in inspect.getmembers(module, inspect.iscoroutinefunction):
            if thing.__module__ == module.__name__ and not name.startswith("_"):  # type: ignore[attr-defined]
                yield f"{module.__name__}.{name}", thing  # type: ignore[attr-defined]


def test_there_are_commands_to_look_at():
    assert len(list(commands())) > 40


# Signing in makes the actor: these verbs come before there is one.
BEFORE_ANYBODY = ("arrivals", "codes", "sessions", "sign_in")


def test_every_command_takes_the_actor_first():
    wrong = [
        name
        for name, verb in commands()
        if getattr(verb, "is_command", False)
        and not name.startswith(tuple(f"match.people.commands.{m}." for m in BEFORE_ANYBODY))
        and next(iter(inspect.signature(verb).parameters), "") != "actor"  # type: ignore[arg-type]
    ]
    assert wrong == []


def test_no_gather_and_no_sleep_inside_commands():
    for path in [*ROOT.rglob("commands.py"), *ROOT.rglob("commands/*.py")]:
        text = path.read_text("utf-8")
        assert "gather(" not in text, path
        assert "sleep(" not in text, path


def _swallows(tree: ast.AST) -> Iterator[int]:
    """Lines where every exception is caught and not raised again, or suppressed."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and (
            node.type is None or ast.unparse(node.type) in ("Exception", "BaseException")
        ):
            if not isinstance(node.body[-1], ast.Raise):
                yield node.lineno
        elif (
            isinstance(node, ast.Call)
            and ast.unparse(node.func).endswith("suppress")
            and any(ast.unparse(what).endswith("Exception") for what in node.args)
        ):
            yield node.lineno


def test_nobody_swallows_exceptions_quietly():
    """`except Exception` is for the door and the task wrapper, each with its reason beside it."""
    allowed = ("doors", "jobs", "embedded", "site")
    for path in [*ROOT.rglob("*.py"), *(ROOT.parent.parent / "jobs").rglob("*.py")]:
        found = list(_swallows(ast.parse(path.read_text("utf-8"))))
        assert not found or any(part in allowed for part in path.parts), f"{path}:{found}"


def test_a_handler_that_swallows_is_found():
    """The twin: caught and kept is found, caught and raised again is not."""
    kept = "try: work()\nexcept Exception:\n    log()"
    passed_on = kept + "\n    raise"
    assert list(_swallows(ast.parse(kept))) == [2]
    assert list(_swallows(ast.parse(passed_on))) == []
    assert list(_swallows(ast.parse("with contextlib.suppress(Exception): work()"))) == [1]


@pytest.mark.parametrize(
    "table",
    [
        table
        for config in Finder().get_app_registry().app_configs.values()
        for table in config.table_classes
    ],
    ids=lambda table: table._meta.tablename,
)
def test_every_column_has_a_class_and_says_what_it_does(table):
    for column in table._meta.columns:
        named = f"{table._meta.tablename}.{column._meta.name}"
        assert class_of(column) is not None, f"{named}: say its data class in help_text"
    for constraint in table._meta.constraints:
        name = constraint._meta.name
        assert name.startswith(table._meta.tablename), f"{name}: constraint names are schema-wide"
    for column in table._meta.columns:
        if isinstance(column, ForeignKey):
            assert "on_delete" in column._meta.params, column._meta.name


async def test_migrations_and_tables_agree(database: None):
    assert await drift() == {}


def test_every_role_is_described_and_every_permission_is_held():
    assert set(ROLES) == set(Role)
    held = frozenset().union(*ROLES.values())
    assert held == set(Permission), "a permission nobody holds guards a door nobody can open"


def test_docstrings_stand_on_every_module():
    silent = [
        path
        for path in ROOT.rglob("*.py")
        if "migrations" not in path.parts
        and path.name != "__init__.py"
        and ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None
    ]
    assert silent == []
