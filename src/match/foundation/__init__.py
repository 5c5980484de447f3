"""What every room stands on: transactions, refusals, states, outbox, audit, time, language, keys."""
