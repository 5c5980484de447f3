"""Children and those who answer for them: restricted, sealed with a key per child, every read written down."""
