"""Terms beyond the table of groups: elements, rings, charges, and classes defined by counts."""

from __future__ import annotations

from textmol.language import CYCLES, HALOGEN_STEMS, MULTIPLES, NUMBERS
from textmol.molecules.demands.term import Term
from textmol.molecules.requirements import Condition

_ACID = ("carboxylic acid", "carboxylate")
_SUGARS = ("pyranose sugar ring", "furanose sugar ring")


def _at_least(number: int, *measures: str) -> Condition:
    return Condition(measures, low=number)


def _exactly(number: int, *measures: str) -> Condition:
    return Condition(measures, low=number, high=number)


def _whole(label: str, *conditions: Condition, adjective: bool = False) -> Term:
    return Term(label, conditions=conditions, kind="whole", adjective=adjective)


def _count(label: str, *measures: str, kind: str = "group", named: bool = True) -> Term:
    return Term(label, measures, kind=kind, named=named)


_SATURATED = (_exactly(0, "alkene", "alkyne"), _exactly(0, "aromatic ring"))
_CHO = _exactly(0, "N", "P", "S", "F", "Cl", "Br", "I", "Si", "B", "Se", "metal atom")
_NO_OTHERS = _exactly(0, "N", "O", "P", "S", "Si", "B", "Se", "metal atom")
_ACYL = _at_least(1, "fatty acyl chain")
_OPEN = _exactly(0, "rings")
_FATTY_ACID = (_exactly(1, *_ACID), _exactly(0, "ester"), _ACYL, _OPEN, _CHO)
_CHAIN_OH = (_at_least(1, "long alkyl chain"), _at_least(1, "primary alcohol"), _OPEN)

_NUCLEOSIDES = ("ribonucleoside", "deoxyribonucleoside")
_HEADS = {
    "choline": "phosphocholine group",
    "ethanolamine": "phosphoethanolamine group",
    "serine": "serine residue",
    "inositol": "inositol ring",
}
_TERPENES = {"mono": 10, "sesqui": 15, "di": 20, "sester": 25, "tri": 30}

# Beyond the words of the table; the last word of a phrase has its plural added.
TERMS: tuple[tuple[str, Term], ...] = (
    ("carbon", _count("carbon atom", "C", kind="element", named=False)),
    ("hydrogen", _count("hydrogen atom", "H", kind="element", named=False)),
    ("heteroatom|hetero atom", _count("heteroatom", "heteroatom")),
    ("heavy atom|non hydrogen atom", _count("heavy atom", "heavy_atoms", kind="property")),
    ("ring|cycle", _count("ring", "rings", kind="property")),
    ("rotatable bond", _count("rotatable bond", "rotatable_bonds", kind="property")),
    ("hydrogen bond donor|h bond donor|hbd", _count("H-bond donor", "hbd", kind="property")),
    (
        "hydrogen bond acceptor|h bond acceptor|hba",
        _count("H-bond acceptor", "hba", kind="property"),
    ),
    (
        "stereocentre|stereo centre|chiral centre|chirality centre|asymmetric centre"
        "|asymmetric carbon",
        _count("stereocentre", "stereocentre"),
    ),
    ("component", _count("component", "component", named=False)),
    (
        "double bond|carbon carbon double bond|c c double bond|olefinic bond",
        _count("C=C double bond", "alkene"),
    ),
    ("triple bond|carbon carbon triple bond|c c triple bond", _count("C≡C triple bond", "alkyne")),
    *(
        (
            f"{NUMBERS[n]} membered ring|{n} membered ring",
            _count(f"{NUMBERS[n]}-membered ring", f"{NUMBERS[n]}-membered ring"),
        )
        for n in range(3, 9)
    ),
    ("aromatic compound|aromatics|arene", _count("aromatic ring", "aromatic ring", kind="ring")),
    ("aromatic aldehyde", _count("aromatic aldehyde", "aromatic aldehyde")),
    (
        "aromatic carboxylic acid|aryl carboxylic acid",
        _count("aromatic carboxylic acid", "aromatic carboxylic acid"),
    ),
    ("halogen compound|halide|organohalogen", _count("carbon–halogen bond", "carbon–halogen bond")),
    (
        "sugar|monosaccharide unit|sugar unit|sugar residue",
        Term("sugar ring", _SUGARS, kind="ring", named=False),
    ),
    ("penicillin", _count("penam skeleton", "penam skeleton", kind="skeleton")),
    ("cephalosporin", _count("cephem skeleton", "cephem skeleton", kind="skeleton")),
    ("anthocyanin", _count("flavylium ring", "anthocyanidin skeleton", kind="skeleton")),
    ("ergot alkaloid", _count("ergoline skeleton", "ergoline skeleton", kind="skeleton")),
    ("hydrocarbon", _whole("hydrocarbon", _exactly(0, "heteroatom"), _at_least(1, "C"))),
    *(
        (
            f"{halogen}inated hydrocarbon",
            _whole(f"{halogen}inated hydrocarbon", _at_least(1, f"{halogen}o group"), _NO_OTHERS),
        )
        for halogen in HALOGEN_STEMS
    ),
    (
        "halogenated hydrocarbon",
        _whole("halogenated hydrocarbon", _at_least(1, "carbon–halogen bond"), _NO_OTHERS),
    ),
    *(
        (f"aryl {halide}|aromatic {halide}", _count(f"aryl {halide}", f"aryl {halide}"))
        for halide in ("fluoride", "chloride", "bromide", "iodide")
    ),
    *(
        (
            f"nucleoside {number}phosphate",
            _whole(
                f"nucleoside {number}phosphate",
                _at_least(1, "nucleotide"),
                _at_least(
                    1, f"{number}phosphate" if number in ("di", "tri") else "phosphate group"
                ),
            ),
        )
        for number in MULTIPLES[:4]
    ),
    (
        "polycyclic aromatic hydrocarbon|pah",
        _whole(
            "polycyclic aromatic hydrocarbon",
            _exactly(0, "heteroatom"),
            _at_least(2, "aromatic ring"),
        ),
    ),
    ("alkane", _whole("alkane", _exactly(0, "heteroatom"), *_SATURATED, _at_least(1, "C"))),
    ("fatty acid|free fatty acid", _whole("fatty acid", *_FATTY_ACID)),
    ("saturated fatty acid", _whole("saturated fatty acid", *_FATTY_ACID, *_SATURATED)),
    (
        "unsaturated fatty acid",
        _whole("unsaturated fatty acid", *_FATTY_ACID, _at_least(1, "alkene", "alkyne")),
    ),
    (
        "monounsaturated fatty acid",
        _whole("monounsaturated fatty acid", *_FATTY_ACID, _exactly(1, "alkene", "alkyne")),
    ),
    (
        "polyunsaturated fatty acid",
        _whole("polyunsaturated fatty acid", *_FATTY_ACID, _at_least(2, "alkene", "alkyne")),
    ),
    (
        "branched fatty acid|branched chain fatty acid",
        _whole("branched fatty acid", *_FATTY_ACID, _at_least(1, "branching carbon")),
    ),
    (
        "straight chain fatty acid|unbranched fatty acid",
        _whole("unbranched fatty acid", *_FATTY_ACID, _exactly(0, "branching carbon")),
    ),
    ("fatty alcohol", _whole("fatty alcohol", *_CHAIN_OH, _exactly(1, "O"), _CHO)),
    ("saturated", _whole("saturated", *_SATURATED, adjective=True)),
    ("unsaturated", Term("C=C or C≡C bond", ("alkene", "alkyne"), kind="whole", adjective=True)),
    ("aliphatic", _whole("no aromatic ring", _exactly(0, "aromatic ring"), adjective=True)),
    ("achiral", _whole("no stereocentre", _exactly(0, "stereocentre"), adjective=True)),
    ("chiral", _whole("at least 1 stereocentre", _at_least(1, "stereocentre"), adjective=True)),
    ("acyclic|open chain", _whole("no ring", _OPEN, adjective=True)),
    ("polycyclic", _whole("at least 2 rings", _at_least(2, "rings"), adjective=True)),
    ("cyclic", Term("ring", ("rings",), kind="property", adjective=True)),
    *(
        (word, _whole(f"exactly {n} ring" + "s" * (n > 1), _exactly(n, "rings"), adjective=True))
        for n, word in enumerate(CYCLES)
        if n
    ),
    *(
        (f"{MULTIPLES[n]}saccharide", _whole(f"{MULTIPLES[n]}saccharide", _exactly(n, *_SUGARS)))
        for n in range(1, 7)
    ),
    (
        "zwitterion|zwitterionic|inner salt",
        _whole(
            "zwitterion",
            _exactly(0, "charge"),
            _exactly(1, "component"),
            _at_least(1, "positive centre"),
            _at_least(1, "negative centre"),
        ),
    ),
    (
        "cation|positively charged|cationic|positive charge",
        _whole("charge at least +1", _at_least(1, "charge")),
    ),
    (
        "anion|negatively charged|anionic|negative charge",
        _whole("charge at most −1", Condition(("charge",), high=-1)),
    ),
    ("neutral|uncharged|no net charge", _whole("charge 0", _exactly(0, "charge"), adjective=True)),
    ("charge|net charge", Term("charge", ("charge",), kind="property", named=False)),
    ("ion|charged", Term("ion", kind="whole", named=False)),
    (
        "hydrochloride|hydrochloride salt|chloride salt",
        _whole("chloride salt", _at_least(1, "chloride ion")),
    ),
    (
        "hydrobromide|hydrobromide salt|bromide salt",
        _whole("bromide salt", _at_least(1, "bromide ion")),
    ),
    *(
        (
            f"{metal} salt",
            _whole(f"{metal} salt", _at_least(1, f"{metal} atom"), _at_least(2, "component")),
        )
        for metal in ("sodium", "potassium", "lithium", "calcium", "magnesium", "zinc", "silver")
    ),
    ("metal complex|metal complexes", _count("metal atom", "metal atom", kind="element")),
    (
        "transition metal complex|transition metal complexes",
        _count("transition metal atom", "transition metal atom", kind="element"),
    ),
    ("metal", _count("metal atom", "metal atom", kind="element", named=False)),
    ("lead", _count("lead atom", "lead atom", kind="element", named=False)),
    ("nucleoside", _whole("nucleoside", _at_least(1, *_NUCLEOSIDES), _exactly(0, "P"))),
    ("glucuronide", _count("glucuronic acid ring", "glucuronic acid ring")),
    *(
        (
            f"phosphatidyl{head}",
            _whole(f"phosphatidyl{head}", _at_least(1, "glycerophospholipid"), _at_least(1, group)),
        )
        for head, group in _HEADS.items()
    ),
    (
        "sphingomyelin",
        _whole(
            "sphingomyelin", _at_least(1, "sphingoid base"), _at_least(1, "phosphocholine group")
        ),
    ),
    (
        "ganglioside",
        _whole("ganglioside", _at_least(1, "sialic acid residue"), _at_least(1, "sphingoid base")),
    ),
    *(
        (
            f"{prefix}terpene",
            Term(
                f"{prefix}terpene ({n} carbon atoms)",
                conditions=(_exactly(n, "C"),),
                kind="terpene",
            ),
        )
        for prefix, n in _TERPENES.items()
    ),
    ("dipeptide", _whole("dipeptide", _exactly(1, "peptide bond"))),
    ("tripeptide", _whole("tripeptide", _exactly(2, "peptide bond"))),
    ("diol", _whole("exactly 2 alcohols", _exactly(2, "alcohol"), _exactly(2, "hydroxy group"))),
    ("triol", _whole("exactly 3 alcohols", _exactly(3, "alcohol"), _exactly(3, "hydroxy group"))),
)
