"""What the columns of a guest list mean: usual names, known shops, and what the cells look like."""
