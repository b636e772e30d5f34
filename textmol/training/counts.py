"""Counts, charges and sizes as they are typed: "three chlorines", "dication", "under 100 Da"."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from textmol.language import CYCLES, ELEMENT_NAMES, MULTIPLES, NUMBERS, pluralise

if TYPE_CHECKING:
    from textmol.molecules.groups import Group
    from textmol.training.shorts import Traits

MOST = 12  # larger numbers are only compared with round ones
PLAIN_PLURALS = ("carbon", "nitrogen", "oxygen", "sulfur", "fluorine", "chlorine", "bromine",
                 "iodine", "boron", "silicon")  # fmt: skip
# Group names that are typed without their last word, or otherwise than the table has them.
LOOSE_GROUPS = {
    "phosphate group": ("phosphate", "phosphate group"),
    "hydroxy group": ("hydroxy group", "hydroxyl", "hydroxyl group", "OH group"),
    "phenol": ("phenol", "phenolic OH group", "phenolic hydroxyl"),
    "carboxylic acid": ("carboxylic acid", "carboxy group", "acid group", "COOH group"),
    "carboxylate": ("carboxylate", "carboxylate group", "COO- group"),
    "sulfate ester": ("sulfate", "sulfate group"),
    "sulfonic acid": ("sulfonic acid", "sulfonic acid group"),
    "sulfonate": ("sulfonate", "sulfonate group"),
    "nitro group": ("nitro group", "NO2 group"),
    "methoxy group": ("methoxy group", "methoxy", "OMe group"),
    "methyl group": ("methyl group", "methyl"),
    "benzene ring": ("benzene ring", "phenyl ring", "benzene"),
    "pyranose sugar ring": ("sugar ring", "pyranose", "sugar unit"),
    "alkene": ("double bond", "C=C bond", "alkene", "C=C double bond"),
    "alkyne": ("triple bond", "alkyne"),
    "halogen atom": ("halogen", "halogen atom"),
    "amine": ("amine", "amino group"),
    "peptide bond": ("peptide bond",),
    "acetyl group": ("acetyl group",),
}  # fmt: skip
COUNTED_ENDINGS = (
    "group", "ring", "acid", "ester", "amine", "amide", "ketone", "aldehyde", "nitrile", "ether",
    "alcohol", "lactone", "epoxide", "disulfide", "thiol", "sulfonamide", "residue", "unit",
    "centre", "glycoside", "lactam", "urea", "carbamate", "azide", "oxime", "thioether",
)  # fmt: skip


def phrase_count(group: Group, count: int, rng: random.Random) -> str | None:
    """Return "two nitro groups" and the like, None for a group that nobody counts."""
    if group.counting == "once" or group.kind == "skeleton" or count < 1:
        return None
    words = LOOSE_GROUPS.get(group.name) or [
        word
        for word in (group.name, *group.words)
        if word.endswith(COUNTED_ENDINGS) and " of " not in word and not word[0].isdigit()
    ]
    return _put(count, rng.choice(words), rng) if words else None


def list_measure_texts(traits: Traits, rng: random.Random) -> list[tuple[tuple[str, int], str]]:
    """Return one text for each element, the charge, the rings and the weight, with its key."""
    texts = [
        ((symbol, count), _state_element(name, count, rng))
        for symbol, count in traits.symbols.items()
        if (name := ELEMENT_NAMES.get(symbol))
    ]
    texts.append((("charge", traits.charge), _state_charge(traits.charge, rng)))
    texts.append((("rings", traits.rings), _state_rings(traits.rings, rng)))
    texts.append((("weight", 0), _state_weight(traits.weight, rng)))
    return texts


def _state_element(name: str, count: int, rng: random.Random) -> str:
    plural = name in PLAIN_PLURALS
    words = [f"{name} atom", f"{name} atom", *([name] if plural else [])]
    if rng.random() < 0.25 and name not in ("carbon", "oxygen", "nitrogen"):
        shapes = (
            "{} compound",
            "contains {}",
            "has {}",
            "with {}",
            "{}",
            "{}-containing compound",
            "compound with {}",
            "{} compounds",
            "any {} compound",
            "something with {}",
        )
        return rng.choice(shapes).format(name)
    return _put(count, rng.choice(words), rng)


def _put(count: int, word: str, rng: random.Random) -> str:
    """Return the number with its noun, sometimes as a bound that the number keeps."""
    form = rng.random()
    if count > MOST:
        least = count // 5 * 5 - (count % 5 == 0)
        shape = rng.choice(("more than {} {}", "over {} {}"))
        return shape.format(least, pluralise(word))
    if form < 0.1:
        return f"exactly {_spell(count, word, rng)}"
    if form < 0.2 and count > 1:
        return f"at least {_spell(rng.randint(max(count - 1, 1), count), word, rng)}"
    if form < 0.27 and count > 1:
        return f"more than {_spell(count - 1, word, rng)}"
    if form < 0.31:
        return f"{rng.choice(('only', 'just'))} {_spell(count, word, rng)}"
    if form < 0.35 and count == 1:
        return f"a single {word}"
    if form < 0.45:
        return f"{rng.choice(('has', 'contains', 'with'))} {_spell(count, word, rng)}"
    return _spell(count, word, rng)


def _spell(count: int, word: str, rng: random.Random) -> str:
    number = NUMBERS[count] if rng.random() < 0.6 else str(count)
    return f"{number} {word if count == 1 else pluralise(word)}"


def _state_charge(charge: int, rng: random.Random) -> str:
    if not charge:
        return rng.choice(
            (
                "neutral",
                "neutral molecule",
                "uncharged",
                "no net charge",
                "uncharged molecule",
                "net charge zero",
                "charge 0",
            )
        )
    kind, sign, pole = ("cation", "+", "positive") if charge > 0 else ("anion", "-", "negative")
    size = abs(charge)
    number = NUMBERS[size] if size <= MOST else str(size)
    plain = [
        f"charge {charge:+d}", f"net charge {charge:+d}", f"{kind} with charge {charge:+d}",
        f"{size}{sign} charge", f"{size}{sign} ion", f"{kind} {size}{sign}",
        f"{number} {pole} charge{'s' if size > 1 else ''}", kind, f"{pole}ly charged",
        f"{pole}ly charged ion", f"{pole} ion",
    ]  # fmt: skip
    if size < len(MULTIPLES):
        plain += [f"{MULTIPLES[size]}{kind}", f"{MULTIPLES[size]}{kind}s"] * 2
    if size > 1:
        least = NUMBERS[rng.randint(2, min(size, MOST))]
        plain += [f"at least {least} {pole} charges", "multiply charged ion"]
    return rng.choice(plain)


def _state_rings(rings: int, rng: random.Random) -> str:
    if not rings:
        return rng.choice(
            (
                "no rings",
                "acyclic",
                "without any ring",
                "open-chain compound",
                "no ring",
                "acyclic molecule",
                "ring-free",
                "no cyclic part",
            )
        )
    if rings < len(CYCLES) and rng.random() < 0.35:
        return rng.choice(("{} compound", "{}", "{} molecule")).format(CYCLES[rings])
    return _put(rings, "ring", rng)


def _state_weight(weight: float, rng: random.Random) -> str:
    """Return bounds of the weight that hold for it."""
    low, high = int(weight // 100) * 100, int(weight // 100) * 100 + 100
    texts = [
        f"between {low} and {high} Da",
        f"molecular weight {low} to {high}",
        f"MW {low}-{high}",
        f"mass about {weight:.0f}",
        f"MW around {weight:.0f}",
    ]
    if weight < 300:
        texts += [
            f"small molecule under {high} Da",
            f"molecular weight below {high}",
            f"lighter than {high} Da",
            f"MW under {high}",
        ] * 2
    if weight > 600:
        texts += [f"large molecule over {low - 1} Da", f"molecular weight above {low - 1}"]
    if weight > 1000:
        texts += ["very large molecule", "big molecule over 1000 Da", "molecular weight over 1000"]
    return rng.choice(texts)
