"""Tenders: a department publishes a purchase of services. For now the light flow under the limit:
notice, documents, dates; bids, panel and award come later (domain.md §2.1)."""
