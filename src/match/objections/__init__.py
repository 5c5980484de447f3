"""Objections and complaints about a purchase (domain.md §2.6): who, by when, with what effect."""
