"""Receives, checks, repairs and purges the data of the other rooms of the store."""
