"""What a supplier proves once: qualifications with their expiry, and who bids together."""
