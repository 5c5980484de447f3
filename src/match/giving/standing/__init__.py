"""A foundation's standing rule: it picks needs by their score and never by who came first."""
