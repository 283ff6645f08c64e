"""The meaning of the columns of a guest list: usual names, known shops, and the cells."""
