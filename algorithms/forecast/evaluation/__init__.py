"""How well a forecast would have done on days it has not seen."""
