"""The random forest of the Seattle study."""
