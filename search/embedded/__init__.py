"""tantivy inside our own processes: one writer, any number of readers."""
