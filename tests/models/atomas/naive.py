"""Atomas written from its equations, one sequence and one token at a time."""

from __future__ import annotations

import math

Vector = list[float]


def distance(a: Vector, b: Vector) -> float:
    return math.sqrt(sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) / len(a))


def cluster(tokens: list[Vector], ratio: float, k: int, noise: Vector | None = None) -> list[int]:
    """Return the centre (a token's place) that each token belongs to."""
    size = len(tokens)
    everyone = range(size)
    far = [[distance(a, b) for b in tokens] for a in tokens]
    density = []
    for i in everyone:
        nearest = sorted(far[i][j] for j in everyone if j != i)[:k]
        mean = sum(value**2 for value in nearest) / len(nearest) if nearest else 0.0
        density.append(math.exp(-mean) + (noise[i] if noise else 0.0))
    delta = []
    for i in everyone:
        denser = [
            far[i][j]
            for j in everyone
            if density[j] > density[i] or (density[j] == density[i] and j < i)
        ]
        delta.append(min(denser) if denser else max(far[i]))
    number = max(1, math.ceil(size * ratio))
    order = sorted(everyone, key=lambda i: (-density[i] * delta[i], i))
    centres = order[:number]
    return [i if i in centres else min(centres, key=lambda c: far[i][c]) for i in everyone]


def merge(tokens: list[Vector], scores: Vector, members: list[int]) -> Vector:
    total = sum(math.exp(scores[i]) for i in members)
    return [
        sum(math.exp(scores[i]) * tokens[i][axis] for i in members) / total
        for axis in range(len(tokens[0]))
    ]


def softmax(values: Vector) -> Vector:
    total = sum(math.exp(value) for value in values)
    return [math.exp(value) / total for value in values]


def cosine(a: Vector, b: Vector) -> float:
    product = sum(x * y for x, y in zip(a, b, strict=True))
    return product / math.sqrt(sum(x * x for x in a)) / math.sqrt(sum(x * x for x in b))


def align(texts: list[Vector], molecules: list[Vector], ours: Vector, theirs: Vector) -> float:
    there = sum(
        weight * max(cosine(t, s) for s in molecules) for t, weight in zip(texts, ours, strict=True)
    )
    back = sum(
        weight * max(cosine(t, s) for t in texts)
        for s, weight in zip(molecules, theirs, strict=True)
    )
    return (there + back) / 2
