"""`python -m match.cli`: what the supervisor runs."""

from match.cli import main

main()
