"""This laptop: its gate, its health, its shifts."""
