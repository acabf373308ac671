"""What a run makes of its results: tables, charts, sentences, quotable numbers. The only writer of a run's results."""
