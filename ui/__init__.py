"""The screens, and what they share: the shell, resources, cards, charts."""
