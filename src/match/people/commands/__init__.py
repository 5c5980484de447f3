"""What can be done to accounts, sessions, organisations and roles."""

from match.people.commands.sweeping import sweep_people

__all__ = ["sweep_people"]
