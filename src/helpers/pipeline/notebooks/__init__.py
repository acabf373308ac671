"""Notebooks as they are kept in git: their outputs, what differs from them, and what a commit may hold."""
