"""Attendance and totals, folded from the journal."""
