"""What a plan of several officers reaches: incidents expected and past, in the place and hour of a stay."""
