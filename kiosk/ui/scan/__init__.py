"""The scan page, its verdict, and what can be put right there."""
