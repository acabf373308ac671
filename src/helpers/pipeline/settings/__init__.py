"""Settings files held against their schemas and against one another, by file and line."""
