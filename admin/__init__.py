"""The staff door: queues of what waits for a decision, the outbox, and the trail."""
