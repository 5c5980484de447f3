"""What a gift did: its way in one sentence, on a map, in the books, and all gifts of a reader."""
