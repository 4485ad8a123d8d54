"""The risk grid: patrol:riskgrid."""
