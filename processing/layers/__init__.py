"""Features to arrays, arrays to features."""
