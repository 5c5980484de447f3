"""People: accounts, organisations, roles by division, sessions, second factor, and the Actor."""
