"""One officer: patrol:planroute."""
