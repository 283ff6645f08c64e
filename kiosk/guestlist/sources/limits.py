"""Limits on the size of a guest list's file, rows and cells."""

LONGEST_CELL = 32_767
"""The most characters of a cell, as in a spreadsheet."""

MOST_COLUMNS = 1_000
"""The most columns of a list; one more is read to detect it."""

MOST_PACKED = 256 * 2**20
"""The most bytes of a workbook or JSON file."""

MOST_UNPACKED = 2**30
"""The most bytes of a workbook after unpacking."""
