"""What was observed of the maps of one aligner, and its summary by class and molecule."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from textmol.evaluation.grounding_metrics import METRICS, measure_map

ROUNDS = 1_000


@dataclass
class Sheet:
    """Figures of maps, each of one class and one molecule."""

    names: list[str] = field(default_factory=list)
    molecules: list[str] = field(default_factory=list)
    values: list[tuple[float, ...]] = field(default_factory=list)

    def add(self, name: str, molecule: str, scores: np.ndarray, mask: np.ndarray) -> None:
        """Measure the map ``scores`` (n,) of a class against ``mask`` (n,) and note the figures."""
        found = measure_map(scores, mask)
        self.names.append(name)
        self.molecules.append(molecule)
        self.values.append((*(found[metric] for metric in METRICS), float(np.mean(mask))))

    def summarise(self, rounds: int = ROUNDS, seed: int = 0) -> dict[str, Any]:
        """Return the figures' means over classes as "macro". Empty without maps.

        With 95 % bootstrap intervals, drawn by molecule (a draw leaves out classes that it has no
        map of), and "chance", what a flat map would earn in the pointing game.
        """
        if not self.values:
            return {}
        table, counts = self._tabulate()
        by_class = table.sum(1) / counts.sum(1)[:, None]
        low, high = self._draw(table, counts, rounds, seed)
        macro: dict[str, Any] = _name_figures(by_class.mean(0))
        macro["interval95"] = {
            metric: [round(float(low[place]), 4), round(float(high[place]), 4)]
            for place, metric in enumerate(METRICS)
        }
        macro["classes"] = len(by_class)
        macro["maps"] = len(self.values)
        macro["molecules"] = len(set(self.molecules))
        return {"macro": macro}

    def list_classes(self) -> dict[str, dict[str, Any]]:
        """Return the mean figures of each class and its number of "maps"."""
        if not self.values:
            return {}
        table, counts = self._tabulate()
        rows = zip(sorted(set(self.names)), table.sum(1), counts.sum(1), strict=True)
        return {
            name: {**_name_figures(total / number), "maps": int(number)}
            for name, total, number in rows
        }

    def _tabulate(self) -> tuple[np.ndarray, np.ndarray]:
        """Return (classes, molecules, figures) sums and (classes, molecules) numbers of maps."""
        names, rows = np.unique(self.names, return_inverse=True)
        molecules, columns = np.unique(self.molecules, return_inverse=True)
        table = np.zeros((len(names), len(molecules), len(METRICS) + 1))
        counts = np.zeros((len(names), len(molecules)))
        np.add.at(table, (rows, columns), np.asarray(self.values))
        np.add.at(counts, (rows, columns), 1)
        return table, counts

    @staticmethod
    def _draw(
        table: np.ndarray, counts: np.ndarray, rounds: int, seed: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the (figures,) limits of 95 % of the macro means of drawn molecules."""
        number = counts.shape[1]
        draw = np.random.default_rng(seed)
        means = np.empty((rounds, table.shape[2]))
        for row in range(rounds):
            times = np.bincount(draw.integers(number, size=number), minlength=number)
            total = counts @ times
            there = total > 0
            sums = np.tensordot(table[there], times, (1, 0))
            means[row] = (sums / total[there, None]).mean(0)
        low, high = np.quantile(means, [0.025, 0.975], axis=0)
        return low, high


def _name_figures(values: np.ndarray) -> dict[str, Any]:
    named = zip((*METRICS, "chance"), values, strict=True)
    return {name: round(float(value), 4) for name, value in named}
