"""What a forecast is learned from: one function for each feature."""
