"""What the 2019 notice asks of a course (4.4a–e), and the arithmetic of training."""

from collections.abc import Collection
from datetime import date

from match.foundation.language import _
from match.foundation.permissions import Role
from match.training.states import Audience, Department

# 4.4e: what whoever directs or supervises must have learnt.
CONTENTS = (
    "TC-DUTY",
    "TC-LAW",
    "TC-PSY",
    "TC-VISIT",
    "TC-INFO",
    "TC-REPORT",
    "TC-GUARD",
)
# Who is trained every year (4.4c), by the role that says so.
YEARLY = {Audience.director: Role.director, Audience.supervisor: Role.supervisor}
PROVINCE, PREFECTURE, COUNTY = 2, 4, 6

# 4.4a–c and the conflict note of domain.md §1.6: a supervisor course is the prefecture's; the
# county's protection agency (4.1a) may hold one too, and reports tell them apart.
ORGANISERS: dict[Audience, frozenset[tuple[Department, int]]] = {
    Audience.director: frozenset(
        {(Department.civil_affairs, COUNTY), (Department.protection, COUNTY)}
    ),
    Audience.supervisor: frozenset(
        {(Department.civil_affairs, PREFECTURE), (Department.protection, COUNTY)}
    ),
    Audience.psych_teacher: frozenset(
        (Department.education, level) for level in (PROVINCE, PREFECTURE, COUNTY)
    ),
    Audience.trainer: frozenset({(Department.civil_affairs, PROVINCE)}),
    **{
        audience: frozenset(
            {(Department.civil_affairs, level) for level in (PROVINCE, PREFECTURE, COUNTY)}
            | {(Department.protection, COUNTY)}
        )
        for audience in (Audience.administrator, Audience.organisation_head, Audience.safeguarding)
    },
}
DEPARTMENTS = {
    Role.county: Department.civil_affairs,
    Role.prefecture: Department.civil_affairs,
    Role.province: Department.civil_affairs,
    Role.education: Department.education,
    Role.protection: Department.protection,
}


def organiser_complaint(audience: Audience, department: Department, level: int) -> str | None:
    """Why this department at this level may not hold the course, and who does; None if it may."""
    if (department, level) in ORGANISERS[audience]:
        return None
    return {
        Audience.director: _("儿童主任由县级民政部门（或县级未成年人救助保护机构）培训。"),
        Audience.supervisor: _(
            "儿童督导员由市州民政部门培训；县级未成年人救助保护机构可以联合举办。"
        ),
        Audience.psych_teacher: _("学校型儿童之家的心理教师由教育部门培训。"),
        Audience.trainer: _("培训师资由省级民政部门培训。"),
        Audience.administrator: _("儿童福利工作管理人员由民政部门培训。"),
        Audience.organisation_head: _("社会组织负责人由民政部门培训。"),
        Audience.safeguarding: _("辅导员和志愿者的儿童保护课程由民政部门举办。"),
    }[audience]


def days_complaint(audience: Audience, days: int, starts_on: date, ends_on: date) -> str | None:
    """4.4c: two or three days; a course in child protection for volunteers may be one."""
    least = 1 if audience is Audience.safeguarding else 2
    if not least <= days <= 3:
        return _("培训时间为 %(least)s–3 天，请修改天数。") % {"least": least}
    if ends_on < starts_on or (ends_on - starts_on).days + 1 < days:
        return _("起止日期装不下这么多天，请核对日期或天数。")
    return None


def missing_contents(audience: Audience, contents: Collection[str]) -> list[str]:
    """4.4e: what a director's course still leaves out of the seven; empty for other audiences."""
    if audience is not Audience.director:
        return []
    return [code for code in CONTENTS if code not in contents]


def attended(present: Collection[int], days: int) -> bool:
    """Whether somebody was there on every one of the days 1 … *days*."""
    return set(range(1, days + 1)) <= set(present)


def level_of(division: str) -> int:
    """How many digits name an organiser's area: 2 province, 4 prefecture, 6 county."""
    return next(size for size in (PROVINCE, PREFECTURE, COUNTY) if not division[size:].strip("0"))


def due_from(text: str, year: int) -> date:
    """The day of *year* that the parameter ``0901`` names."""
    return date(year, int(text[:2]), int(text[2:]))
