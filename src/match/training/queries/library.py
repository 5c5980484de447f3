"""The think-tank, the packs, the surveys and what was answered (4.4b, P2)."""

from datetime import date, datetime

import msgspec

from match.files.queries import Stored, stored
from match.foundation import clock
from match.foundation.actor import SYSTEM, Actor
from match.foundation.db import one, rows
from match.foundation.errors import NotFound
from match.foundation.language import _
from match.training import policy, rules
from match.training.states import Audience, Background, Origin, PackKind


class ExpertLine(msgspec.Struct, frozen=True):
    """One member of the think-tank."""

    id: int
    name: str
    post: str
    origin: Origin
    background: Background
    topics: tuple[str, ...]


class Version(msgspec.Struct, frozen=True):
    """One version of a pack, and how many courses were held with it."""

    id: int
    number: int
    summary: str
    changes: str
    has_file: bool
    made_at: datetime
    courses: int


class PackFile(msgspec.Struct, frozen=True):
    """A pack with its versions, newest first."""

    id: int
    kind: PackKind
    title: str
    topics: tuple[str, ...]
    versions: tuple[Version, ...]


class SurveyLine(msgspec.Struct, frozen=True):
    """One survey of needs; ``wanted`` counts the answers that ask for each content."""

    id: int
    audience: Audience
    year: int
    division: str
    area: str
    question: str
    closes_on: date
    answers: int
    wanted: dict[str, int]
    mine: tuple[str, ...]
    words: tuple[str, ...] = ()


async def experts() -> list[ExpertLine]:
    """The think-tank as it is today."""
    found = await rows(
        "SELECT id, name, post, origin, background, topics FROM training_expert"
        " WHERE ended_at IS NULL ORDER BY id"
    )
    return [msgspec.convert(row, ExpertLine) for row in found]


async def packs() -> list[PackFile]:
    """Every pack with all its versions, the newest pack first."""
    held = await rows("SELECT id, kind, title, topics FROM training_pack ORDER BY id DESC")
    versions = await rows(
        "SELECT v.id, v.pack_id, v.number, v.summary, v.changes, v.file_id IS NOT NULL AS has_file,"
        " v.made_at, (SELECT count(*) FROM course c WHERE c.pack_version_id = v.id"
        " AND c.status <> 'cancelled') AS courses FROM training_pack_version v"
        " ORDER BY v.number DESC"
    )
    by_pack: dict[int, list[Version]] = {}
    for row in versions:
        by_pack.setdefault(row.pop("pack_id"), []).append(Version(**row))
    return [
        PackFile(
            pack["id"],
            PackKind(pack["kind"]),
            pack["title"],
            tuple(pack["topics"]),
            tuple(by_pack.get(pack["id"], ())),
        )
        for pack in held
    ]


async def course_packs() -> list[tuple[int, str]]:
    """The newest version of every course pack, for a course to choose: (version id, words)."""
    found = await rows(
        "SELECT DISTINCT ON (p.id) v.id, p.title, v.number FROM training_pack p"
        " JOIN training_pack_version v ON v.pack_id = p.id WHERE p.kind = 'course'"
        " ORDER BY p.id, v.number DESC"
    )
    return [(row["id"], _("%(title)s 第 %(number)s 版") % row) for row in found]


async def version_file(version_id: int) -> Stored:
    """The document of one version, for everybody who works with homes. Raises NotFound."""
    row = await one("SELECT file_id FROM training_pack_version WHERE id = $1", version_id)
    if row is None or row["file_id"] is None:
        raise NotFound(_("这个版本没有附件。"))
    return await stored(SYSTEM, row["file_id"])


_SURVEY = (
    "SELECT s.id, s.audience, s.year, s.division, d.path AS area, s.question, s.closes_on,"
    " (SELECT count(*) FROM training_answer a WHERE a.survey_id = s.id) AS answers,"
    " COALESCE((SELECT a.contents FROM training_answer a WHERE a.survey_id = s.id"
    "   AND a.account_id = $1), '{}') AS mine"
    " FROM training_survey s JOIN division d ON d.code = s.division"
)


async def surveys_to_answer(actor: Actor) -> list[SurveyLine]:
    """Open surveys that ask this person, those without an answer first."""
    found = await rows(
        f"{_SURVEY} WHERE s.closes_on >= $2 ORDER BY s.id DESC", actor.id, clock.today()
    )
    asked = [
        _survey(row)
        for row in found
        if policy.can_attend(actor, row | {"level": rules.level_of(row["division"])}) is True
    ]
    return sorted(asked, key=lambda survey: bool(survey.mine))


async def kept_surveys(actor: Actor) -> list[SurveyLine]:
    """The surveys of this person's department, newest first, with what was asked for."""
    areas = [grant.division.ljust(12, "0") for grant in policy.keeping_grants(actor)]
    found = await rows(
        f"{_SURVEY} WHERE s.division = ANY($2) ORDER BY s.id DESC LIMIT 30", actor.id, areas
    )
    return [_survey(row) for row in found]


async def survey_file(actor: Actor, survey_id: int) -> SurveyLine:
    """One survey; its counts and words for who made it. Raises NotFound for who is not asked."""
    row = await one(f"{_SURVEY} WHERE s.id = $2", actor.id, survey_id)
    if row is None:
        raise NotFound(_("没有找到这份需求调查。"))
    keeps = any(
        grant.division.ljust(12, "0") == row["division"] for grant in policy.keeping_grants(actor)
    )
    asked = policy.can_attend(actor, row | {"level": rules.level_of(row["division"])}) is True
    if not (keeps or asked):
        raise NotFound(_("没有找到这份需求调查。"))
    if not keeps:
        return _survey(row)
    answers = await rows(
        "SELECT contents, words FROM training_answer WHERE survey_id = $1 ORDER BY md5(words)",
        survey_id,
    )
    wanted = {
        code: sum(code in answer["contents"] for answer in answers) for code in rules.CONTENTS
    }
    words = tuple(answer["words"] for answer in answers if answer["words"])
    return msgspec.structs.replace(_survey(row), wanted=wanted, words=words)


def _survey(row: dict[str, object]) -> SurveyLine:
    return msgspec.convert(row | {"wanted": {}}, SurveyLine)
