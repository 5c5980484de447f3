"""
A plain second count of legal periods: day by day, with holidays written down by hand.

Nothing of the house is asked. The lists are the State Council's yearly notices (国办发明电), the
lengths are read in the law, not in our table: whoever changes one by mistake disagrees with the
other.
"""

from datetime import date, timedelta

OFF = {
    # 2024
    *(date(2024, 1, 1),),
    *(date(2024, 2, day) for day in range(10, 18)),
    *(date(2024, 4, day) for day in (4, 5, 6)),
    *(date(2024, 5, day) for day in range(1, 6)),
    *(date(2024, 6, 10),),
    *(date(2024, 9, day) for day in (15, 16, 17)),
    *(date(2024, 10, day) for day in range(1, 8)),
    # 2025
    *(date(2025, 1, 1),),
    *(date(2025, 1, day) for day in range(28, 32)),
    *(date(2025, 2, day) for day in range(1, 5)),
    *(date(2025, 4, day) for day in (4, 5, 6)),
    *(date(2025, 5, day) for day in range(1, 6)),
    *(date(2025, 5, 31), date(2025, 6, 1), date(2025, 6, 2)),
    *(date(2025, 10, day) for day in range(1, 9)),
    # 2026
    *(date(2026, 1, day) for day in (1, 2, 3)),
    *(date(2026, 2, day) for day in range(15, 24)),
    *(date(2026, 4, day) for day in (4, 5, 6)),
    *(date(2026, 5, day) for day in range(1, 6)),
    *(date(2026, 6, day) for day in (19, 20, 21)),
    *(date(2026, 9, day) for day in (25, 26, 27)),
    *(date(2026, 10, day) for day in range(1, 8)),
}
MADE_UP = {
    *(date(2024, 2, 4), date(2024, 2, 18), date(2024, 4, 7), date(2024, 4, 28), date(2024, 5, 11)),
    *(date(2024, 9, 14), date(2024, 9, 29), date(2024, 10, 12)),
    *(date(2025, 1, 26), date(2025, 2, 8), date(2025, 4, 27), date(2025, 9, 28)),
    *(date(2025, 10, 11),),
    *(date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9)),
    *(date(2026, 9, 20), date(2026, 10, 10)),
}
LAW = {
    # key: (length, unit, ahead of the event?, a latest day?)
    "PROC.INTENT": (30, "day", True, True),
    "PROC.NEED_NOTICE.OPEN": (5, "workday", False, False),
    "PROC.OPEN.BID": (20, "day", False, False),
    "PROC.OPEN.NOTICE": (5, "workday", False, False),
    "PROC.OPEN.CLARIFY": (15, "day", True, True),
    "PROC.PREQ.APPLY": (5, "workday", False, False),
    "PROC.NEGOT.RESP": (3, "workday", False, False),
    "PROC.INQ.RESP": (3, "workday", False, False),
    "PROC.CONS.RESP": (10, "day", False, False),
    "PROC.CONS.DOC": (5, "workday", False, False),
    "PROC.CONS.CLARIFY": (5, "day", True, True),
    "PROC.NEG.CLARIFY": (3, "workday", True, True),
    "PROC.NEG.NOTICE": (3, "workday", False, False),
    "PROC.SINGLE.PUBLIC": (5, "workday", False, False),
    "PROC.REPORT": (2, "workday", False, True),
    "PROC.DECIDE": (5, "workday", False, True),
    "PROC.AWARD": (2, "workday", False, True),
    "PROC.AWARD.POST": (1, "workday", False, False),
    "PROC.CONTRACT.SIGN": (30, "day", False, True),
    "PROC.CONTRACT.PUBLISH": (2, "workday", False, True),
    "PROC.CONTRACT.FILE": (7, "workday", False, True),
    "PROC.BOND.LOSER": (5, "workday", False, True),
    "PROC.BOND.WINNER": (5, "workday", False, True),
    "PROC.ASK.REPLY": (3, "workday", False, True),
    "PROC.OBJ.RAISE": (7, "workday", False, True),
    "PROC.OBJ.REPLY": (7, "workday", False, True),
    "PROC.COMPL.RAISE": (15, "workday", False, True),
    "PROC.COMPL.CHECK": (5, "workday", False, True),
    "PROC.COMPL.NOTIFY": (8, "workday", False, True),
    "PROC.COMPL.DECIDE": (30, "workday", False, True),
    "PROC.SUSPEND": (30, "day", False, True),
    "PROC.ARCHIVE": (15, "year", False, False),
    "PROC.NEED_SURVEY.VALID": (1, "year", True, False),
    "SVCBUY.TERM": (1, "year", False, True),
    "SVCBUY.TERM.EXT": (3, "year", False, True),
    "FRAME.GOODS": (1, "year", False, True),
    "FRAME.SVC": (2, "year", False, True),
}


def works(day: date, changed: dict[date, bool] | None = None) -> bool:
    """Whether people are at work: a local order first, then the notice, then the weekday."""
    if changed and day in changed:
        return changed[day]
    if day in OFF:
        return False
    return day in MADE_UP or day.weekday() < 5


def recount(key: str, start: date, changed: dict[date, bool] | None = None) -> date:
    """The last day of a period, or the last day ahead of an event, counted on the fingers."""
    length, unit, ahead, _latest = LAW[key]
    step = timedelta(days=-1 if ahead else 1)
    day = start
    if unit == "workday":
        counted = 0
        while counted < length:
            day += step
            if works(day, changed):
                counted += 1
        return day
    if unit == "year":
        year = start.year - length if ahead else start.year + length
        leap_day = (start.month, start.day) == (2, 29)
        day = date(year, 2, 28) if leap_day and year % 4 else date(year, start.month, start.day)
    else:
        for _each in range(length):
            day += step
    while not works(day, changed):
        day += step
    return day


def counting_the_first_day(key: str, start: date, changed: dict[date, bool] | None = None) -> date:
    """The twin that counts the day of the event itself."""
    ahead = LAW[key][2]
    return recount(key, start - timedelta(days=-1 if ahead else 1), changed)


def without_make_up_days(key: str, start: date, changed: dict[date, bool] | None = None) -> date:
    """The twin that thinks every Saturday and Sunday is free."""
    return recount(key, start, {**dict.fromkeys(MADE_UP, False), **(changed or {})})


def without_holidays(key: str, start: date, changed: dict[date, bool] | None = None) -> date:
    """The twin that only knows weekends."""
    plain = {day: day.weekday() < 5 for day in OFF | MADE_UP}
    return recount(key, start, {**plain, **(changed or {})})
