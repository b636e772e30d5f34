"""``python -m tests.bench``: measure, print the table, and keep it in assets/benchmarks.

``--only PART`` measures one part and keeps nothing.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.bench.figures import Figure

THREADS = 2
MOST_BUSY = 10.0  # per cent of all cores that other programs may take
# Read by OpenMP when torch and FAISS are imported, here and in the processes started from here.
os.environ["OMP_NUM_THREADS"] = str(THREADS)
# An installed app starts from compiled files, as the packages it is compared with do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def list_parts() -> dict[str, Callable[[], list[Figure]]]:
    """Return what measures each part, by its name."""
    from tests.bench.aligning import measure_alignment
    from tests.bench.interactions import measure_interactions
    from tests.bench.latency import measure_latency
    from tests.bench.startup import measure_start
    from tests.bench.writing import measure_writing

    # The app first: it should not compete with what the search has loaded here.
    return {
        "start": measure_start,
        "interactions": measure_interactions,
        "latency": measure_latency,
        "alignment": measure_alignment,
        "writing": measure_writing,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Return 0 where every figure keeps its limit, 1 where one does not."""
    import psutil

    from tests.bench.figures import format_figures, write_figures
    from tests.serving import ROOT

    parts = list_parts()
    parser = argparse.ArgumentParser(description="Measure speed and memory against their limits.")
    parser.add_argument("--only", choices=parts, help="measure this part and keep nothing")
    args = parser.parse_args(arguments)
    busy = psutil.cpu_percent(interval=3)
    if busy > MOST_BUSY:
        print(
            f"Other programs take {busy:.0f} % of this machine: until they end, "
            "the figures mean little."
        )
    wanted = (args.only,) if args.only else tuple(parts)
    figures = [figure for part in wanted for figure in parts[part]()]
    print(f"torch with {THREADS} threads, FAISS with one where a single query is timed")
    print(format_figures(figures))
    if not args.only:
        path = ROOT / "assets" / "benchmarks" / "speed.json"
        write_figures(figures, path, threads=THREADS, busy_percent=busy)
        print(f"written to {path.relative_to(ROOT)}")
    return 0 if all(figure.passed for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
