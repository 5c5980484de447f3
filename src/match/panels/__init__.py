"""Who judges the bids and how: drawn experts, score sheets, the ranking, the result."""
