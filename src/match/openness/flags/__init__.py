"""
Red flags: signs in our own figures that somebody should look. A flag is a question, never an
answer: nothing follows from one by itself, and the public pages show the formulas, not the cases.
"""
