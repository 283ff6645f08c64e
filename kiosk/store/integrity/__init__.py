"""Taking in, checking, repairing and purging what the other rooms of the store hold."""
