"""Forecast models: one file each, behind one protocol."""
