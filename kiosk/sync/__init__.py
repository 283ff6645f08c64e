"""What laptops of one event know of each other: joining, exchanging, revoking."""
