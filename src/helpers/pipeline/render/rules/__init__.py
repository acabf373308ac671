"""What a report's text may not hold, a module a subject. Each gives where in a passage a fault lies and what it is."""
