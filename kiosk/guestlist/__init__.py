"""Guest lists in: sources of rows, rows read and staged, and a report of what changes."""
