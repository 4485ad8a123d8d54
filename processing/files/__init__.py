"""Files: which one something is, what may be written, and put in its place whole. Knows no run."""
