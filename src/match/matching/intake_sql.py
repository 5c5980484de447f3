"""
The questions a run asks of the database. Every column is a bigint and never null: see `wire`.

``$1`` of the lines: open states, ``$2`` the scope. Days are proleptic ordinals, as in the engine.
What is spoken for: units of open proposals that this side has not taken yet; taken ones are in
the ledger columns. Sets of codes are few: each is sent as a key with its bit mask.
"""

# ruff: noqa: S608 # our own constants, no input

_OPEN_LINE = "n.status = ANY($1) AND n.division LIKE $2 || '%'"
_SKILL_KEY = "array_to_string({0}.skills, ',') || '|' || {1}.unit"
_GROUP_KEY = "array_to_string({0}.groups, ',')"
_DAY = "coalesce({0} - date '0001-01-01' + 1, 0)::bigint"
_RELEASED = (
    "(p.id = ANY({freed}::bigint[]) OR ({anew}::boolean AND p.status = 'proposed'"
    " AND NOT p.locked AND p.division LIKE $2 || '%'))"
)

CATEGORIES = (
    "SELECT l.category FROM need n JOIN need_line l ON l.need_id = n.id WHERE " + _OPEN_LINE + ""
    " UNION SELECT category FROM offer WHERE status = 'published'"
)
SKILL_SETS = (
    "SELECT DISTINCT " + _SKILL_KEY.format("n", "l") + " AS key, n.skills, l.unit"
    " FROM need n JOIN need_line l ON l.need_id = n.id WHERE " + _OPEN_LINE
)
OFFER_SKILL_SETS = (
    "SELECT DISTINCT " + _SKILL_KEY.format("o", "o") + " || '|'"
    " || array_to_string(g.skills, ',') AS key,"
    " o.skills || coalesce(g.skills, '{}') AS skills, o.unit"
    " FROM offer o LEFT JOIN organisation g ON g.id = o.organisation_id"
    " WHERE o.status = 'published'"
).replace("array_to_string(g.skills, ',')", "coalesce(array_to_string(g.skills, ','), '')")
GROUP_SETS = (
    "SELECT DISTINCT " + _GROUP_KEY.format("n") + " AS key, n.groups FROM need n WHERE "
    "" + _OPEN_LINE + " UNION SELECT " + _GROUP_KEY.format("o") + ", o.groups FROM offer o"
    " WHERE o.status = 'published'"
)

LINE_NAMES = (
    "id need home county division category left asked from_day by_day published beneficiaries"
    " child_contact skills groups priority home_had home_share"
)
# home_had: lines of the home of which something arrived, ever. home_share: how full its lines of
# the last year are on average, in percent; units of books and of beds do not add up. Materialized,
# or each parallel worker would add it all up for itself.
LINES = (
    "WITH had AS MATERIALIZED (SELECT n.home_id, count(*) FILTER (WHERE l.received > 0) AS lines,"
    " coalesce(floor(avg(100.0 * l.received / l.quantity)"
    "   FILTER (WHERE n.published_at >= $12::date - 365)), 0) AS share"
    " FROM need n JOIN need_line l ON l.need_id = n.id"
    " WHERE n.published_at IS NOT NULL AND n.division LIKE $2 || '%' GROUP BY n.home_id),"
    " spoken AS (SELECT p.line_id, sum(p.units) AS units FROM proposal p"
    " WHERE p.status IN ('proposed', 'offer_accepted')"
    " AND NOT " + _RELEASED.format(freed="$10", anew="$9") + " GROUP BY p.line_id)"
    " SELECT * FROM (SELECT l.id::bigint, n.id::bigint, n.home_id::bigint,"
    " left(n.division, 6)::bigint, n.division::bigint,"
    " array_position($3::text[], l.category::text)::bigint - 1,"
    " (l.quantity - l.reserved - l.committed - l.in_transit - l.received"
    "   - coalesce(s.units, 0))::bigint AS left_over,"
    " l.quantity::bigint, " + _DAY.format("n.wanted_from") + ", " + _DAY.format("n.due_on") + ","
    " " + _DAY.format("n.published_at::date") + ", n.beneficiaries::bigint,"
    " n.child_contact::int::bigint, k.mask::bigint, r.mask::bigint,"
    " (r.key = ANY($8::text[]))::int::bigint, coalesce(h.lines, 0)::bigint,"
    " coalesce(h.share, 0)::bigint"
    " FROM need n JOIN need_line l ON l.need_id = n.id"
    " JOIN unnest($4::text[], $5::bigint[]) AS k(key, mask)"
    "   ON k.key = " + _SKILL_KEY.format("n", "l") + ""
    " JOIN unnest($6::text[], $7::bigint[]) AS r(key, mask) ON r.key = " + _GROUP_KEY.format("n")
    + " LEFT JOIN spoken s ON s.line_id = l.id LEFT JOIN had h ON h.home_id = n.home_id"
    " WHERE " + _OPEN_LINE + ""
    " AND ($11::bigint[] IS NULL OR l.id = ANY($11::bigint[]))) AS line WHERE left_over > 0"
)  # fmt: skip

OFFER_NAMES = (
    "id organisation category left from_day until_day skills groups valid_check for_need"
    " reliability"
)
# valid_check: somebody of the giver has a background check that is in date. reliability: the
# share of this giver's approved matches that arrived, in percent.
OFFERS = (
    "WITH spoken AS (SELECT p.offer_id, sum(p.units) AS units FROM proposal p"
    " WHERE p.status IN ('proposed', 'need_accepted')"
    " AND NOT " + _RELEASED.format(freed="$11", anew="$10") + " GROUP BY p.offer_id),"
    " cleared AS (SELECT DISTINCT account FROM background_check"
    "   WHERE result = 'clear' AND next_due_on >= $3::date),"
    " clear_house AS (SELECT DISTINCT m.organisation FROM membership m"
    "   JOIN cleared c ON c.account = m.account"
    "   WHERE m.organisation IS NOT NULL AND m.ended_at IS NULL),"
    " kept AS (SELECT p.organisation_id, (100 * count(*) FILTER"
    "     (WHERE p.status IN ('received', 'evaluated')) / count(*))::bigint AS share"
    "   FROM proposal p WHERE p.organisation_id IS NOT NULL"
    "   AND (p.status IN ('received', 'evaluated') OR (p.status IN ('approved', 'in_delivery')"
    "        AND p.decided_at < now() - interval '60 days')) GROUP BY p.organisation_id)"
    " SELECT * FROM (SELECT o.id::bigint, coalesce(o.organisation_id, 0)::bigint,"
    " array_position($4::text[], o.category::text)::bigint - 1,"
    " (o.quantity - o.reserved - o.committed - o.delivered - coalesce(s.units, 0))::bigint"
    "   AS left_over, " + _DAY.format("o.starts_on") + ", " + _DAY.format("o.ends_on") + ","
    " k.mask::bigint, r.mask::bigint,"
    " (o.child_contact AND (c.account IS NOT NULL OR h.organisation IS NOT NULL))::int::bigint,"
    " coalesce(o.for_need, 0)::bigint, coalesce(t.share, $9::bigint)::bigint"
    " FROM offer o LEFT JOIN organisation g ON g.id = o.organisation_id"
    " JOIN unnest($5::text[], $6::bigint[]) AS k(key, mask)"
    "   ON k.key = " + _SKILL_KEY.format("o", "o") + " || '|'"
    "     || coalesce(array_to_string(g.skills, ','), '')"
    " JOIN unnest($7::text[], $8::bigint[]) AS r(key, mask) ON r.key = " + _GROUP_KEY.format("o")
    + " LEFT JOIN spoken s ON s.offer_id = o.id LEFT JOIN cleared c ON c.account = o.submitted_by"
    " LEFT JOIN clear_house h ON h.organisation = o.organisation_id"
    " LEFT JOIN kept t ON t.organisation_id = o.organisation_id"
    " WHERE o.status = 'published' AND o.ends_on >= $3::date"
    " AND EXISTS (SELECT FROM unnest(o.areas) area"
    "   WHERE area LIKE $2 || '%' OR $2 LIKE area || '%')"
    " AND o.mode = ANY($1) AND o.category NOT LIKE 'FND%' AND (o.organisation_id IS NULL"
    "   OR (g.status = 'verified' AND g.verified_until >= $3::date))"
    " AND ($12::bigint[] IS NULL OR o.id = ANY($12::bigint[]))) AS offered WHERE left_over > 0"
)  # fmt: skip

# Of a swap only these needs, only these offers: $3 and $1, null for all.
_THESE_NEEDS = "($3::bigint[] IS NULL OR n.id = ANY($3::bigint[])) AND " + _OPEN_LINE
_THESE_OFFERS = "o.status = 'published' AND ($1::bigint[] IS NULL OR o.id = ANY($1::bigint[]))"
NEED_TOKENS = (
    "SELECT n.id::bigint, hashtextextended(token, 0) FROM need n, unnest(n.tokens) AS token"
    " WHERE " + _THESE_NEEDS
)
OFFER_TOKENS = (
    "SELECT o.id::bigint, hashtextextended(token, 0) FROM offer o, unnest(o.tokens) AS token"
    " WHERE " + _THESE_OFFERS
)
# Organisations of which somebody who wrote the need is a member: a conflict of interest.
NEED_CONFLICTS = (
    "SELECT n.id::bigint, m.organisation::bigint FROM need n"
    " CROSS JOIN LATERAL unnest(n.writers || ARRAY[n.submitted_by, n.entered_for]) AS person"
    " JOIN membership m ON m.account = person"
    " WHERE m.organisation IS NOT NULL AND m.ended_at IS NULL AND " + _THESE_NEEDS
)
OFFER_AREAS = (
    "SELECT o.id::bigint, left(area, 6)::bigint FROM offer o, unnest(o.areas) AS area"
    " WHERE " + _THESE_OFFERS
)
# The engine knows counties: homes of the county outside a township's or village's offer.
OFFER_OUTSIDE = (
    "SELECT DISTINCT o.id::bigint, n.home_id::bigint FROM offer o"
    " CROSS JOIN LATERAL unnest(o.areas) AS narrow"
    " JOIN need n ON left(n.division, 6) = left(narrow, 6)"
    " WHERE o.status = 'published' AND char_length(narrow) > 6 AND " + _THESE_NEEDS + ""
    " AND NOT EXISTS (SELECT FROM unnest(o.areas) AS area WHERE starts_with(n.division, area))"
)
