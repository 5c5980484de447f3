"""Offers: what is given.

Mode × category × quantity × area × period × conditions (domain.md §4.2).
"""
