"""The fallback list in the window."""
