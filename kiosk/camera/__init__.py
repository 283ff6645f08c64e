"""Camera frames in, codes out; OpenCV and the decoders are used only here."""
