"""What happens elsewhere and later: relay, listeners, clock. Commands mean; jobs carry."""
