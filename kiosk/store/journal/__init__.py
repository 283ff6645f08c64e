"""The append-only logs of all stations, and what is known of them."""
