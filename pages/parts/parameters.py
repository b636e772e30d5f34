"""What the URL of the search page holds, beside the values of its widgets."""

from __future__ import annotations

# Names that no widget is bound to.
REMOVED, LIKE, PAGE = "without", "like", "page"
# Ways to read a query (``textmol.molecules.recognise``), as the page and its URL say them.
READ = "read"
READINGS = {
    "description": "as a description",
    "name": "as a name",
    "structure": "as a structure",
    "smarts": "as a SMARTS pattern",
    "identifier": "as an identifier",
}
