"""A Meilisearch server behind the same port."""
