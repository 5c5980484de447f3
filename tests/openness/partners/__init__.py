"""Partners' programs: keys, the door that counts them, webhooks."""
