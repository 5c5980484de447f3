"""The same filter and score in DuckDB, and the certificate counted there once more.

DuckDB gets every help we know: areas as equi-joins, sets as bit masks, texts as seven words of 64
bits per category. The rules and points are told a second time here, in SQL; prices come from a plan
of ours, so that violated pairs are counted by a program that has nothing of our engine.
"""

import numpy as np

from bench._engine import Columns, Meter
from match.allocation.plan import allocate_columns
from match.allocation.shapes import Parameters

WORDS = 7
TIE_OF_NEED, TIE_OF_OFFER = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F

FEASIBLE = """
    FROM (SELECT *, 6 AS digits, county AS place FROM needs
          UNION ALL SELECT *, 4, county // 100 FROM needs
          UNION ALL SELECT *, 2, county // 10000 FROM needs) n
    JOIN (SELECT *, category AS for_category FROM offers
          UNION ALL
          SELECT o.*, k.category FROM offers o JOIN kin k ON k.parent = o.category) o
      ON o.for_category = n.category AND o.digits = n.digits AND o.area = n.place
    WHERE o.from_day <= n.by_day AND o.until_day >= n.from_day
      AND n.skills & o.skills = n.skills AND (o.valid_check OR NOT n.child_contact)
      AND (o.groups = 0 OR o.groups & n.groups <> 0) AND n.quantity > 0 AND o.capacity > 0
"""
SHARED = " + ".join(f"bit_count(n.w{k} & o.w{k})" for k in range(WORDS))
SCORE = f"""
    CASE WHEN o.category = n.category THEN 30 ELSE 15 END
    + CASE WHEN n.vocabulary = o.vocabulary THEN 15 * ({SHARED}) // least(n.words, o.words)
           ELSE 0 END
    + CASE WHEN n.money THEN 15 ELSE 15 * (300 - least(300, floor(sqrt(
        ((n.x - o.x) * 99) ** 2 + ((n.y - o.y) * 111) ** 2))::BIGINT // 10000)) // 300 END
    + 10 * least(o.capacity, n.quantity) // n.quantity
    + 10 * least(least(n.by_day, o.until_day) - greatest(n.from_day, o.from_day) + 1, n.enough)
      // n.enough
    + 10 * n.priority::INT + 5 * least(n.waiting_days, 180) // 180 + 5 * o.reliability // 100
"""
# The tie is the top three bits of a sum of two 64-bit words, told without leaving 64 bits.
VALUE = f"""
    8 * greatest(1, ({SCORE})::BIGINT * n.beneficiaries * 1000000 // n.asked)
    + (((n.tie >> 1) + (o.tie >> 1) + (n.tie & o.tie & 1)) >> 60 & 7)::BIGINT
"""


def in_duckdb(needs, offers):
    """Pairs and scores, the least of three times; not timed: Σ value, and pairs prices miss."""
    import duckdb

    given = Columns(needs, offers)
    plan = allocate_columns(
        given.needs, given.offers, given.categories, Parameters(ladder_steps=0), ""
    )
    u = np.array([one.price for one in plan.need_prices], np.int64)
    p = np.array([one.price for one in plan.offers], np.int64)
    base = duckdb.connect()
    base.execute("SET threads = 2")
    for name, columns in (("needs", _needs(given, u)), ("offers", _offers(given, p))):
        base.register("given", columns)
        base.execute(f"CREATE TABLE {name} AS SELECT * FROM given")
        base.unregister("given")
    base.execute("CREATE TABLE kin AS SELECT DISTINCT category, parent FROM needs")
    meters = []
    for _ in range(3):
        with Meter() as meter:
            timed = base.execute(f"SELECT count(*), sum({SCORE}) {FEASIBLE}").fetchone()
        meters.append(meter)
    checked = base.execute(
        f"SELECT count(*), sum(v), count(*) FILTER (v > u + p) FROM"
        f" (SELECT {VALUE} AS v, n.price AS u, o.price AS p {FEASIBLE})"
    ).fetchone()
    assert timed is not None
    assert checked is not None
    return min(meters, key=lambda meter: meter.cpu).told() | {
        "pairs": int(timed[0]),
        "value": int(checked[1]),
        "violated_pairs": int(checked[2]),
        "gap": plan.gap,
    }


def _needs(given, price):
    needs = given.needs
    names = (
        "id category parent county quantity asked x y from_day by_day skills groups child_contact"
        " priority waiting_days beneficiaries money"
    )
    columns = {name: np.ascontiguousarray(getattr(needs, name)) for name in names.split()}
    columns["enough"] = np.minimum(90, needs.by_day - needs.from_day + 1)
    columns["tie"] = needs.id.astype(np.uint64) * np.uint64(TIE_OF_NEED)
    return columns | {"price": price} | _texts(needs.tokens)


def _offers(given, price):
    offers = given.offers
    names = "id category capacity x y from_day until_day skills groups valid_check reliability"
    columns = {name: np.ascontiguousarray(getattr(offers, name)) for name in names.split()}
    # Every offer of the bench names one area.
    columns["area"] = offers.areas.values
    columns["digits"] = np.char.str_len(offers.areas.values.astype(str)).astype(np.int64)
    columns["tie"] = offers.id.astype(np.uint64) * np.uint64(TIE_OF_OFFER)
    return columns | {"price": price} | _texts(offers.tokens)


def _texts(tokens):
    """Words as bits. Each category has 400 of its own: texts of two vocabularies share none."""
    rows = np.repeat(np.arange(len(tokens.start) - 1), tokens.lengths())
    place = tokens.values % 400
    found = {"words": tokens.lengths(), "vocabulary": tokens.values[tokens.start[:-1]] // 400}
    for k in range(WORDS):
        word = np.zeros(len(tokens.start) - 1, np.uint64)
        mine = place // 64 == k
        np.bitwise_or.at(word, rows[mine], np.uint64(1) << (place[mine] % 64).astype(np.uint64))
        found[f"w{k}"] = word
    return found
