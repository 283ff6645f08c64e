"""Counting a crowd that leaves, without scans."""
