"""Camera, preview and hand scanner as sources of codes."""
