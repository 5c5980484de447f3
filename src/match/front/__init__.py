"""Pages made of several rooms: the portal, the search over everything, coverage."""
