"""What is wanted: from a village's first line to the last thing received."""
