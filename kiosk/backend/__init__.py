"""The station as the window asks it, each part over a connection of its own."""
