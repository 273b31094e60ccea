"""What serves more than one screen: the shell, the shared resources, cards, filters, charts."""
