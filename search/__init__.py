"""Search: one port, two engines. Knows no table and imports no room; see docs/search.md."""
