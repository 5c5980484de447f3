"""
Children and those who answer for them: restricted, sealed with a key per child, and every
reading written down. It does not replace the national register.

How a part of this room is written:

- Tables say ``schema="care"`` and carry ``division`` (12 digits); a later migration calls
  ``care.protect('care.x')`` for each, ``care.belongs('care.x')`` where it has ``child_id``, and
  ``care.only_added_to('care.x')`` for what may never be changed. Raw SQL names ``care.x``.
- A verb is a ``restricted_command`` (room.py); a task goes ``async with restricted((county,))``,
  with the counties of ``SELECT care.counties()``.
- Whoever reads or changes something of a child does so inside ``async with opened(actor, child,
  "part") as file`` (access.py): it asks for leave, writes the look, and holds the key. A list of a
  home is ``opened_home``. What a person wrote is ``file.seal(text, "x.column")`` into a Bytea.
- What the erasure of a child shall delete, match_care may DELETE; what must remain, it may not.
"""
