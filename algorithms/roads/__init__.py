"""Roads: which are driven, how fast, in which direction; the network, and travel on it."""
