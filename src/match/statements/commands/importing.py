"""A statement taken in: every receipt once, however often and in however many files it comes."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import msgspec

from match.foundation import clock
from match.foundation.actor import Actor
from match.foundation.audit import record
from match.foundation.db import command, one, rows, value
from match.foundation.decisions import require
from match.foundation.errors import Invalid, NotFound
from match.foundation.language import _
from match.foundation.outbox import tell
from match.foundation.parameters import whole
from match.foundation.workdays import workdays_from_now
from match.statements import policy, rules
from match.statements.commands._shared import PERIOD
from match.statements.commands.matching import match_by_number
from match.statements.forms import ImportForm, StatementLine
from match.statements.sheet import safe_remark

DAYS_BACK = "statement.days_back"
MOST_LINES = 5000
AT_ONCE = 100
"""Rows with a number that are matched while the person waits; the sweep takes the others."""


class Outcome(msgspec.Struct, frozen=True):
    """What became, or would become, of a line: ``new``, ``known``, or ``refused`` and why."""

    number: int
    result: str
    message: str = ""


class Imported(msgspec.Struct, frozen=True):
    """``statement`` is None where every line was known; ``matched`` counts rows by number."""

    statement: int | None
    outcomes: tuple[Outcome, ...]
    matched: int = 0

    @property
    def counts(self) -> Counter[str]:
        """How many lines are new, known, refused."""
        return Counter(one.result for one in self.outcomes)


@command
async def import_statement(
    actor: Actor, form: ImportForm, lines: Sequence[StatementLine]
) -> Imported:
    """
    Keep the lines that are new; rows that name a donation they fit are matched at once.

    A line that was imported before is known and adds nothing; a refused one takes no other with
    it. Raises Denied, NotFound for an organisation that is no verified charity, Invalid for none
    or too many lines.
    """
    charity = await _charity(actor, form)
    # Two people sending the same file at once: the second waits and finds everything known.
    await value("SELECT pg_advisory_xact_lock(hashtext($1))", f"statement:{form.charity}")
    judged = await _judged(form, lines)
    fresh = [(line, which) for line, which, outcome in judged if outcome.result == "new"]
    outcomes = tuple(outcome for _line, _which, outcome in judged)
    if not fresh:
        return Imported(None, outcomes)
    kept = [line for line, _which in fresh]
    statement: int = await value(
        "INSERT INTO statement (charity_id, division, source, account_tail, first_on, last_on,"
        " rows, known_rows, total_fen, imported_by, imported_at)"
        " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id",
        form.charity,
        charity["division"],
        form.source.value,
        form.tail,
        min(line.booked_on for line in kept),
        max(line.booked_on for line in kept),
        len(kept),
        sum(outcome.result == "known" for outcome in outcomes),
        sum(line.amount_fen for line in kept),
        actor.id,
        clock.now(),
    )
    numbered = await _keep(statement, charity, form, fresh)
    await record(
        actor,
        "statement.imported",
        subject=("statement", statement),
        division=charity["division"],
        changes={"rows": (None, len(kept))},
    )
    await tell("statement.imported", statement_id=statement, charity_id=form.charity)
    matched = [await match_by_number(actor, row) for row in numbered[:AT_ONCE]]
    return Imported(statement, outcomes, sum(matched))


async def _charity(actor: Actor, form: ImportForm) -> dict[str, Any]:
    require(policy.can_keep(actor, form.charity))
    found = await one(
        "SELECT id, division FROM organisation"
        " WHERE id = $1 AND status = 'verified' AND (charity OR kind = 'FDN')",
        form.charity,
    )
    if found is None:
        raise NotFound(_("没有找到这家已核验的慈善组织。"))
    return found


async def _judged(
    form: ImportForm, lines: Sequence[StatementLine]
) -> list[tuple[StatementLine, str, Outcome]]:
    """Each line cleaned once more (the browser stood in between), its identity, its outcome."""
    if not lines:
        raise Invalid({"list": _("没有可以导入的行。")})
    if len(lines) > MOST_LINES:
        raise Invalid(
            {"list": _("一次最多 %(most)s 行，请分成几个文件上传。") % {"most": MOST_LINES}}
        )
    clean = [_clean(line) for line in lines]
    identities = [rules.identity(form.charity, form.tail, line) for line in clean]
    known = await _known(identities)
    serials = await _serials(form, clean)
    today, days_back = clock.today(), await whole(DAYS_BACK)
    judged: list[tuple[StatementLine, str, Outcome]] = []
    for line, which in zip(clean, identities, strict=True):
        serial = (line.serial, line.booked_on)
        if trouble := rules.date_trouble(line.booked_on, today, days_back):
            outcome = Outcome(line.number, "refused", trouble)
        elif which in known:
            outcome = Outcome(line.number, "known")
        elif line.serial and serial in serials:
            outcome = Outcome(
                line.number,
                "refused",
                _("流水号 %(serial)s 在同一天已有另一笔金额，请核对。") % {"serial": line.serial},
            )
        else:
            outcome = Outcome(line.number, "new")
            known.add(which)
            serials.add(serial)
        judged.append((line, which, outcome))
    return judged


def _clean(line: StatementLine) -> StatementLine:
    organisation = rules.looks_like_organisation(line.payer)
    return msgspec.structs.replace(
        line,
        payer=line.payer if organisation else "",
        payer_tail=line.payer_tail if organisation else "",
        personal=line.personal or (bool(line.payer) and not organisation),
        remark=safe_remark(line.remark),
    )


async def _known(identities: Sequence[str]) -> set[str]:
    found = await rows("SELECT identity FROM statement_row WHERE identity = ANY($1)", identities)
    return {row["identity"] for row in found}


async def _serials(form: ImportForm, lines: Sequence[StatementLine]) -> set[tuple[str, date]]:
    found = await rows(
        "SELECT serial, booked_on FROM statement_row"
        " WHERE charity_id = $1 AND account_tail = $2 AND serial = ANY($3)",
        form.charity,
        form.tail,
        [line.serial for line in lines if line.serial],
    )
    return {(row["serial"], row["booked_on"]) for row in found}


async def _keep(
    statement: int,
    charity: dict[str, Any],
    form: ImportForm,
    fresh: Sequence[tuple[StatementLine, str]],
) -> list[dict[str, Any]]:
    """Insert the rows in one statement; returns those that name a donation."""
    due, now = await workdays_from_now(await whole(PERIOD)), clock.now()
    named = [next(iter(rules.numbers_in(line.remark)), "") for line, _which in fresh]
    made = await rows(
        "INSERT INTO statement_row (statement_id, charity_id, division, account_tail, number,"
        " booked_on, amount_fen, payer, payer_tail, personal, remark, serial, donation_number,"
        " identity, outgoing, due_at, next_check_at)"
        " SELECT $1, $2, $3, $4, r.number, r.booked_on, r.amount, r.payer, r.payer_tail,"
        "  r.personal, r.remark, r.serial, r.named, r.identity, r.outgoing, $16,"
        "  CASE WHEN r.named <> '' THEN $17::timestamptz ELSE $16 END"
        " FROM unnest($5::int[], $6::date[], $7::bigint[], $8::text[], $9::text[], $10::bool[],"
        "  $11::text[], $12::text[], $13::text[], $14::text[], $15::bool[])"
        "  AS r(number, booked_on, amount, payer, payer_tail, personal, remark, serial, named,"
        "  identity, outgoing) RETURNING id, charity_id, amount_fen, donation_number, outgoing",
        statement,
        form.charity,
        charity["division"],
        form.tail,
        [line.number for line, _which in fresh],
        [line.booked_on for line, _which in fresh],
        [line.amount_fen for line, _which in fresh],
        [line.payer for line, _which in fresh],
        [line.payer_tail for line, _which in fresh],
        [line.personal for line, _which in fresh],
        [line.remark for line, _which in fresh],
        [line.serial for line, _which in fresh],
        named,
        [which for _line, which in fresh],
        [line.outgoing for line, _which in fresh],
        due,
        now,
    )
    return [row for row in made if row["donation_number"]]
