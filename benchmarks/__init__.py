"""Benchmarks: `make bench` prints ratios side by side in one run."""
