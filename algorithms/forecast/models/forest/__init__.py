"""The random forest of the Seattle study (Rumi, Qin & Salim)."""
