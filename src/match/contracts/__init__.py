"""Contracts: made from an award or agreed as a public-interest project, kept until archived."""
