"""Widgets that know nothing of the rooms that use them."""
