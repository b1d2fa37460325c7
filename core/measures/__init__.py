"""Figures of a plan: balance, compactness, stability, posts, colors for the map."""
