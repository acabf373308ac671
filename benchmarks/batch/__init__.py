"""How quickly many notebooks run: this project beside what else one would use, and how it grows.

`make bench` measures a little and prints it; `make bench-full` measures everything, keeps the figures in
docs/throughput.json, and writes docs/throughput.md and its picture from them.
"""
