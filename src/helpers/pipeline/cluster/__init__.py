"""A batch's tasks done by the workers of a Dask cluster."""
