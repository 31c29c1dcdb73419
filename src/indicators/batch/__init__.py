"""The batch: which notebook runs with which parameters, and what comes of it."""
