"""Lessons about a model that learns from pictures: a pair is two views of one picture."""
