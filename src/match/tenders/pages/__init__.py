"""The tenders' doors for browsers: the list of notices, one notice, writing one."""

from match.tenders.pages.browse import PurchaseList
from match.tenders.pages.notice import PurchasePages

__all__ = ["PurchaseList", "PurchasePages"]
