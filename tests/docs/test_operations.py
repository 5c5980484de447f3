"""Commands and variables that operations rely on exist: in compose.yaml, Dockerfile and manual."""

import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from match.cli import main
from match.foundation.settings import documented

ROOT = Path(__file__).parents[2]
COMPOSE = (ROOT / "compose.yaml").read_text()
MANUAL = (ROOT / "docs" / "operations.md").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()

SETTINGS = {setting.variable for setting in documented()}
# Read by roles.sql through psql's \getenv, never by the product.
ROLE_PASSWORDS = {
    *("MATCH_OWNER_PASSWORD", "MATCH_APP_PASSWORD"),
    *("MATCH_AUDIT_PASSWORD", "MATCH_CARE_PASSWORD"),
}
OURS = ("migrate", "web", "worker")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return yaml.safe_load(COMPOSE)


def refusal(words: list[str]) -> str | None:
    """Why `match` would not understand these words; None if it would. Runs nothing."""
    command: click.Command = main
    context = click.Context(command, info_name="match")
    while isinstance(command, click.Group) and words:
        name, *words = words
        found = command.get_command(context, name)
        if found is None:
            return f"{context.command_path} has no command {name}"
        command = found
        context = click.Context(command, info_name=name, parent=context)
    known = {option for parameter in command.params for option in parameter.opts}
    strange = [word for word in words if word.startswith("-") and word.split("=")[0] not in known]
    return f"{context.command_path} has no option {strange[0]}" if strange else None


def test_the_check_itself_notices_what_does_not_exist() -> None:
    assert refusal(["no-such-command"])
    assert refusal(["serve", "--no-such-option"])
    assert refusal(["serve"]) is None


@pytest.mark.parametrize("service", OURS)
def test_every_command_of_compose_exists(compose: dict[str, Any], service: str) -> None:
    program, *words = compose["services"][service]["command"]

    assert program == "match"
    assert refusal(words) is None


def test_the_image_starts_with_a_command_that_exists() -> None:
    start = re.search(r'^CMD \["match", (.*)\]$', DOCKERFILE, re.MULTILINE)

    assert start
    assert refusal(re.findall(r'"([^"]+)"', start[1])) is None


def test_every_command_of_the_manual_exists() -> None:
    quoted = re.findall(r"`(?:MATCH_\S+ )?match ([a-z][^`]*)`", MANUAL)
    typed = re.findall(r"^(?:\S*/|MATCH_\S+ )?match ([a-z].*)$", MANUAL, re.MULTILINE)
    started = re.findall(r"^ExecStart=\S*/match (.+)$", MANUAL, re.MULTILINE)
    refused = {said: refusal(said.split()) for said in [*quoted, *typed, *started]}

    assert len(refused) > 5
    assert [said for said in refused.values() if said] == []


@pytest.mark.parametrize("service", OURS)
def test_every_variable_of_compose_is_a_setting(compose: dict[str, Any], service: str) -> None:
    given = set(compose["services"][service]["environment"])

    assert given <= SETTINGS
    assert {"MATCH_DATABASE_URL", "MATCH_REDIS_URL", "MATCH_MEILI_URL", "MATCH_KEY_FILE"} <= given


def test_no_other_variable_is_named_anywhere() -> None:
    named = set(re.findall(r"MATCH_[A-Z_]+[A-Z]", COMPOSE + MANUAL + DOCKERFILE))

    assert named - SETTINGS - ROLE_PASSWORDS == set()


def test_roles_get_their_passwords_from_the_variables_compose_gives(
    compose: dict[str, Any],
) -> None:
    script = (ROOT / "src/match/foundation/embedded/roles.sql").read_text()
    read = set(re.findall(r"^\\getenv \w+ (MATCH_\w+)$", script, re.MULTILINE))

    assert read == ROLE_PASSWORDS
    assert read <= set(compose["services"]["postgres"]["environment"])


def test_only_migrations_hold_the_owner_password(compose: dict[str, Any]) -> None:
    for service in OURS:
        address = compose["services"][service]["environment"]["MATCH_OWNER_DATABASE_URL"]
        assert bool(address) == (service == "migrate")


def test_web_and_worker_wait_for_what_they_need(compose: dict[str, Any]) -> None:
    services = compose["services"]
    assert services.keys() == {"postgres", "valkey", "meilisearch", "migrate", "web", "worker"}
    for service in ("web", "worker"):
        needs = services[service]["depends_on"]
        assert needs["migrate"]["condition"] == "service_completed_successfully"
        assert {needs[part]["condition"] for part in ("valkey", "meilisearch")} == {
            "service_healthy"
        }
    for part in ("postgres", "valkey", "meilisearch"):
        assert services[part]["healthcheck"]["test"]
        assert "ports" not in services[part]


def test_files_that_compose_mounts_and_docker_copies_are_there(compose: dict[str, Any]) -> None:
    mounted = [
        volume.split(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", [])
        if volume.startswith("./")
    ]
    copied = re.findall(r"^COPY (requirements/\S+) (requirements/\S+) ", DOCKERFILE, re.MULTILINE)

    assert mounted
    assert copied
    for name in [*mounted, *copied[0]]:
        assert (ROOT / name).is_file(), name
