"""Commentary that posts own: its text, what it quotes, and which of it has to be reviewed."""
