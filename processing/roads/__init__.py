"""Roads: the network of a layer, places on it, patrol:travelmatrix."""
