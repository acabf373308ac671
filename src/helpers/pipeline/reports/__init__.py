"""From a plan to a published report, and whether it is still up to date."""
