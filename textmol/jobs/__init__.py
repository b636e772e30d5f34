"""Jobs: captions for thousands of rows in the background, kept in a folder of this machine."""
