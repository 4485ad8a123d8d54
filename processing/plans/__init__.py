"""A whole shift in one run: patrol:planshift, and the table of its steps."""
