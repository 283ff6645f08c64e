"""The lists in use: their table, and the actions on them."""
