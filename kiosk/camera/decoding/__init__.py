"""The decoders: from frames to codes, with picture filters and guards."""
