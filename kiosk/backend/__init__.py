"""The backend of the window: its parts use the store over their own connections."""
