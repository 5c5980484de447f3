"""Reading statements, cases, reversals, and the ledger for its desk."""
