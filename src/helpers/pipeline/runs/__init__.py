"""One run of a notebook: what it depends on, the kernel that it gets, and papermill."""
