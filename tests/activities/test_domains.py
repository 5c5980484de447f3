"""What a home does, by the five parts of left-behind people's service."""

import re
from datetime import UTC, date, datetime

import pytest

from match.activities import domains, rules
from match.activities.queries import held_by_kind
from match.catalogue import codes
from match.foundation import clock
from tests.activities import make
from tests.people import make as people

NOW = datetime(2026, 6, 10, 9, 0, tzinfo=UTC)


def shown(page: str) -> dict[str, str]:
    """Label → value of the board's lists."""
    return dict(re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", page))


@pytest.mark.notice
async def test_a_homes_year_is_counted_by_domain_of_service(client, db):
    """Notice 1.2: basic living, education, employment, health, thought and feeling; the domain
    follows from the kind. Last year's and what was only planned do not count."""
    with clock.freeze(datetime(2026, 1, 3, 9, 0, tzinfo=UTC)):
        at = await make.scene()
        await make.held(at, "SVC-SPORT", date(2025, 12, 31))
        await people.sign_in(client, at.supervisor)
        before = shown((await client.get(f"/desk/activities/{at.home}")).text)
        sport = await make.held(at, "SVC-SPORT", date(2026, 1, 1))
    with clock.freeze(NOW):
        await people.sign_in(client, at.supervisor)
        for kind in ("ACT-READ", "SVC-FAM", "SVC-SPORT", "SVC-COMP", "ACT-TALK", "ACT-OTH"):
            made = await make.held(at, kind, date(2026, 6, 9))
        await make.commands.plan_activity(at.director, at.home, make.form(kind="SVC-COMP"))
        year = await held_by_kind(at.home, date(2026, 1, 1), date(2026, 6, 10))
        june = await held_by_kind(at.home, date(2026, 1, 2), date(2026, 6, 10))
        board = shown((await client.get(f"/desk/activities/{at.home}")).text)
        other = shown((await client.get(f"/desk/activities/items/{made}")).text)
        ball = shown((await client.get(f"/desk/activities/items/{sport}")).text)

    named = ("基本生活保障", "教育", "就业", "卫生健康", "思想情感")
    assert [before[name] for name in named] == ["0 场"] * 5
    assert [board[name] for name in named] == ["1 场", "2 场", "0 场", "2 场", "1 场"]
    assert (year["SVC-SPORT"], june["SVC-SPORT"]) == (2, 1)
    assert (ball["服务领域"], other["服务领域"]) == ("卫生健康", "–")


def unplaced(of: dict[str, str]) -> set[str]:
    """Kinds without a domain, and kinds or domains that no list knows."""
    known = {entry.code for entry in codes.home_list("service_domain")}
    strange = {kind for kind, domain in of.items() if domain not in known}
    return (set(rules.KINDS) - {"ACT-OTH"}) ^ set(of) | strange


def test_every_kind_of_activity_has_its_domain():
    assert set(domains.DOMAINS) == {e.code for e in codes.home_list("service_domain")}
    assert unplaced(domains.DOMAIN_OF) == set()
    assert unplaced(domains.DOMAIN_OF | {"SVC-ART": "SD-ART"}) == {"SVC-ART"}
    assert unplaced({k: v for k, v in domains.DOMAIN_OF.items() if k != "SVC-FAM"}) == {"SVC-FAM"}
