"""This laptop: first run, joining, its gate, its health, its shifts."""
