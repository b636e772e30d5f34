"""Atomas (arXiv 2404.16880): adaptive polymerisation, weighted alignment and global pooling."""
