"""Runs and proposals: what the engine suggests, who accepts it, who approves it, and the proof."""
