"""What is done when a child may come to harm: reports, concerns, cases, referrals, steady care."""
