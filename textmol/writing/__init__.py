"""Writing: captions for molecules, and molecules for descriptions."""
