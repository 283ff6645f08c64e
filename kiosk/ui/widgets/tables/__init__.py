"""Tables of rows that a person chooses from."""
