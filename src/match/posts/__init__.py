"""Who holds which post: directors and supervisors, their examination and their succession."""
