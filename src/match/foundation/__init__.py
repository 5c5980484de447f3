"""What every room stands on: transactions, refusals, states, outbox, audit, language, keys."""
