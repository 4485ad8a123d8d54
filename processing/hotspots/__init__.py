"""Hotspots: patrol:extracthotspots."""
