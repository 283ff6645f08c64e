"""The headcount and the double entries."""
