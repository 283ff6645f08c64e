"""Guest lists in, attendance file out."""
