"""Tests of the training of writers."""
