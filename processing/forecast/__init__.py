"""Forecasts: patrol:predictcrime."""
