"""blend: three estimates of each cell's rate from the same features, and their geometric mean."""
