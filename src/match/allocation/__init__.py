"""The pure allocation engine: numbers in, numbers out.

Knows no table and no other room. `plan.allocate` makes a plan with its proof, `pairs.why_none`
says why a need has no offer, `directory` and `verify` work on plain CSV without a database.
The mathematics is one page: docs/matching.md.
"""
