"""Text as numbers: words, pieces, vocabulary."""
