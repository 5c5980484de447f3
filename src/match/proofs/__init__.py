"""Is a plan really the best there is? The checker and the open file format it reads.

Stands below everything that makes plans and imports nothing of it, so that a mistake in the solver,
the rules or the scores cannot hide itself here. Anybody may run it: docs/matching.md.
"""
