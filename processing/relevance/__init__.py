"""Relevance of incident features: patrol:featurerelevance."""
