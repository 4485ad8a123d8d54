"""Officers: their layer."""
