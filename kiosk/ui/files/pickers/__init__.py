"""Combo boxes with a label: the sheet, the source and others."""
