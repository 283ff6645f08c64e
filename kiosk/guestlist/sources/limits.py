"""How large a guest list's file, its rows and its cells may be."""

LONGEST_CELL = 32_767
"""Characters of a cell at most: a spreadsheet's cell holds no more."""

MOST_COLUMNS = 1_000
"""Columns of a list at most; one more is read, to tell."""

MOST_PACKED = 256 * 2**20
"""Bytes of a workbook or JSON file at most."""

MOST_UNPACKED = 2**30
"""Bytes of a workbook at most, once its parts are unpacked."""
