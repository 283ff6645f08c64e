"""The decoders: from frames to codes, with looks (ways to change a picture) and guards."""
