"""Reading molecules as people keep them: files of several kinds, uploads, pasted text."""
