"""The decoders: from frames to codes, with looks (changes of a picture) and guards."""
