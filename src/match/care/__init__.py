"""
Children and those who answer for them: restricted, sealed with a key per child, and every
reading written down. It does not replace the national register.
"""
