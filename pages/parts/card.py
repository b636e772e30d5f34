"""The card of one hit: its structure, what it is, where it ranks, and where to read on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pages.parts.hit_look import HEIGHT, WIDTH, draw_hit
from pages.parts.identifiers import list_codes, list_links, tell_of_link
from pages.parts.onward import list_onward
from pages.parts.wording import format_better_than, format_charge, format_number

if TYPE_CHECKING:
    from pages.parts.way import Way
    from textmol.engine import Hit, SearchResult


def write_card(hit: Hit, result: SearchResult) -> dict[str, Any]:
    """Return what the browser needs for the card of a hit: plain texts, a drawing, addresses.

    The drawing is in the light palette, with the atoms that match the pattern of the search lit.
    """
    from textmol.molecules import describe_alt

    record, values = hit.record, hit.record.properties
    look = draw_hit(hit, result, WIDTH, HEIGHT)
    weight = f"{format_number(values.mw, 2)} Da"
    return {
        "row": record.row,
        "rank": f"{hit.rank:,}",
        "exact": hit.exact,
        "drawing": look.drawing,
        "alt": describe_alt(record.name, values.formula, record.smiles),
        "title": record.name or look.formula,
        "weight": f"{look.formula} · {weight}" if record.name else weight,
        "values": [
            ["cLogP", format_number(values.clogp, 2)],
            ["TPSA", f"{format_number(values.tpsa, 1)} Å²"],
            ["charge", format_charge(values.charge)],
        ],
        "notes": " · ".join(look.notes),
        "contradicts": list(hit.contradicts),
        "placed": _place(hit, result),
        "codes": list_codes(record),
        "links": [
            {"label": label, "address": address, "told": tell_of_link(label)}
            for label, address in list_links(record.cid, record.inchikey).items()
        ],
        "ways": [way.write() for way in _list_ways(hit, result)],
    }


def _list_ways(hit: Hit, result: SearchResult) -> list[Way]:
    """Return the ways from a hit to other pages, that to its own page first."""
    described = result.query if result.reading.kind == "description" else ""
    return list_onward(hit.record, described)


def _place(hit: Hit, result: SearchResult) -> list[str]:
    score = f"score ({result.measure}) {format_number(hit.score, 3)}"
    if result.reading.kind == "smarts":
        return [score]
    return [f"Better than {format_better_than(hit.better_than)} of the library", score]
