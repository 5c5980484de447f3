"""Places: the division tree of Hunan, one point per county, map shapes.

A code has twelve digits; what it contains is a prefix of 2, 4, 6, 9 or 12 of them (`rules`).
"""
