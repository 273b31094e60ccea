"""What the study reports of its two models. It imports nothing that learns, so that a screen can show it at once."""

STUDY_DISTANCES = {"item-text-paper": (0.2286, 0.5849), "transactional-paper": (1.0, 1.0)}
"""The study's average cosine distance of (positive, negative) test pairs; about 1 for the second model."""
