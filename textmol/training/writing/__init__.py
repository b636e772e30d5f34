"""Training of the captioner and the generator."""
