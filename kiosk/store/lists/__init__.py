"""Guest lists: snapshots, tickets, names and the search index."""
