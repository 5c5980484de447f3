"""
Service records in the ministry's form, as a workbook or CSV.

Columns after 《志愿服务记录与证明出具办法（试行）》 (民政部令67, art. 7–10) and the data standard
MZ/T 061: who, which activity, where, for whom, when, how long, how good, who keeps the record,
training, honours. The identity number is whole only for the county that files it; for a home or an
organisation it is masked.
"""

from typing import Any

from match.catalogue import codes
from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, rows
from match.foundation.keys import keys
from match.foundation.permissions import Permission
from match.foundation.sheets.columns import Column, Kind, Sheet, Value
from match.volunteers.public import public_view
from match.volunteers.queries._shared import SHIFT
from match.volunteers.sealed import IDENTITY

MOST = 5000
SHEET = Sheet(
    "志愿服务记录",
    (
        Column("number", "志愿者编号"),
        Column("name", "姓名"),
        Column("gender", "性别"),
        Column("born_on", "出生日期", Kind.date),
        Column("document", "证件类型"),
        Column("identity", "证件号码"),
        Column("kind", "志愿者类别"),
        Column("skills", "专业技能"),
        Column("activity", "活动（项目）名称"),
        Column("day", "服务日期", Kind.date),
        Column("place", "服务地点"),
        Column("served", "服务对象"),
        Column("content", "服务内容"),
        Column("came", "服务开始时间"),
        Column("left", "服务结束时间"),
        Column("told_by", "签到方式"),
        Column("minutes", "服务时间（分钟）", Kind.integer),
        Column("hours", "服务时间（小时）"),
        Column("rating", "服务质量评价"),
        Column("responsible", "活动（项目）负责人"),
        Column("recorder", "记录人"),
        Column("unit", "记录单位"),
        Column("recorded_on", "记录日期", Kind.date),
        Column("training", "培训情况"),
        Column("honours", "表彰奖励"),
    ),
    most_rows=MOST,
)
_SERVED = """
SELECT u.*, v.number, v.born_on, v.identity, v.kind AS volunteer_kind, v.skills AS own_skills,
       a.name, keeper.name AS recorder, resp.name AS responsible, h.name AS home_name,
       g.name AS organisation_name, t.stars, c.held_on, c.organiser, c.minutes AS course_minutes,
       (SELECT string_agg(o.title || '（' || o.issuer || '）', '；' ORDER BY o.id)
          FROM volunteer_honour o WHERE o.account_id = u.volunteer_id) AS honours
  FROM shift_signup u JOIN shift s ON s.id = u.shift_id JOIN home h ON h.id = s.home_id
  JOIN account a ON a.id = u.volunteer_id LEFT JOIN volunteer v ON v.account_id = u.volunteer_id
  LEFT JOIN account keeper ON keeper.id = u.confirmed_by
  LEFT JOIN account resp ON resp.id = s.created_by
  LEFT JOIN organisation g ON g.id = s.organisation_id
  LEFT JOIN shift_rating t ON t.signup_id = u.id AND t.side = 'home'
  LEFT JOIN LATERAL (SELECT held_on, organiser, minutes FROM safety_course k
    WHERE k.account_id = u.volunteer_id AND k.held_on IS NOT NULL
    ORDER BY k.held_on DESC LIMIT 1) c ON true
 WHERE u.status = 'confirmed' AND (s.home_id = ANY($1) OR s.organisation_id = ANY($2)
   OR EXISTS (SELECT FROM unnest($3::text[]) AS scope WHERE starts_with(s.division, scope)))
 ORDER BY u.starts_at, u.id LIMIT $4
"""
_RATINGS = {5: "很好", 4: "好", 3: "一般", 2: "较差", 1: "差"}


@command
async def record_rows(actor: Actor) -> list[dict[str, Value]]:
    """Confirmed service in one's homes, organisations and divisions; leaves a trail."""
    scopes = list(actor.scope(Permission.people_verify))
    served = await rows(_SERVED, sorted(actor.homes), sorted(actor.organisations), scopes, MOST)
    shifts = {
        row["id"]: row
        for row in await rows(SHIFT + " WHERE s.id = ANY($1)", [row["shift_id"] for row in served])
    }
    await record(actor, "records.exported", subject=("account", actor.id or 0))
    return [_row(row, shifts[row["shift_id"]], scopes) for row in served]


def _row(row: dict[str, Any], shift: dict[str, Any], scopes: list[str]) -> dict[str, Value]:
    view = public_view(shift, 5)
    identity = keys().open(row["identity"], IDENTITY) if row["identity"] else ""
    whole = any(row["division"].startswith(scope) for scope in scopes)
    came = (row["checked_in_at"] or row["starts_at"]).astimezone(clock.HERE)
    left = (row["checked_out_at"] or row["ends_at"]).astimezone(clock.HERE)
    course = f"儿童保护课程 {row['held_on']}（{row['organiser']}，{row['course_minutes']} 分钟）"
    citizen = len(identity) == 18
    return {
        "number": row["number"] or "",
        "name": row["name"],
        "gender": ("男" if int(identity[16]) % 2 else "女") if citizen else "",
        "born_on": row["born_on"],
        "document": "居民身份证" if citizen else "其他证件" if identity else "",
        "identity": identity if whole else masked(identity),
        "kind": _label(row["volunteer_kind"]),
        "skills": "、".join(codes.skill(code).name_zh for code in row["own_skills"] or ()),
        "activity": shift["title"],
        "day": came.date(),
        "place": view.where,
        "served": "农村儿童",
        "content": shift["asked"],
        "came": f"{came:%Y-%m-%d %H:%M}",
        "left": f"{left:%Y-%m-%d %H:%M}",
        "told_by": "手机离线记录" if row["in_by_device"] or row["out_by_device"] else "现场登记",
        "minutes": row["minutes"],
        "hours": hours(row["minutes"]),
        "rating": _RATINGS.get(row["stars"], ""),
        "responsible": row["responsible"] or "",
        "recorder": row["recorder"] or "",
        "unit": row["organisation_name"] or row["home_name"],
        "recorded_on": row["confirmed_at"].astimezone(clock.HERE).date(),
        "training": course if row["held_on"] else "",
        "honours": row["honours"] or "",
    }


def masked(identity: str) -> str:
    """The first four and the last two signs."""
    return f"{identity[:4]}{'*' * (len(identity) - 6)}{identity[-2:]}" if identity else ""


def hours(minutes: int) -> str:
    """Hours with two decimals, rounded half up, in whole numbers: 100 minutes are 1.67."""
    hundredths = (minutes * 100 + 30) // 60
    return f"{hundredths // 100}.{hundredths % 100:02d}"


def _label(kind: str | None) -> str:
    found = [entry for entry in codes.home_list("volunteer_kind") if entry.code == kind]
    return found[0].name_zh if found else ""
