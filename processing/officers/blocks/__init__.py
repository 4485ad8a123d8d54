"""Blocks in patrol:assignofficers: few, long, explained stays in areas of their own."""
