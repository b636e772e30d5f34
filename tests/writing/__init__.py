"""Tests of the captioner and the generator."""
