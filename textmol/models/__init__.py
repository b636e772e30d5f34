"""Architectures: the towers, their configurations and their batches."""
