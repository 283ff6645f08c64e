"""This laptop: first run, joining, its gate, its health, who works at it."""
