"""A check-in kiosk for festival doors: code in, verdict out, every green on disk first."""

__version__ = "0.1.0"
