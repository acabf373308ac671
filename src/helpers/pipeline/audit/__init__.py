"""Whether a published report is what was produced, whether it can be produced again, and what has changed since."""
