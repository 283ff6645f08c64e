"""Invites: a line of text that sets up one laptop over the network."""
