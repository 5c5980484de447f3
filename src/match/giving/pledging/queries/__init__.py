"""Reading pledges: for both parties, the desks that decide, and a charity's desk of money."""

from match.giving.pledging.queries.files import (
    my_pledges,
    pledge_file,
    pledges_in,
    waiting_pledges,
)
from match.giving.pledging.queries.lines import charities, givers_of, joint_view, open_line
from match.giving.pledging.queries.money import money_desk, money_line
from match.giving.pledging.queries.surplus import surplus_view

__all__ = [
    "charities",
    "givers_of",
    "joint_view",
    "money_desk",
    "money_line",
    "my_pledges",
    "open_line",
    "pledge_file",
    "pledges_in",
    "surplus_view",
    "waiting_pledges",
]
