"""The risk surface: density of incidents and environment, joined."""
