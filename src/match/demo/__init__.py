"""The demo: one real prefecture, told with invented people and plausible needs.

Only `match.cli` and `jobs` ask for it. Everything is written by the rooms' own commands, by the
person whose work it is; nothing is put into a table. What is loaded is the same every time.
"""

from match.demo.load import Loaded, Progress, SignIn, load

__all__ = ["Loaded", "Progress", "SignIn", "load"]
