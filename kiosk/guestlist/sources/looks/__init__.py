"""How a workbook shows something without words: colours and strike-through."""
