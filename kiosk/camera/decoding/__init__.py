"""Frames to codes: the decoders, the ways to look at a frame, and what guards them."""
