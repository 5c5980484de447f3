"""What others may show in their own pages: needs, a home, an area; and how to put it there."""
