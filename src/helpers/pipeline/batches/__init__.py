"""Many runs and reports at once: which, in what order, by which processes, and what came of each."""
