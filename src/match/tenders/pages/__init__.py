"""The tenders' doors for browsers: the list, one purchase, the department's desk."""

from match.tenders.pages.browse import PurchaseList
from match.tenders.pages.changing import ChangePages
from match.tenders.pages.keeping import PurchaseDesk
from match.tenders.pages.official import OfficialPages
from match.tenders.pages.purchase import PurchasePages

__all__ = ["ChangePages", "OfficialPages", "PurchaseDesk", "PurchaseList", "PurchasePages"]
