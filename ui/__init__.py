"""The dock: collects settings and runs algorithms by id. It computes nothing."""
