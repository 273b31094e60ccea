"""A lesson for a classroom: one setting of a training is changed, and the result is measured against the base."""
