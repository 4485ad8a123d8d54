"""Patrol way-points by CPSPA, phases 1–3: patrol:patrolwaypoints."""
