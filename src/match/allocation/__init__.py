"""The pure allocation engine: numbers in, numbers out.

Knows no table and no other room. `plan.allocate` makes a plan with its proof, `pairs.why_none`
says why a need has no offer, `directory` works on plain CSV without a database. What checks a plan
is `match.proofs`, which knows nothing of this. The mathematics is one page: docs/matching.md.
"""
