"""What a notebook's cell says of an analyst's own mistakes: a few lines, with the nearest names that there are."""
