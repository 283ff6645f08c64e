"""The window, its pages and dialogs, and the threads behind it."""
