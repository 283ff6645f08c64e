"""The scan page, its verdict, and the corrections there."""
