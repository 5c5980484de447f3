"""
The purchaser's way from a plan to a notice, in steps that are kept as they are typed.

A purchase has many terms, and whoever writes it is called away: every step is saved on the server
before anything in it is complete, and the rules are asked again each time the page is shown.
"""
