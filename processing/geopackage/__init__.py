"""Many rows into a GeoPackage at once."""
