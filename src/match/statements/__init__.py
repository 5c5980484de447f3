"""
What banks and charities say of the money, held against what the ledger says.

A room of its own above giving: it reads donations and posts to the ledger, and neither needs to
know that statements exist. Money moves outside the platform; here is only the proof that it did.
"""
