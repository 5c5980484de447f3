"""The data dictionary: every field of public tables, every state and code list of the house."""
