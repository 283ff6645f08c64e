"""The report of the day on paper."""
