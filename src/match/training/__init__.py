"""Courses, packs and experts, attendance, examinations and certificates."""
