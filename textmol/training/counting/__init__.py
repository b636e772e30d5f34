"""Training of a further member that reads exact counts, beside members that stay as they are."""
