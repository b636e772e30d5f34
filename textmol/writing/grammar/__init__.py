"""What may be written next, so that what is written can be read."""
