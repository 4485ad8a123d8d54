"""Several officers: patrol:assignofficers."""
