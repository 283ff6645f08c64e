"""Reports: headcount, double entries, laptops and attendance, and the formats of their files."""
