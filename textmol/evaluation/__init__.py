"""Measuring checkpoints: benchmarks and the figures made of them."""
