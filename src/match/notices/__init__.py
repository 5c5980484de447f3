"""Telling people: an inbox for everybody, and ports to mail and SMS. Nothing personal in a text."""
