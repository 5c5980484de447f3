"""
What the house knows of a gift or grant, in public columns only, and who is told by name.

- An organisation that gives is named once it chose so (慈善法 82); before that, and where a person
  gives, the funder is one neutral body for all, so that gifts of one donor cannot be put together.
- The recipient is the charity where one receives for the homes, else the home. Where the need is of
  a small group (domain.md §3.7), it is "a home of the township", without its number or name.
- Promises are told once both parties confirmed the writing, and no longer when cancelled.
- In kind: the agreed value of the writing (donor's voucher or fair value, domain.md §3.3). Without
  one there is no amount, and the gift is no grant; the table of gifts has it with its quantity.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from match.catalogue import codes
from match.foundation import clock
from match.foundation.db import rows
from match.foundation.parameters import whole
from match.openness.giving360.process import Gift, Payment, Place, Side
from match.openness.releases import blacked_out
from match.upkeep.states import Level

NAMED = (
    "EXISTS (SELECT FROM donor_naming w WHERE w.organisation_id = d.organisation_id AND w.named)"
)
SMALL = "(n.id IS NOT NULL AND n.beneficiaries < {small})"
TOLD = "('agreed', 'in_transit', 'paid', 'counted', 'receipted', 'allocated', 'used', 'answered')"
# Of a need that is public no more, or that asks for money, only the category is told.
_KNOWN = (
    "(n.status IN ('published', 'matching', 'partly_met', 'met', 'confirmed', 'closed')"
    " AND n.category NOT LIKE 'FND%' AND l.category NOT LIKE 'FND%')"
)
GIFTS = f"""
SELECT d.id * 2 AS place, d.id, d.kind, d.status, d.units, d.unit,
       coalesce(d.amount_fen, d.value_fen) AS fen,
       CASE WHEN d.kind = 'money' THEN d.paid_fen END AS paid_fen,
       (greatest(a.giver_confirmed_at, a.recipient_confirmed_at)
        AT TIME ZONE 'Asia/Shanghai')::date AS awarded_on,
       d.due_on, d.changed_at, d.organisation_id IS NULL AS person,
       CASE WHEN {NAMED} THEN g.id END AS giver_id, CASE WHEN {NAMED} THEN g.name END AS giver,
       CASE WHEN {NAMED} THEN g.uscc END AS giver_uscc,
       c.id AS charity_id, c.name AS charity, c.uscc AS charity_uscc,
       CASE WHEN NOT {SMALL} THEN h.id END AS home_id,
       CASE WHEN NOT {SMALL} THEN h.name END AS home,
       t.code AS township, t.name AS township_name,
       CASE WHEN {_KNOWN} THEN n.id END AS need_id,
       CASE WHEN {_KNOWN} THEN n.title END AS need_title,
       coalesce(l.category, o.category) AS category,
       CASE WHEN {_KNOWN} THEN l.name END AS line_name,
       ARRAY(SELECT DISTINCT v.code || ' ' || v.path FROM division v WHERE v.code IN (
          SELECT CASE WHEN {SMALL} THEN left(x.division, 9) || '000' ELSE x.division END
            FROM home x WHERE x.id = h.id OR x.id IN
              (SELECT i.home_id FROM allocation_line i WHERE i.donation_id = d.id))
          ORDER BY 1) AS places,
       ARRAY(SELECT p.id || ' ' || p.received_on || ' ' || p.fen FROM money_payment p
              WHERE p.donation_id = d.id ORDER BY p.id) AS payments
  FROM donation d JOIN agreement a ON a.id = d.agreement_id
  LEFT JOIN organisation g ON g.id = d.organisation_id
  LEFT JOIN organisation c ON c.id = d.charity_id
  LEFT JOIN need n ON n.id = d.need_id LEFT JOIN need_line l ON l.id = d.line_id
  LEFT JOIN offer o ON o.id = d.offer_id
  LEFT JOIN home h ON h.id = d.home_id
  LEFT JOIN division t ON t.code = left(h.division, 9) || '000'
 WHERE d.status IN {TOLD} AND a.giver_confirmed_at IS NOT NULL
   AND a.recipient_confirmed_at IS NOT NULL
"""  # noqa: S608 # our own text
GRANTS = """
SELECT l.id * 2 + 1 AS place, l.id, l.level, l.amount_fen AS fen, l.document, l.allotted_on,
       l.paid_on, h.id AS home_id, h.name AS home, v.code, v.path, f.code AS funder,
       f.name AS funder_name, b.used_fen, b.returned_fen
  FROM build_grant_line l JOIN build_grant b ON b.id = l.grant_id JOIN home h ON h.id = b.home_id
  JOIN division v ON v.code = h.division
  JOIN division f ON f.code = rpad(left(h.division,
    CASE l.level WHEN 'province' THEN 2 WHEN 'prefecture' THEN 4 ELSE 6 END), 12, '0')
 WHERE l.allotted_on IS NOT NULL AND b.status NOT IN ('refused', 'withdrawn')
"""
PERSONS = Side("DONOR-PERSON", "爱心个人（不具名）")
UNNAMED = Side("DONOR-ORGANISATION", "捐赠机构（不具名）")
_LEVELS = {Level.province: "省级", Level.prefecture: "市级", Level.county: "县级"}


async def page_of(after: int = 0, limit: int = 100) -> list[Gift]:
    """Gifts with an amount and public grants behind the place *after*, in their order."""
    small = await whole("need.small_group")
    gifts = await rows(
        f"SELECT * FROM ({gifts_sql(small)}) x WHERE x.place > $1 AND x.fen IS NOT NULL"  # noqa: S608 # our own text
        " ORDER BY x.place LIMIT $2",
        after,
        limit,
    )
    grants = await rows(
        f"SELECT * FROM ({GRANTS}) x WHERE x.place > $1 ORDER BY x.place LIMIT $2",  # noqa: S608 # our own text
        after,
        limit,
    )
    listed = [*map(gift_of, gifts), *map(grant_of, grants)]
    return sorted(listed, key=lambda one: one.place)[:limit]


def gifts_sql(small: int) -> str:
    """Every gift that is told, one a row; *small* is the parameter need.small_group."""
    return GIFTS.replace("{small}", str(int(small)))


def gift_of(row: Mapping[str, Any]) -> Gift:
    """A row of `gifts_sql` that has an amount."""
    recipient = _recipient(row)
    what = _what(row)
    return Gift(
        place=row["place"],
        id=f"D{row['id']}",
        kind=row["kind"],
        title=what,
        description=_description(row, what, recipient),
        fen=row["fen"],
        paid_fen=row["paid_fen"],
        awarded_on=row["awarded_on"],
        due_on=row["due_on"],
        changed_at=row["changed_at"],
        funder=_funder(row),
        recipient=recipient,
        programme=("XTH-GIVING", "儿童之家需求对接捐赠"),
        category=_category(row["category"]),
        url=f"/needs/{row['need_id']}" if row["need_id"] else "",
        places=tuple(_place(one) for one in row["places"]),
        payments=tuple(_payment(one) for one in row["payments"]),
    )


def grant_of(row: Mapping[str, Any]) -> Gift:
    """A row of `GRANTS`: one level's share of a new home's 30,000 yuan (notice 5.2a, 5.2b)."""
    level = _LEVELS[Level(row["level"])]
    paid = row["paid_on"]
    return Gift(
        place=row["place"],
        id=f"B{row['id']}",
        kind="money",
        title=f"{row['home']}建设补助（{level}）",
        description=f"新建儿童之家一次性建设补助的{level}部分，由{level}福利彩票公益金安排，"
        f"文号：{blacked_out(row['document'])}。",
        fen=row["fen"],
        paid_fen=row["fen"] if paid else 0,
        awarded_on=row["allotted_on"],
        due_on=None,
        changed_at=_first(paid or row["allotted_on"]),
        funder=Side(f"GOV-{row['funder']}", f"{row['funder_name']}民政部门"),
        recipient=_home(row["home_id"], row["home"]),
        programme=("XTH-BUILD", "新建儿童之家建设补助"),
        category=None,
        url=f"/homes/{row['home_id']}",
        places=(Place(row["code"], row["path"]),),
        payments=(Payment("1", paid, row["fen"]),) if paid else (),
    )


def _funder(row: Mapping[str, Any]) -> Side:
    if row["person"]:
        return PERSONS
    if row["giver_id"] is None:
        return UNNAMED
    return _organisation(row, "giver")


def _recipient(row: Mapping[str, Any]) -> Side:
    if row["charity_id"] is not None:
        return _organisation(row, "charity")
    if row["home_id"] is not None:
        return _home(row["home_id"], row["home"])
    return Side(f"TOWNSHIP-{row['township']}", f"{row['township_name']}儿童之家（不具名）")


def _organisation(row: Mapping[str, Any], who: str) -> Side:
    number = row[f"{who}_id"]
    uscc = row[f"{who}_uscc"] or ""
    return Side(f"ORG-{number}", row[who], f"/organisations/{number}", uscc)


def _home(home: int, name: str) -> Side:
    return Side(f"HOME-{home}", name, f"/homes/{home}")


def _what(row: Mapping[str, Any]) -> str:
    category = _category(row["category"])
    thing = blacked_out(row["line_name"] or "") or (category[1] if category else "捐赠")
    if row["kind"] == "money":
        return f"资金捐赠：{thing}"
    return f"{thing} {row['units']}{codes.unit(row['unit']).name_zh}"


def _description(row: Mapping[str, Any], what: str, recipient: Side) -> str:
    words = [f"捐给{recipient.name}：{what}"]
    if row["need_title"]:
        words.append(f"对应公开需求“{blacked_out(row['need_title'])}”")
    if row["kind"] != "money":
        words.append("金额为捐赠协议约定的折价，不是付款")
    return "。".join(words) + "。"


def _category(code: str | None) -> tuple[str, str] | None:
    return (code, codes.category(code).name_zh) if code else None


def _place(said: str) -> Place:
    code, _space, path = said.partition(" ")
    return Place(code, path)


def _payment(said: str) -> Payment:
    number, on, fen = said.split(" ")
    return Payment(number, date.fromisoformat(on), int(fen))


def _first(day: date) -> datetime:
    """A change of which only the day is known."""
    return datetime.combine(day, time(), clock.HERE)
