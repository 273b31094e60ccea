"""Lessons about a model that learns from pairs of articles."""
