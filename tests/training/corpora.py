# ruff: noqa: E501 (a table reads best with a molecule a line)
"""A raw data folder of two dozen molecules with descriptions written for the tests."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

from rdkit import Chem

# SMILES, name, labels, description
MOLECULES = (
    ("CCO", "ethanol", "solvent", "It is a primary alcohol. It is found in wine."),
    ("CC(=O)O", "acetic acid", "preservative", "It is a monocarboxylic acid. It smells of vinegar."),
    ("CC(=O)[O-]", "acetate", "", "It is the conjugate base of acetic acid."),
    ("CC(=O)Oc1ccccc1C(=O)O", "aspirin", "pain treatment", "It is a phenyl acetate. It relieves pain."),
    ("c1ccccc1", "benzene", "solvent", "It is an aromatic hydrocarbon with six carbons."),
    ("Cc1ccccc1", "toluene", "solvent", "It is a methylbenzene."),
    ("c1ccncc1", "pyridine", "solvent", "It is an azaarene with one nitrogen. It smells of fish."),
    ("c1ccoc1", "furan", "", "It is a five-membered aromatic ring with oxygen."),
    ("N[C@@H](C)C(=O)O", "L-alanine", "nutrient", "It is an alpha-amino acid with S configuration."),
    ("N[C@H](C)C(=O)O", "D-alanine", "", "It is an alpha-amino acid with R configuration."),
    ("NCC(=O)O", "glycine", "nutrient", "It is the simplest amino acid. It is achiral."),
    ("CCCC(=O)OCC", "ethyl butyrate", "sweet|fruity", "It is a butyrate ester. It smells of pineapple."),
    ("CC(=O)OCCC(C)C", "isoamyl acetate", "sweet|fruity", "It is an acetate ester. It smells of banana."),
    ("O=[N+]([O-])c1ccccc1", "nitrobenzene", "", "It is a nitroarene. It smells of almonds."),
    ("Clc1ccccc1", "chlorobenzene", "solvent", "It is a monochlorobenzene."),
    ("CC#N", "acetonitrile", "solvent", "It is an aliphatic nitrile."),
    ("[Na+].[Cl-]", "sodium chloride", "salty", "It is an inorganic sodium salt. It is table salt."),
    ("[Xe]", "xenon", "", "It is a monoatomic noble gas."),
    ("[2H]O[2H]", "heavy water", "", "It is deuterated water."),
    ("CN1C=NC2=C1C(=O)N(C)C(=O)N2C", "caffeine", "stimulant", "It is a purine alkaloid found in coffee."),
    ("CS(C)=O", "dimethyl sulfoxide", "solvent", "It is a sulfoxide with two methyl groups."),
    ("OC[C@H]1OC(O)[C@H](O)[C@@H](O)[C@@H]1O", "D-glucose", "sweet", "It is an aldohexose sugar."),
    ("C/C=C/C(=O)O", "crotonic acid", "", "It is an unsaturated acid with an E double bond."),
    ("C/C=C\\C(=O)O", "isocrotonic acid", "", "It is an unsaturated acid with a Z double bond."),
)  # fmt: skip
DEV = {"toluene", "glycine"}


def write_data(folder: Path) -> Path:
    """Write the four files of a data folder and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    pairs, names, labels, library = [], [], [], []
    for number, (smiles, name, label, text) in enumerate(MOLECULES, 1):
        mol = Chem.MolFromSmiles(smiles)
        key, smiles = Chem.MolToInchiKey(mol), Chem.MolToSmiles(mol)
        split = "dev" if name in DEV else "train"
        pairs.append((number, key, smiles, text, "chebi20-val", split))
        names.append((number, key, smiles, name, "title"))
        library.append((number, key, smiles, int(number % 5 > 0)))
        if label:
            labels.append((key, smiles, label))
    _write(folder / "pairs.tsv.gz", "cid inchikey smiles text source split", pairs)
    _write(folder / "names.tsv.gz", "cid inchikey smiles name kind", names)
    _write(folder / "properties.tsv.gz", "inchikey smiles properties", labels)
    _write(folder / "library.tsv.gz", "cid inchikey smiles chebi20_pool", library)
    return folder


def _write(path: Path, header: str, rows: Sequence[tuple[object, ...]]) -> None:
    lines = [header.split(), *([str(cell) for cell in row] for row in rows)]
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines("\t".join(line) + "\n" for line in lines)
