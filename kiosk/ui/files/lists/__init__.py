"""The lists in use: their table, and what can be done with them."""
