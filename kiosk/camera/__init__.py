"""Frames in, codes out: OpenCV and the decoders live here and nowhere else."""
