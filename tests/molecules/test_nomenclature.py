"""Names that OPSIN reads into structures."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from rdkit import Chem

from textmol.molecules import nomenclature
from textmol.molecules.nomenclature import (
    LONGEST,
    MOST_FAILURES,
    Opsin,
    OpsinError,
    fits_several,
    read_structure,
)

ECHO = (
    "import sys\nfor line in sys.stdin:\n"
    "    print(line.strip()[::-1], line, sep='\\t', end='', flush=True)"
)
CHATTY = (
    "import sys\nfor line in sys.stdin:\n"
    "    print('\\tat line 1', 'so', sep='\\n', file=sys.stderr, flush=True)\n"
    "    print(len(line.strip()), line, sep='\\t', end='', flush=True)"
)
MUTE = "import sys\nfor line in sys.stdin: pass"
TWICE = "line = input(); print(line, line, sep='\\t', flush=True); input()"
ONCE = "line = input(); print(line, line, sep='\\t', flush=True)"


@pytest.mark.parametrize(
    ("name", "smiles"),
    [
        ("2-(4-chlorophenyl)acetic acid", "OC(=O)Cc1ccc(Cl)cc1"),
        ("14-hydroxymyristic acid", "OCCCCCCCCCCCCCC(=O)O"),
        ("quercetin", "O=c1c(O)c(-c2ccc(O)c(O)c2)oc2cc(O)cc(O)c12"),
        ("3-O-methylquercetin", "COc1c(-c2ccc(O)c(O)c2)oc2cc(O)cc(O)c2c1=O"),
        ("(R)-lactic acid", "C[C@@H](O)C(=O)O"),
        ("lactic acid", "CC(O)C(=O)O"),
        ("β-alanine", "NCCC(=O)O"),
        ("4′-methoxyacetophenone", "COc1ccc(C(C)=O)cc1"),
        ("propylamine hydrochloride", "CCCN.Cl"),
        ("  sodium\tacetate ", "CC(=O)[O-].[Na+]"),
    ],
)
def test_names_are_read(name: str, smiles: str) -> None:
    assert read_structure(name) == Chem.CanonSmiles(smiles)


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "a sweet-smelling ester",
        "steroid",
        "methyl",
        "dodecanoic acid (myristic acid)",
        "water\nmethane",
        "x" * (LONGEST + 1),
        "приветная кислота",
        "\ud800",
        "ethanol\x01",
        "-",
    ],
)
def test_what_is_no_name_of_one_molecule_is_not_read(name: str) -> None:
    assert read_structure(name) is None


def test_a_name_with_line_breaks_does_not_shift_the_answers() -> None:
    assert read_structure("ethane\n\nmethane") is None
    assert read_structure("ethanol") == "CCO"


@pytest.mark.parametrize("name", ["dichlorobenzene", "xylene", "hydroxycinnamic acid", "butene"])
def test_names_without_places_fit_several_molecules(name: str) -> None:
    assert read_structure(name) is not None
    assert fits_several(name)


@pytest.mark.parametrize("name", ["1,4-dichlorobenzene", "chlorobenzene", "β-alanine", "steroid"])
def test_names_with_places_fit_one(name: str) -> None:
    assert not fits_several(name)


def test_threads_get_their_own_answers() -> None:
    names = [f"{length}-hydroxyicosanoic acid" for length in range(2, 21)]
    with ThreadPoolExecutor(4) as pool:
        read = list(pool.map(read_structure, names))
    assert len(set(read)) == len(names)
    assert read[-1] == Chem.CanonSmiles("O" + "C" * 19 + "C(=O)O")


def test_a_program_is_asked_line_by_line() -> None:
    program = Opsin([sys.executable, "-c", ECHO])
    assert [program.ask("abc"), program.ask("de")] == [("cba", ""), ("ed", "")]
    program.stop()
    assert program.ask("again") == ("niaga", "")
    program.stop()


def test_what_is_said_beside_an_answer_does_not_shift_the_answers() -> None:
    program = Opsin([sys.executable, "-c", CHATTY])
    assert [program.ask("abc"), program.ask("de")] == [
        ("3", "at line 1 so"),
        ("2", "at line 1 so"),
    ]
    program.stop()


def test_a_program_that_ends_is_started_again() -> None:
    program = Opsin([sys.executable, "-c", ONCE])
    for line in ["one", "two", "three"]:  # it may have ended by then, or be about to
        assert program.ask(line) == (line, "")
    program.stop()


def test_a_program_that_ends_without_an_answer_is_asked_once_more() -> None:
    program = Opsin([sys.executable, "-c", TWICE])
    for line in ["one", "two", "three"]:
        assert program.ask(line) == (line, "")
    program.stop()


@pytest.mark.parametrize(
    "command", [["/no/such/program"], [sys.executable, "-c", ""], [sys.executable, "-c", MUTE]]
)
def test_what_does_not_answer_is_not_asked_for_ever(command: list[str]) -> None:
    program = Opsin(command, patience=0.5)
    for _ in range(MOST_FAILURES):
        with pytest.raises(OpsinError):
            program.ask("methane")
    program._command = [sys.executable, "-c", ECHO]
    with pytest.raises(OpsinError, match="does not run"):
        program.ask("methane")
    program.stop()


def test_a_name_that_met_a_failure_is_read_later(monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def ask(self, line: str) -> tuple[str, str]:
            raise OpsinError(line)

    with monkeypatch.context() as patched:
        patched.setattr(nomenclature, "_open_opsin", Silent)
        assert read_structure("3-ethyl-4-propylheptane") is None
    assert read_structure("3-ethyl-4-propylheptane") == Chem.CanonSmiles("CCCC(CCC)C(CC)CC")
