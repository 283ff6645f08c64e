"""The report of the day in the window."""
