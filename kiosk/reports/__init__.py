"""The attendance file out."""
