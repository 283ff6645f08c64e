"""A check-in kiosk for festival doors."""

__version__ = "0.1.0"
