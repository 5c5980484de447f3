"""The county's month: everything of its homes and people that has to be done by its end."""
