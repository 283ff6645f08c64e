"""Each kind of file as rows of texts, whichever program wrote it."""
