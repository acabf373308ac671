"""Run notebooks in forks of a process that has imported everything already."""
