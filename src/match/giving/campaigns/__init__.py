"""Public campaigns as records that link out: the platform collects nothing."""
