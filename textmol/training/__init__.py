"""Training: data to checkpoints. Serving never imports it."""
