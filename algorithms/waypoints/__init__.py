"""Patrol way-points by CPSPA, phases 1–3: clusters, hotspots, predictions, probabilities, and how well they do."""
