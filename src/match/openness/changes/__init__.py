"""What changed of everything that is public, in one order: for those who keep a copy."""
