"""
Gifts and public grants as 360Giving 1.4.3: who gave how much, to which home or charity, for what.

A part of the openness room; what is told, and what never is, says docs/decisions/0035.
"""
