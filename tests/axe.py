"""Fetch axe-core, which finds what keeps people out of a page; run as a script, once.

``python -m tests.axe`` ends with status 0 once it is there.
"""

from __future__ import annotations

import sys
from pathlib import Path

from textmol.viewer import Package, ViewerError, fetch_package

PACKAGE = Package(
    name="axe-core",
    version="4.14.1",
    integrity="sha512-FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASy"
    "FNNtuFooJpZe37OgudVGtQ==",
    files={"package/axe.min.js": "axe.min.js", "package/LICENSE": "axe-LICENSE.txt"},
)
# Beside the other tools of the tests, and gone with them.
FOLDER = Path(sys.prefix) / "axe-core" / PACKAGE.version
SCRIPT = FOLDER / "axe.min.js"
REMEDY = (
    "The tests of accessibility need axe-core from npm, and it is not here. Where there is a "
    f"network, fetch it once: {sys.executable} -m tests.axe"
)


def main() -> int:
    """Return 0 once axe-core is here, 1 after saying why it is not."""
    if SCRIPT.is_file():
        return 0
    print(f"Fetching axe-core {PACKAGE.version} for the browser tests", file=sys.stderr)
    try:
        fetch_package(PACKAGE, FOLDER)
    except ViewerError as error:
        print(f"{error} {REMEDY}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
