"""Cells of layers: study area, grid, borders, neighbours, and the polygons over them."""
