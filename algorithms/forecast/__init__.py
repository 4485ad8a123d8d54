"""Forecasts of incidents by cell and interval."""
