"""Parts of the headcount: people by spans of time, and the stations that count them."""
