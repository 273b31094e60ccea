"""A lesson for a classroom: one thing is changed in a training, and what comes of it is measured beside the base."""
