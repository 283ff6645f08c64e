"""The looks of cells in a workbook: colours and strike-through."""
