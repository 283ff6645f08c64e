"""The names of a list's columns: where they are, over two rows, or missing."""
