"""Code lists: what can be wanted and given, in which unit, by whom, and by which words.

The lists are files beside the code, read once and checked by tests; `codes` looks one up and
`thesaurus` holds the words. Only what a province loads for itself has a table.
"""
