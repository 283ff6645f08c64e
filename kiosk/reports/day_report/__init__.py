"""The report of the day: one page to sign, and the log of the half hours."""
