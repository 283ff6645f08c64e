"""Every state of every screen, played on the real window over a fake station."""
