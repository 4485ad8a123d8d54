"""A plan: its steps, what comes of it, and where it is kept."""
