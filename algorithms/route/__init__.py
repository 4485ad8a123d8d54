"""One officer: stops, and the round that serves them; the clock of every plan."""
