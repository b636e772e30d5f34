"""What pages share: the engine, the query box, filters, result cards, downloads, notices."""

from __future__ import annotations
