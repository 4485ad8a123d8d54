"""Hotspots: which cells or streets stand out, joined, measured, compared between two periods."""
