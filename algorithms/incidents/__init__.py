"""Incidents: places and moments, known or between two bounds, and those that stand for nothing."""
