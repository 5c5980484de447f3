"""What happens elsewhere and later: the relay, the listeners, the clock. Commands mean; jobs carry."""
