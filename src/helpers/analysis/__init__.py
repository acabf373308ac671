"""Computations: frames in, frames out. Nothing here reads a file, the clock, the environment or a random number."""
