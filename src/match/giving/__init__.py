"""What an approved match becomes: an agreement, followed until it is received and judged."""
