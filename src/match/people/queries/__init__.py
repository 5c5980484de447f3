"""What may be read of people, by whom."""
