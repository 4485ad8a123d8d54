"""Blocks: few, long stays of officers in areas of their own."""
