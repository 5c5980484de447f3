"""Contracts, of a purchase or of a cooperation: milestones, acceptance, payment, evaluation."""
