"""Papers of a gift: agreement, acknowledgement, check of a code, the statement of a year."""
