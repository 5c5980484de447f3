"""What is owed after a gift, and until when: reports, thanks, receipts, answers."""
