"""The first day: a new event or joining one, and the page of the event."""
