"""Import of guest lists: row sources, reading and staging of rows, and a report of the changes."""
