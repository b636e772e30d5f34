"""The tray: molecules that a chemist kept, with where each comes from, and a session's file."""

from __future__ import annotations

from textmol.tray.records import MOST_KEPT, Kept, Tray, keep_generated, keep_hit

__all__ = ["MOST_KEPT", "Kept", "Tray", "keep_generated", "keep_hit"]
