"""What every algorithm has: its life in QGIS, a run, parameters and their bounds, outputs and their dress."""
