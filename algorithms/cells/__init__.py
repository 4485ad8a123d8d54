"""Cells: squares and hexagons, their neighbours, and how much of polygons and lines lies in each."""
