"""Features and tokens, computed once, so that training needs neither RDKit nor the raw data.

The prepared folder holds plain ``.npy`` arrays and JSON, in the layout that ``corpus.py`` reads.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import random
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from textmol.errors import MoleculeError
from textmol.text.pieces import learn_pieces
from textmol.text.vocabulary import Vocabulary, learn_vocabulary
from textmol.text.words import split_sentences, split_words
from textmol.training.origin import hash_files
from textmol.training.shorts import Traits, read_traits, short_texts, tally_traits
from textmol.training.sources import (
    DEV_SOURCE,
    TRAIN_SOURCE,
    Sources,
    Text,
    list_files,
    read_sources,
)

PIECES = 8000  # of the tokeniser that transformers read texts and SMILES with
STRUCTURE_TEXTS = 4  # short texts written from the structure of each described molecule
SMALL_POOL = 3300  # molecules of the second pool, the size of the benchmark's test split
LABEL_TEXTS = 2  # texts written from the property labels of a molecule
LIPID_LABELS = frozenset({"nutrient", "Energy source", "Membrane stabilizer", "Energy storage"})
LIPID_SHARE = 0.15  # generic labels of thousands of lipids: kept for this share of them


def prepare(data: Path, out: Path, *, workers: int = 2, seed: int = 0) -> None:
    """Write the prepared folder ``out`` from the data folder ``data``.

    Raises DataError where a file or column is missing. Molecules that RDKit cannot read are
    left out with their texts and counted on standard error.
    """
    sources = thin_lipids(read_sources(data), random.Random(seed))
    out.mkdir(parents=True, exist_ok=True)
    keys = _write_molecules(sources, out, workers)
    place = {key: row for row, key in enumerate(keys)}
    texts = _write_views(sources, random.Random(seed), workers)
    texts = [text for text in texts if text.key in place]
    vocabulary = learn_vocabulary(text.text for text in texts if text.split == "train")
    (out / "tokenizer.json").write_text(vocabulary.to_json(), encoding="utf-8")
    _write_texts(texts, place, vocabulary, out)
    _write_pieces(texts, place, out)
    pool = [place[key] for key in sources.pool if key in place]
    np.save(out / "pool.npy", np.asarray(pool, np.int32))
    write_benchmark(sources, out, random.Random(seed))
    facts = {
        "sha256": hash_files(data, list_files(data)),
        "molecules": len(keys),
        "texts": len(texts),
        "seed": seed,
        **_describe_features(),
    }
    (out / "prepared.json").write_text(json.dumps(facts, indent=1), encoding="utf-8")


def write_benchmark(sources: Sources, out: Path, rng: random.Random) -> None:
    """Write the dev pairs and the candidate pools for ``evaluate``.

    ``dev.tsv`` holds the nameless ChEBI-20 texts of dev molecules; ``pool-large.tsv`` the whole
    benchmark pool (33,010 compounds before InChIKeys are joined), ``pool-3300.tsv`` the dev
    molecules with seeded others of it; ``texts-3300.tsv`` the dev texts with seeded texts
    of other molecules, of the same kind as far as they go, as candidates for a molecule;
    ``train.tsv`` all descriptions that train, those of the same kind first, to copy from.
    """
    dev = [text for text in sources.texts if text.split == "dev" and text.source == DEV_SOURCE]
    rows = [(sources.structures[text.key], text.key, text.text) for text in dev]
    _write_table(out / "dev.tsv", ("smiles", "inchikey", "text"), rows)
    own = sorted({text.key for text in dev})
    others = sorted(set(sources.pool) - set(own))
    small = [*own, *rng.sample(others, max(min(SMALL_POOL - len(own), len(others)), 0))]
    for name, keys in (("pool-large.tsv", sources.pool), (f"pool-{SMALL_POOL}.tsv", small)):
        pool = [(sources.structures[key], key) for key in keys]
        _write_table(out / name, ("smiles", "inchikey"), pool)
    further = [
        text for text in sources.texts if (text.kind, text.split) == ("description", "train")
    ]
    rng.shuffle(further)
    further.sort(key=lambda text: text.source not in (DEV_SOURCE, TRAIN_SOURCE))
    some = further[: max(SMALL_POOL - len(dev), 0)]
    rows += [(sources.structures[text.key], text.key, text.text) for text in some]
    _write_table(out / f"texts-{SMALL_POOL}.tsv", ("smiles", "inchikey", "text"), rows)
    known = [(sources.structures[text.key], text.key, text.text) for text in further]
    _write_table(out / "train.tsv", ("smiles", "inchikey", "text"), known)


def _write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    lines = ["\t".join(row) for row in (header, *rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def thin_lipids(sources: Sources, rng: random.Random) -> Sources:
    """Return the sources with most lipids left out that carry generic labels and nothing else."""
    kept = []
    for text in sources.texts:
        generic = text.kind == "labels" and not LIPID_LABELS.isdisjoint(text.text.split("|"))
        if not generic or rng.random() < LIPID_SHARE:
            kept.append(text)
    used = {text.key for text in kept} | set(sources.pool) | set(sources.described)
    structures = {key: smiles for key, smiles in sources.structures.items() if key in used}
    return Sources(structures, kept, sources.pool, sources.described)


def _describe_features() -> dict[str, object]:
    """Return the sizes and names that an encoder of these features is built with."""
    from textmol.molecules import features
    from textmol.molecules.groups import TABLE

    return {
        # The encoder counts these groups: another table would feed it other numbers.
        "groups_sha256": hashlib.sha256(TABLE.read_bytes()).hexdigest(),
        "fingerprint": features.FINGERPRINT_SIZE,
        "atom_values": features.ATOM_CARDINALITIES,
        "bond_values": features.BOND_CARDINALITIES,
        "groups": features.known_groups(),
    }


def _featurise(item: tuple[str, str]):  # type: ignore[no-untyped-def]
    from textmol.molecules import parse_molecule
    from textmol.molecules.features import featurise, known_groups

    try:
        molecule = parse_molecule(item[1])
        return item[0], molecule.smiles, featurise(molecule.mol, known_groups())
    except MoleculeError:
        return None


def _write_molecules(sources: Sources, out: Path, workers: int) -> list[str]:
    rows = [row for row in _spread(_featurise, sources.structures.items(), workers) if row]
    lost = len(sources.structures) - len(rows)
    if lost:
        print(f"{lost} molecules could not be read and are left out.", file=sys.stderr)
    keys, smiles, features = ([row[part] for row in rows] for part in range(3))
    arrays: dict[str, np.ndarray] = {
        "columns": np.concatenate([item.bits for item in features]).astype(np.int16),
        "counts": np.concatenate([item.counts for item in features]).astype(np.float16),
        "sizes": np.asarray([len(item.bits) for item in features], np.int32),
        "descriptors": np.stack([item.descriptors for item in features]).astype(np.float16),
        "atoms": np.concatenate([item.atoms for item in features]),
        "atom_sizes": np.asarray([len(item.atoms) for item in features], np.int32),
        "ends": np.concatenate([item.bonds for item in features]),
        "bonds": np.concatenate([item.bond_features for item in features]),
        "bond_sizes": np.asarray([len(item.bonds) for item in features], np.int32),
    }
    for name, array in arrays.items():
        np.save(out / f"molecules_{name}.npy", array)
    (out / "keys.json").write_text(json.dumps(keys), encoding="utf-8")
    (out / "smiles.json").write_text(json.dumps(smiles), encoding="utf-8")
    return keys


def _write_structure(item: tuple[str, str, int]) -> tuple[list[Text], Traits] | None:
    """Return the texts from structure facts, and what short texts are written from later."""
    from textmol.molecules import parse_molecule
    from textmol.molecules.groups import find_groups
    from textmol.training.facts import structure_facts
    from textmol.training.sentences import phrase

    key, smiles, seed = item
    try:
        mol = parse_molecule(smiles).mol
    except MoleculeError:
        return None
    groups = find_groups(mol)
    facts = structure_facts(mol, groups)
    rng = random.Random(seed)
    texts = {phrase(facts, rng) for _ in range(STRUCTURE_TEXTS)}
    written = [Text(key, "structure", "", "train", text) for text in sorted(texts)]
    return written, read_traits(mol, groups)


def _write_shorts(traits: Mapping[str, Traits], rng: random.Random) -> list[Text]:
    """Return loose short texts of every molecule; what few molecules have is drawn more often."""
    tally = tally_traits(traits.values())
    return [
        Text(key, "short", "", "train", text)
        for key, one in traits.items()
        for text in short_texts(one, rng, tally)
    ]


def _write_views(sources: Sources, rng: random.Random, workers: int) -> list[Text]:
    """Return the texts that train or measure, with short ones from labels and structures."""
    texts: list[Text] = []
    for text in sources.texts:
        texts += _write_labels(text, rng) if text.kind == "labels" else [text]
    jobs = [(key, sources.structures[key], rng.randrange(2**31)) for key in sources.described]
    traits = {}
    for job, found in zip(jobs, _spread(_write_structure, jobs, workers), strict=True):
        if found:
            texts += found[0]
            traits[job[0]] = found[1]
    return texts + _write_shorts(traits, rng)


def _write_labels(text: Text, rng: random.Random) -> list[Text]:
    labels = text.text.split("|")
    written = set()
    for _ in range(LABEL_TEXTS):
        some = rng.sample(labels, min(len(labels), rng.choice((1, 1, 2, 3))))
        written.add(
            rng.choice(("{}", "{}", "it has a role as {}", "used as {}")).format(", ".join(some))
        )
    return [Text(text.key, "labels", "", "train", line) for line in sorted(written)]


def _write_texts(
    texts: Sequence[Text], place: dict[str, int], vocabulary: Vocabulary, out: Path
) -> None:
    """Write the texts as sentences of counted columns."""
    sentences_of, columns, counts, column_sizes, strings = [], [], [], [], []
    for text in texts:
        parts = split_sentences(text.text) or [""]
        sentences_of.append(len(parts))
        strings += parts
        for part in parts:
            found = vocabulary.count([word.form for word in split_words(part)])
            columns.append(np.fromiter(found.keys(), np.int32, len(found)))
            counts.append(np.minimum(np.fromiter(found.values(), np.int32, len(found)), 255))
            column_sizes.append(len(found))
    arrays: dict[str, np.ndarray] = {
        "molecules": np.asarray([place[text.key] for text in texts], np.int32),
        "sentences": np.asarray(sentences_of, np.int32),
        "columns": np.concatenate(columns),
        "counts": np.concatenate(counts).astype(np.uint8),
        "column_sizes": np.asarray(column_sizes, np.int32),
    }
    for name, array in arrays.items():
        np.save(out / f"texts_{name}.npy", array)
    (out / "strings.json").write_text(json.dumps(strings, ensure_ascii=False), encoding="utf-8")
    kinds = [_kind(text) for text in texts]
    (out / "kinds.json").write_text(json.dumps(kinds), encoding="utf-8")


def _write_pieces(texts: Sequence[Text], place: dict[str, int], out: Path) -> None:
    """Write the tokeniser, learned from what people wrote and the molecules it was written of."""
    written = [text for text in texts if text.split == "train" and text.kind != "structure"]
    smiles = json.loads((out / "smiles.json").read_text(encoding="utf-8"))
    rows = sorted({place[text.key] for text in written if text.kind != "labels"})
    pieces = learn_pieces((text.text for text in written), (smiles[row] for row in rows), PIECES)
    (out / "pieces.json").write_text(pieces, encoding="utf-8")


def _kind(text: Text) -> str:
    """Return the kind that recipes weigh; dev texts that count are "dev", others "dev-other"."""
    if text.split == "dev":
        return "dev" if text.source == DEV_SOURCE else "dev-other"
    if text.kind == "description":
        return "chebi" if text.source.startswith("chebi20") else "description"
    return text.kind


def _spread(function, items: Iterable, workers: int) -> Iterable:  # type: ignore[no-untyped-def]
    if workers < 2:
        return [function(item) for item in items]
    with multiprocessing.get_context("spawn").Pool(workers) as pool:
        return pool.map(function, list(items), chunksize=200)
