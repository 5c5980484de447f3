"""The offers' doors for browsers: the list, the form, and what is done with one."""

from match.offers.pages.browse import OfferList
from match.offers.pages.decide import OfferDecisions
from match.offers.pages.give import OfferPages

__all__ = ["OfferDecisions", "OfferList", "OfferPages"]
