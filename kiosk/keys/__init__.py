"""Signing keys, ticket code hashing and signed ticket codes."""
