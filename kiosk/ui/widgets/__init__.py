"""Widgets that do not depend on the rooms that use them."""
