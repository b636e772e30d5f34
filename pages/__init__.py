"""The pages of the app: widgets only."""

from __future__ import annotations
