"""Courses, places on them, and packs: who is trained by whom, and how far a course is."""

from enum import StrEnum

from match.foundation.language import pgettext
from match.foundation.states import Machine, Move


class Audience(StrEnum):
    """For whom a course is: the trainee kinds of the programme introduction and of 4.4a–c."""

    director = "director"
    supervisor = "supervisor"
    psych_teacher = "psych_teacher"
    administrator = "administrator"
    organisation_head = "organisation_head"
    trainer = "trainer"
    safeguarding = "safeguarding"


class Department(StrEnum):
    """Which department organises; a county's protection agency belongs to civil affairs (4.1a)."""

    civil_affairs = "civil_affairs"
    education = "education"
    protection = "protection"


class CourseStatus(StrEnum):
    """``published`` takes sign-ups; ``completed`` says that attendance is final."""

    draft = "draft"
    published = "published"
    completed = "completed"
    cancelled = "cancelled"


class EnrolmentStatus(StrEnum):
    """``completed``: came on every day. ``absent``: did not, however many days she came."""

    waiting = "waiting"
    signed = "signed"
    completed = "completed"
    absent = "absent"
    withdrawn = "withdrawn"


class PackKind(StrEnum):
    """What the experts write (4.4b): material for a course, or for an activity in a home."""

    course = "course"
    activity = "activity"


class Origin(StrEnum):
    """Where an expert is from (programme introduction, P2)."""

    in_province = "in_province"
    out_province = "out_province"


class Background(StrEnum):
    """What an expert brings (P2): learning or practice."""

    theory = "theory"
    practice = "practice"


C = CourseStatus
COURSE_MACHINE = Machine(
    {
        (C.draft, "publish"): Move(C.published, "course.published"),
        (C.draft, "cancel"): Move(C.cancelled, "course.cancelled"),
        (C.published, "cancel"): Move(C.cancelled, "course.cancelled"),
        (C.published, "complete"): Move(C.completed, "course.completed"),
    }
)
E = EnrolmentStatus
ENROLMENT_MACHINE = Machine(
    {
        (E.waiting, "promote"): Move(E.signed, "enrolment.promoted"),
        (E.waiting, "withdraw"): Move(E.withdrawn, "enrolment.withdrawn"),
        (E.signed, "withdraw"): Move(E.withdrawn, "enrolment.withdrawn"),
        (E.signed, "complete"): Move(E.completed, "enrolment.completed"),
        (E.signed, "miss"): Move(E.absent, "enrolment.missed"),
    }
)


def audience_word(audience: Audience) -> str:
    """For whom a course is, in words."""
    return {
        Audience.director: pgettext("audience", "儿童主任"),
        Audience.supervisor: pgettext("audience", "儿童督导员"),
        Audience.psych_teacher: pgettext("audience", "学校型儿童之家心理教师"),
        Audience.administrator: pgettext("audience", "儿童福利工作管理人员"),
        Audience.organisation_head: pgettext("audience", "社会组织负责人"),
        Audience.trainer: pgettext("audience", "培训师资"),
        Audience.safeguarding: pgettext("audience", "辅导员和志愿者（儿童保护课程）"),
    }[audience]


def department_word(department: Department) -> str:
    """Which department organises, in words."""
    return {
        Department.civil_affairs: pgettext("department", "民政部门"),
        Department.education: pgettext("department", "教育部门"),
        Department.protection: pgettext("department", "未成年人救助保护机构"),
    }[department]


def course_word(status: CourseStatus) -> str:
    """Where a course stands, in words."""
    return {
        C.draft: pgettext("course", "筹备中"),
        C.published: pgettext("course", "已发布"),
        C.completed: pgettext("course", "已结业"),
        C.cancelled: pgettext("course", "已取消"),
    }[status]


def enrolment_word(status: EnrolmentStatus) -> str:
    """Where somebody's place on a course stands, in words."""
    return {
        E.waiting: pgettext("enrolment", "候补"),
        E.signed: pgettext("enrolment", "已报名"),
        E.completed: pgettext("enrolment", "已参加全程"),
        E.absent: pgettext("enrolment", "未参加全程"),
        E.withdrawn: pgettext("enrolment", "已退出"),
    }[status]


def pack_word(kind: PackKind) -> str:
    """A kind of pack in words."""
    return {
        PackKind.course: pgettext("pack", "课程包"),
        PackKind.activity: pgettext("pack", "活动包"),
    }[kind]


def origin_word(origin: Origin) -> str:
    """Where an expert is from, in words."""
    return {
        Origin.in_province: pgettext("expert", "省内"),
        Origin.out_province: pgettext("expert", "省外"),
    }[origin]


def background_word(background: Background) -> str:
    """What an expert brings, in words."""
    return {
        Background.theory: pgettext("expert", "理论研究"),
        Background.practice: pgettext("expert", "实务工作"),
    }[background]
