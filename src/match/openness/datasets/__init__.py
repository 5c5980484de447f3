"""
The public tables of the house, each as one question over public columns.

One list serves the bulk files, the change feed and the dictionary, so they cannot differ.
"""
