"""
Homes and when they are open as HSDS 3.0 (Human Services Data Specification of Open Referral).

A home is a location with one service, free for every child; the homes of a county are one
organisation, which civil affairs of the county leads (notice 5.1b).
"""
