"""Fields in which one of a few things is chosen, each with a label."""
