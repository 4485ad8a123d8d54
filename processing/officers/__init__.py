"""Several officers: patrol:assignofficers and patrol:createofficers."""
