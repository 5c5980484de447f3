"""What can be done to accounts, sessions, organisations and roles."""
