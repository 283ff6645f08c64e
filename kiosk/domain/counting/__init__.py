"""People counted over time."""
