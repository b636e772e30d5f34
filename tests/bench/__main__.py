"""``python -m tests.bench``: measure, print the table, and keep it in assets/benchmarks."""

from __future__ import annotations

import os
import sys

THREADS = 2
MOST_BUSY = 10.0  # per cent of all cores that other programs may take
# Read by OpenMP when torch and FAISS are imported, here and in the processes started from here.
os.environ["OMP_NUM_THREADS"] = str(THREADS)
# An installed app starts from compiled files, as the packages it is compared with do.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def main() -> int:
    """Return 0 where every figure keeps its limit, 1 where one does not."""
    import psutil

    from tests.bench.aligning import measure_alignment
    from tests.bench.figures import format_figures, write_figures
    from tests.bench.interactions import measure_interactions
    from tests.bench.latency import measure_latency
    from tests.bench.startup import measure_start
    from tests.bench.writing import measure_writing
    from tests.serving import ROOT

    busy = psutil.cpu_percent(interval=3)
    if busy > MOST_BUSY:
        print(
            f"Other programs take {busy:.0f} % of this machine: until they end, "
            "the figures mean little."
        )
    # The app first: it should not compete with what the search has loaded here.
    figures = [*measure_start(), *measure_interactions(), *measure_latency()]
    figures += [*measure_alignment(), *measure_writing()]
    print(f"torch with {THREADS} threads, FAISS with one where a single query is timed")
    print(format_figures(figures))
    path = ROOT / "assets" / "benchmarks" / "speed.json"
    write_figures(figures, path, threads=THREADS, busy_percent=busy)
    print(f"written to {path.relative_to(ROOT)}")
    return 0 if all(figure.passed for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
