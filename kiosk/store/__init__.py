"""The SQLite file: SQL lives here and nowhere else."""
