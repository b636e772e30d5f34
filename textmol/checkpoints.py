"""Checkpoint folders: written in shards, verified when opened, never pickled.

A folder holds ``config.json`` (the architecture), weights as ``weights-00001.safetensors`` ...,
``card.json`` (what the checkpoint is and was measured at), further files such as
``tokenizer.json``, and ``manifest.json`` with the size and SHA-256 of every one of them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save
from torch import Tensor

from textmol.errors import CheckpointError

FORMAT = 1
CHECKPOINTS = Path(__file__).resolve().parent.parent / "assets" / "checkpoints"
MANIFEST, CONFIG, CARD = "manifest.json", "config.json", "card.json"
SHARD_BYTES = 15_000_000
HEADER_BYTES = 200_000  # of a shard, kept free for the names and shapes of its tensors
INT8_STEPS = 127
RESTORE = "Restore the folder from where it came, or train the checkpoint again."
Precision = Mapping[str, str]


@dataclass(frozen=True)
class Checkpoint:
    """A checkpoint folder whose files are those its manifest lists."""

    folder: Path
    identity: str  # name of the folder and eight digits of the manifest: "base@1f0c93ab"
    config: dict[str, Any] = field(repr=False)
    card: dict[str, Any] = field(repr=False)

    def __str__(self) -> str:
        summary = self.card.get("summary")
        return f"{self.identity}  {summary}" if summary else self.identity


def load_checkpoint(folder: Path) -> Checkpoint:
    """Return the checkpoint in ``folder`` after comparing every file with the manifest.

    Raises:
        CheckpointError: where the folder, the manifest or a file is missing, damaged, or of
            another format.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise CheckpointError(
            f"There is no checkpoint folder at {folder}.",
            "Check the path; `python -m textmol models` lists the checkpoints that are here.",
        )
    content = _read_manifest(folder)
    files = _check_manifest(folder, content)
    for name, entry in files.items():
        _verify_file(folder, name, entry)
    _refuse_other_shards(folder, files)
    return Checkpoint(
        folder=folder,
        identity=f"{folder.resolve().name}@{hashlib.sha256(content).hexdigest()[:8]}",
        config=_read_json(folder / CONFIG),
        card=_read_json(folder / CARD),
    )


def list_checkpoints(root: Path = CHECKPOINTS) -> list[Checkpoint]:
    """Return the checkpoints in the folders under ``root``, by name; none where there is no root.

    Raises:
        CheckpointError: where one of them is damaged.
    """
    if not Path(root).is_dir():
        return []
    folders = (path for path in Path(root).iterdir() if path.is_dir())
    return [load_checkpoint(path) for path in sorted(folders) if any(path.iterdir())]


def load_weights(checkpoint: Checkpoint) -> dict[str, Tensor]:
    """Return every tensor by name on the CPU, floating-point ones as float32.

    Raises:
        CheckpointError: where a shard is no safetensors file or lacks part of a tensor.
    """
    stored: dict[str, Tensor] = {}
    for path in sorted(checkpoint.folder.glob("weights-*.safetensors")):
        try:
            stored.update(load_file(path))
        except SafetensorError as error:
            raise CheckpointError(f"{path} is no readable safetensors file.", RESTORE) from error
    try:
        return dict(_restore_tensors(stored))
    except KeyError as error:
        name = error.args[0]
        raise CheckpointError(f"{checkpoint.folder} lacks the tensor {name}.", RESTORE) from error


def save_checkpoint(
    folder: Path,
    config: dict[str, Any],
    weights: Mapping[str, Tensor],
    card: dict[str, Any],
    files: Mapping[str, bytes] | None = None,
    *,
    precision: Precision | None = None,
) -> Checkpoint:
    """Write a checkpoint folder and return it, verified.

    Args:
        folder: made where it is missing; an older checkpoint in it is replaced.
        config: the architecture, as JSON-ready data.
        weights: tensors by name, on any device; names hold no colon.
        card: what the checkpoint is, was trained on and measured at, as JSON-ready data.
        files: further files by name, such as ``tokenizer.json``.
        precision: how tensors whose name fits a shell pattern are stored: "int8" (two-dimensional
            ones, with one float16 scale a row), "float16" or "float32"; the first pattern that
            fits decides, and float16 holds for the rest.

    Raises:
        ValueError: where a weight cannot be stored at its precision.
    """
    content = {
        CONFIG: _write_json(config),
        CARD: _write_json(card),
        **(files or {}),
        **_write_shards(weights, precision or {}),
    }
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    # Without its manifest a half-written folder is refused, whatever happens from here on.
    (folder / MANIFEST).unlink(missing_ok=True)
    for path in folder.glob("weights-*.safetensors"):
        path.unlink()
    for name, data in content.items():
        (folder / name).write_bytes(data)
    entries = {
        name: {"bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for name, data in sorted(content.items())
    }
    (folder / MANIFEST).write_bytes(_write_json({"format": FORMAT, "files": entries}))
    return load_checkpoint(folder)


def _read_manifest(folder: Path) -> bytes:
    try:
        return (folder / MANIFEST).read_bytes()
    except OSError as error:
        raise CheckpointError(
            f"{folder} is no complete checkpoint: it has no readable {MANIFEST}.", RESTORE
        ) from error


def _check_manifest(folder: Path, content: bytes) -> dict[str, dict[str, Any]]:
    """Return the entry of each file by its name."""
    manifest = _parse_json(content, folder / MANIFEST)
    version, files = manifest.get("format"), manifest.get("files")
    if version != FORMAT:
        raise CheckpointError(
            f"{folder} has checkpoint format {version!r}, and this TextMol reads format {FORMAT}.",
            "Use a checkpoint and a TextMol of the same release.",
        )
    if not isinstance(files, dict) or not {CONFIG, CARD} <= files.keys():
        raise CheckpointError(f"{folder / MANIFEST} does not list {CONFIG} and {CARD}.", RESTORE)
    for name, entry in files.items():
        if Path(name).name != name or not isinstance(entry, dict) or "sha256" not in entry:
            raise CheckpointError(f"{folder / MANIFEST} has an unusable entry {name!r}.", RESTORE)
    return files


def _verify_file(folder: Path, name: str, entry: Mapping[str, Any]) -> None:
    path = folder / name
    if not path.is_file():
        raise CheckpointError(f"{name} is missing from the checkpoint {folder}.", RESTORE)
    # The size tells of an unfinished copy without reading it.
    if path.stat().st_size == entry.get("bytes"):
        with path.open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() == entry["sha256"]:
                return
    raise CheckpointError(f"{name} in the checkpoint {folder} is not what it was.", RESTORE)


def _refuse_other_shards(folder: Path, files: Mapping[str, object]) -> None:
    for path in sorted(folder.glob("*.safetensors")):
        if path.name not in files:
            raise CheckpointError(
                f"{path.name} does not belong to the checkpoint {folder}.",
                f"Move it elsewhere: {MANIFEST} does not list it.",
            )


def _read_json(path: Path) -> dict[str, Any]:
    return _parse_json(path.read_bytes(), path)


def _parse_json(content: bytes, path: Path) -> dict[str, Any]:
    try:
        data = json.loads(content)
    except ValueError as error:
        raise CheckpointError(f"{path} is not valid JSON ({error}).", RESTORE) from error
    if not isinstance(data, dict):
        raise CheckpointError(f"{path} holds no JSON object.", RESTORE)
    return data


def _write_json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, indent=2, ensure_ascii=False) + "\n").encode()


def _write_shards(weights: Mapping[str, Tensor], precision: Precision) -> dict[str, bytes]:
    """Return the content of each shard by its file name."""
    shards: list[dict[str, Tensor]] = [{}]
    size = 0
    for name, tensor in weights.items():
        for key, piece in _store_tensor(name, tensor, precision):
            if shards[-1] and size + piece.nbytes > SHARD_BYTES - HEADER_BYTES:
                shards.append({})
                size = 0
            shards[-1][key] = piece
            size += piece.nbytes
    return {f"weights-{number:05}.safetensors": save(s) for number, s in enumerate(shards, 1)}


def _store_tensor(name: str, tensor: Tensor, precision: Precision) -> Iterator[tuple[str, Tensor]]:
    """Yield what is stored of one tensor: itself or its parts, and the scales of int8 rows."""
    if ":" in name:
        raise ValueError(f"The weight {name} has a colon in its name.")
    # A copy: two names may share one tensor, which safetensors refuses.
    tensor = tensor.detach().to("cpu", copy=True).contiguous()
    wanted = next((p for pattern, p in precision.items() if fnmatchcase(name, pattern)), "float16")
    if tensor.is_floating_point():
        if wanted == "int8":
            tensor, scale = _quantise(name, tensor)
            yield f"{name}:scale", scale
        else:
            tensor = _round_to(name, tensor, {"float16": torch.float16}.get(wanted, torch.float32))
    room = SHARD_BYTES - HEADER_BYTES
    if tensor.nbytes <= room:
        yield name, tensor
        return
    rows = room // (tensor.nbytes // len(tensor))
    if rows == 0:
        raise ValueError(f"One row of the weight {name} does not fit a shard.")
    for part, piece in enumerate(tensor.split(rows)):
        yield f"{name}:part{part:04}", piece.clone()


def _round_to(name: str, tensor: Tensor, dtype: torch.dtype) -> Tensor:
    rounded = tensor.to(dtype)
    if not torch.equal(rounded.isfinite(), tensor.isfinite()):
        raise ValueError(f"The weight {name} has values beyond the range of {dtype}.")
    return rounded


def _quantise(name: str, matrix: Tensor) -> tuple[Tensor, Tensor]:
    """Return (rows, columns) int8 and (rows, 1) float16 whose product is nearest ``matrix``."""
    if matrix.dim() != 2 or not matrix.isfinite().all():
        raise ValueError(f"The weight {name} is no finite matrix and cannot be stored as int8.")
    largest = matrix.float().abs().amax(dim=1, keepdim=True)
    scale = _round_to(name, largest / INT8_STEPS, torch.float16)
    # Rows that are zero, or too small for float16, come back as zero.
    steps = matrix.float() / scale.float().clamp(min=torch.finfo(torch.float16).tiny)
    return steps.round().clamp(-INT8_STEPS, INT8_STEPS).to(torch.int8), scale


def _restore_tensors(stored: dict[str, Tensor]) -> Iterator[tuple[str, Tensor]]:
    """Yield the tensors that ``_store_tensor`` took apart; raises KeyError for a missing part."""
    parts: dict[str, list[str]] = {}
    for key in sorted(stored):
        name, _, piece = key.partition(":")
        keys = parts.setdefault(name, [])
        if piece != "scale":
            keys.append(key)
    for name, keys in parts.items():
        whole = keys in ([name], [f"{name}:part{part:04}" for part in range(len(keys))])
        if not keys or not whole:
            raise KeyError(name)
        tensor = stored[keys[0]] if len(keys) == 1 else torch.cat([stored[key] for key in keys])
        if tensor.dtype == torch.int8 and f"{name}:scale" in stored:
            tensor = tensor.float().mul_(stored[f"{name}:scale"].float())
        yield name, tensor.float() if tensor.is_floating_point() else tensor
