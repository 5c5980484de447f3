"""Public business as open data: OCDS releases and records, the change feed, red flags, alerts."""
