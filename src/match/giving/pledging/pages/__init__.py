"""The pledges' doors for browsers: promising, the desk, and a charity's money."""

from match.giving.pledging.pages.desk import PledgeDesk
from match.giving.pledging.pages.money import MoneyDesk
from match.giving.pledging.pages.promising import JointPages, PledgePages
from match.giving.pledging.pages.surplus import SurplusDesk

__all__ = ["JointPages", "MoneyDesk", "PledgeDesk", "PledgePages", "SurplusDesk"]
