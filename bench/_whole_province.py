"""The whole province for the bench of insight: every village, synthetic homes and staff, by COPY.

Assumptions (the seed is fixed): 23,594 villages, nine in ten with a main home, of which 86 % are
open, 4 % idle, the rest planned or being built; two in three communities with one as well; a
director for each home that stands and a supervisor for 97 of 100 townships; two thirds of them
trained this year, 600 courses; 0–8 organisations a county; 12,000 counsellors and titles together;
60,000 needs with one or two lines in every state; agreements and counted gifts for half of them.

Names are 测试 and a number. Nobody in here exists, and none of it belongs into a demo.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import asyncpg

SEED = 20190611
TODAY = datetime.now(UTC).date()
NOW = datetime.now(UTC)
FACILITIES = ("FAC-VIDEO", "FAC-READ", "FAC-PLAY", "FAC-OUT", "FAC-PSY")
DOCUMENTS = ("DOC-WORK", "DOC-EQUIP", "DOC-SAFE")
CONTENTS = ("TC-DUTY", "TC-LAW", "TC-PSY", "TC-VISIT", "TC-INFO", "TC-REPORT", "TC-GUARD")
CATEGORIES = ("MAT-BOOK", "MAT-BED", "MAT-VIDEO", "MAT-TOY", "MAT-CLOTH", "FAC-READC")
STATUSES = ("open",) * 86 + ("idle",) * 4 + ("suspended",) + ("planned",) * 6 + ("building",) * 3
NEED_STATES = ("published", "matching", "partly_met", "met", "confirmed", "closed", "draft")
Rows = list[dict[str, Any]]


async def fill(superuser: asyncpg.Connection, needs: int = 60_000) -> dict[str, int]:
    """Fill the tables the gauges count; returns how many rows of each. Triggers rest meanwhile."""
    dice = random.Random(SEED)
    await superuser.execute("SET session_replication_role = replica")
    places = await superuser.fetch(
        "SELECT code, kind, level FROM division WHERE valid_to IS NULL ORDER BY code"
    )
    homes = list(_homes(dice, [(row["code"], row["kind"]) for row in places if row["level"] == 5]))
    towns = [r["code"] for r in places if r["kind"] in ("subdistrict", "town", "township")]
    counties = [r["code"] for r in places if r["kind"] == "county"]
    posts = list(_posts(dice, homes, towns))
    courses, enrolments = _courses(dice, posts, counties)
    needed = list(_needs(dice, homes, needs))
    agreements, donations = _gifts(dice, needed)
    tables: dict[str, Rows] = {
        "account": [_account(post["account_id"]) for post in posts],
        "home": homes,
        "post": posts,
        "course": courses,
        "enrolment": enrolments,
        "organisation": list(_organisations(dice, counties)),
        "counsellor": list(_counsellors(dice, towns)),
        "demo_title": list(_titles(dice, homes)),
        "need": needed,
        "need_line": list(_lines(dice, needed)),
        "agreement": agreements,
        "donation": donations,
    }
    for name, rows in tables.items():
        await _copy(superuser, name, rows)
        await superuser.execute(f"ANALYZE {name}")
    await superuser.execute("SET session_replication_role = origin")
    return {name: len(rows) for name, rows in tables.items()}


async def _copy(superuser: asyncpg.Connection, name: str, rows: Rows) -> None:
    """Columns that a row does not name take their default, which COPY gives."""
    if not rows:
        return
    columns = list(rows[0])
    await superuser.copy_records_to_table(
        name, records=[tuple(row[c] for c in columns) for row in rows], columns=columns
    )
    await superuser.execute(
        f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM \"{name}\"))"
    )


def _account(number: int) -> dict[str, Any]:
    return {
        "id": number, "name": f"测试{number}", "language": "zh", "totp_last_step": 0,
        "created_at": NOW,
    }  # fmt: skip


def _homes(dice: random.Random, villages: Sequence[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    number = 1_000_000
    for code, kind in villages:
        if dice.random() > (0.9 if kind == "village" else 0.66):
            continue
        number += 1
        has = [one for one in FACILITIES if dice.random() < 0.93]
        yield {
            "id": number,
            "name": f"测试{number}儿童之家",
            "division": code,
            "kind": "main",
            "status": dice.choice(STATUSES),
            "site_source": "SITE-SVC",
            "co_location": [],
            "indoor_area_m2": dice.randint(50, 160),
            "area_reason": "",
            "facilities": has,
            "documents": list(DOCUMENTS),
            "director_id": 2_000_000 + number,
            "search_version": 1,
            "created_at": NOW - timedelta(days=dice.randint(0, 1500)),
        }


def _posts(dice: random.Random, homes: Rows, towns: Sequence[str]) -> Iterator[dict[str, Any]]:
    for home in homes:
        if home["status"] in ("open", "idle", "suspended"):
            yield _post(dice, home["director_id"], "director", home["division"], home["id"])
    for place, town in enumerate(towns):
        if dice.random() < 0.97:
            yield _post(dice, 5_000_000 + place, "supervisor", town, None)


def _post(
    dice: random.Random, account: int, office: str, division: str, home: int | None
) -> dict[str, Any]:
    return {
        "id": account,
        "office": office,
        "home_id": home,
        "division": division,
        "account_id": account,
        "kind": "DK-VCF" if home else "SK-WF",
        "gender": "F",
        "deputy": False,
        "status": "active",
        "reason": "",
        "note": "",
        "named_at": NOW,
        "exam_passed_on": TODAY - timedelta(days=900),
        "starts_on": TODAY - timedelta(days=dice.randint(30, 800)),
        "end_reason": "",
    }


def _courses(dice: random.Random, posts: Rows, counties: Sequence[str]) -> tuple[Rows, Rows]:
    courses: Rows = []
    for place in range(600):
        ends = TODAY.replace(month=1, day=15)
        courses.append(
            {
                "id": 7_000_000 + place,
                "title": f"测试培训{place}",
                "audience": "director" if place % 5 else "supervisor",
                "department": "civil_affairs",
                "level": 6 if place % 5 else 4,
                "division": dice.choice(counties),
                "status": "completed",
                "starts_on": ends - timedelta(days=2),
                "ends_on": ends,
                "days": 2 + place % 2,
                "place": "测试会议室",
                "contents": list(CONTENTS),
                "capacity": 200,
                "taken": 100,
                "sign_up_until": ends - timedelta(days=10),
                "has_exam": True,
                "pass_mark": 60,
                "made_by": 1,
                "made_at": NOW,
                "reason": "",
            }
        )
    by_office = {
        office: [c["id"] for c in courses if c["audience"] == office]
        for office in ("director", "supervisor")
    }
    enrolments = [
        {
            "id": 8_000_000 + number,
            "course_id": dice.choice(by_office[post["office"]]),
            "account_id": post["account_id"],
            "division": post["division"],
            "status": "completed",
            "opinion": "",
            "at": NOW,
        }
        for number, post in enumerate(posts)
        if dice.random() < 0.66
    ]
    return courses, enrolments


def _organisations(dice: random.Random, counties: Sequence[str]) -> Iterator[dict[str, Any]]:
    number = 3_000_000
    for county in counties:
        for _ in range(dice.randint(0, 8)):
            number += 1
            yield {
                "id": number,
                "kind": dice.choice(("NGO", "FDN", "SA", "VOLTEAM")),
                "name": f"测试机构{number}",
                "division": county,
                "introduction": "",
                "skills": [],
                "serves_children": True,
                "charity": False,
                "fundraising_number": "",
                "fundraising_issuer": "",
                "status": "verified",
                "evidence": [],
                "applied_at": NOW,
                "decided_at": NOW,
                "verified_until": TODAY + timedelta(days=700),
                "next_check_at": NOW + timedelta(days=700),
                "reason": "",
                "version": 1,
            }


def _counsellors(dice: random.Random, towns: Sequence[str]) -> Iterator[dict[str, Any]]:
    number = 4_000_000
    for town in towns:
        for _ in range(dice.randint(0, 2)):
            number += 1
            yield {
                "id": number,
                "division": town,
                "name": f"测试{number}",
                "skill": "PSY",
                "certificate": b"",
                "issuer": "测试机构",
                "issued_on": TODAY - timedelta(days=400),
                "training": "",
                "status": "checked",
                "reason": "",
                "proposed_by": 1,
                "proposed_at": NOW,
                "checked_by": 2,
                "checked_at": NOW,
            }


def _titles(dice: random.Random, homes: Rows) -> Iterator[dict[str, Any]]:
    for home in homes:
        if home["status"] == "open" and dice.random() < 0.11:
            yield {
                "id": home["id"],
                "home_id": home["id"],
                "division": home["division"],
                "level": "county",
                "year": 2024,
                "status": "named",
                "words": "测试申报材料",
                "applied_by": 1,
                "applied_at": NOW,
                "naming_id": 1,
                "reason": "",
            }


def _needs(dice: random.Random, homes: Rows, count: int) -> Iterator[dict[str, Any]]:
    working = [home for home in homes if home["status"] == "open"]
    for number in range(9_000_000, 9_000_000 + count):
        home = dice.choice(working)
        status = dice.choice(NEED_STATES)
        yield {
            "id": number,
            "home_id": home["id"],
            "division": home["division"],
            "status": status,
            "title": f"测试需求{number}",
            "purpose": "测试",
            "category": dice.choice(CATEGORIES),
            "urgency": "routine",
            "bands": "{}",
            "beneficiaries": dice.randint(5, 40),
            "groups": [],
            "child_contact": False,
            "skills": [],
            "delivery": "township",
            "photos": [],
            "duplicate_reason": "",
            "writers": [],
            "tokens": [],
            "published_at": None if status == "draft" else NOW - timedelta(
                days=dice.randint(40, 300)
            ),
            "search_version": 1,
            "created_at": NOW,
        }  # fmt: skip


def _lines(dice: random.Random, needs: Rows) -> Iterator[dict[str, Any]]:
    number = 9_000_000
    for need in needs:
        for position in range(dice.randint(1, 2)):
            number += 1
            quantity = dice.randint(1, 60)
            done = need["status"] in ("met", "confirmed", "closed")
            part = dice.randint(0, quantity) if need["status"] == "partly_met" else 0
            yield {
                "id": number,
                "need_id": need["id"],
                "position": position,
                "category": need["category"],
                "name": "测试物品",
                "quantity": quantity,
                "unit": "件",
                "reserved": 0,
                "committed": 0,
                "in_transit": 0,
                "received": quantity if done else part,
            }


def _gifts(dice: random.Random, needs: Rows) -> tuple[Rows, Rows]:
    agreements: Rows = []
    donations: Rows = []
    for need in needs:
        if need["status"] not in ("partly_met", "met", "confirmed", "closed"):
            continue
        agreed = need["published_at"] + timedelta(days=dice.randint(1, 39))
        number = need["id"]
        agreements.append(
            {
                "id": number, "need_id": number, "home_id": need["home_id"], "giver_id": 1,
                "division": need["division"], "status": "kept", "form": "short",
                "number": f"T{number}", "units": 1, "unit": "件", "subject": "测试",
                "purpose": "", "quality": "", "condition": "new", "ccc": False,
                "food_licence": False, "state_firm": "no", "text": "测试", "version": 1,
                "created_at": agreed, "changed_at": agreed,
                "giver_confirmed_by": 1, "giver_confirmed_at": agreed,
                "recipient_confirmed_by": 2, "recipient_confirmed_at": agreed,
                "charity_id": None, "declared_at": agreed,
            }
        )  # fmt: skip
        donations.append(
            {
                "id": number, "number": f"T{number}", "pledge_id": number, "agreement_id": number,
                "kind": "goods", "status": "answered", "giver_id": 1, "need_id": number,
                "line_id": number, "home_id": need["home_id"], "division": need["division"],
                "subject": "测试", "units": 1, "unit": "件", "dispatched": 1, "good": 1,
                "allocated_units": 1, "counted_at": agreed + timedelta(days=dice.randint(2, 30)),
                "created_at": agreed, "changed_at": agreed,
            }
        )  # fmt: skip
    return agreements, donations
