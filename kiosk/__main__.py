"""`python -m kiosk`."""
