"""Limits on the size of a guest list's file, rows and cells."""

LONGEST_CELL = 32_767
"""The most characters of a cell, as in a spreadsheet."""

MOST_COLUMNS = 1_000
"""The most columns of a list; one more is read to detect it."""

MOST_JSON = 100 * 2**20
"""The most bytes of a JSON file: in memory it takes six times as much."""

MOST_PACKED = 256 * 2**20
"""The most bytes of a workbook."""

MOST_UNPACKED = 2**30
"""The most bytes of a workbook after unpacking."""
