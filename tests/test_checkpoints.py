from __future__ import annotations

import json
import pickletools
import zipfile
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from textmol import checkpoints
from textmol.checkpoints import (
    Checkpoint,
    list_checkpoints,
    load_checkpoint,
    load_weights,
    save_checkpoint,
)
from textmol.errors import CheckpointError


def make_network() -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(
        nn.Embedding(40, 16), nn.Linear(16, 32), nn.ReLU(), nn.LayerNorm(32), nn.Linear(32, 8)
    ).eval()


def save_example(folder: Path, weights: dict[str, Tensor] | None = None) -> Checkpoint:
    return save_checkpoint(
        folder,
        config={"model": {"dim": 8}},
        weights=make_network().state_dict() if weights is None else weights,
        card={"summary": "An example"},
        files={"tokenizer.json": b'{"version": "1.0"}'},
    )


def test_a_saved_network_gives_the_same_output(tmp_path: Path) -> None:
    network, again = make_network(), make_network()
    nn.init.zeros_(again[1].weight)  # type: ignore[index]
    checkpoint = save_example(tmp_path / "base", network.state_dict())
    again.load_state_dict(load_weights(load_checkpoint(tmp_path / "base")))
    tokens = torch.arange(40)
    assert torch.allclose(network(tokens), again(tokens), atol=5e-3)
    assert checkpoint.config == {"model": {"dim": 8}}
    assert checkpoint.card == {"summary": "An example"}
    assert (checkpoint.folder / "tokenizer.json").read_bytes() == b'{"version": "1.0"}'


def test_what_float16_holds_comes_back_exactly(tmp_path: Path) -> None:
    weights = {
        "matrix": torch.randn(5, 7).half().float(),
        "scalar": torch.tensor(0.5),
        "steps": torch.tensor(2**40),
        "mask": torch.tensor([True, False]),
        "empty": torch.zeros(0, 3),
    }
    restored = load_weights(save_example(tmp_path, weights))
    assert restored.keys() == weights.keys()
    for name, tensor in weights.items():
        assert restored[name].dtype == tensor.dtype, name
        assert torch.equal(restored[name], tensor), name


def test_transposed_shared_and_trained_tensors_can_be_saved(tmp_path: Path) -> None:
    matrix = nn.Parameter(torch.arange(6.0).reshape(2, 3))
    restored = load_weights(save_example(tmp_path, {"a": matrix, "b": matrix, "c": matrix.T}))
    assert torch.equal(restored["a"], matrix)
    assert torch.equal(restored["b"], matrix)
    assert torch.equal(restored["c"], matrix.T)
    assert not restored["a"].requires_grad


def test_precision_is_chosen_by_pattern(tmp_path: Path) -> None:
    torch.manual_seed(1)
    matrix = torch.randn(30, 50)
    matrix[3] = 0
    checkpoint = save_checkpoint(
        tmp_path,
        {},
        {"words.weight": matrix, "words.exact": matrix, "head": matrix},
        {},
        precision={"words.exact": "float32", "words.*": "int8"},
    )
    restored = load_weights(checkpoint)
    assert torch.equal(restored["words.exact"], matrix)
    steps = matrix.abs().amax(dim=1, keepdim=True) / 127
    # Half a step from rounding, and a little from the scale itself, which is float16.
    assert ((restored["words.weight"] - matrix).abs() <= 0.6 * steps).all()
    assert not torch.equal(restored["words.weight"], matrix)
    assert (restored["words.weight"][3] == 0).all()
    assert torch.allclose(restored["head"], matrix, atol=2e-3)


def test_int8_takes_a_quarter_of_the_room(tmp_path: Path) -> None:
    weights = {"w": torch.randn(256, 256)}
    save_checkpoint(tmp_path / "float", {}, weights, {}, precision={"*": "float32"})
    save_checkpoint(tmp_path / "int", {}, weights, {}, precision={"*": "int8"})
    sizes = [
        (tmp_path / name / "weights-00001.safetensors").stat().st_size for name in ("float", "int")
    ]
    assert sizes[1] < 0.27 * sizes[0]


@pytest.mark.parametrize(
    ("weights", "precision", "reason"),
    [
        ({"w": torch.tensor([1e6])}, {}, "range"),
        ({"w": torch.tensor([1.0, 2.0])}, {"w": "int8"}, "matrix"),
        ({"w": torch.tensor([[float("nan")]])}, {"w": "int8"}, "finite"),
        ({"a:b": torch.tensor(1.0)}, {}, "colon"),
    ],
)
def test_weights_that_cannot_be_stored_are_refused(
    tmp_path: Path, weights: dict[str, Tensor], precision: dict[str, str], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        save_checkpoint(tmp_path, {}, weights, {}, precision=precision)
    assert not list(tmp_path.iterdir())


def test_shards_stay_small_and_large_tensors_are_split(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "SHARD_BYTES", 4_000)
    monkeypatch.setattr(checkpoints, "HEADER_BYTES", 1_000)
    weights = {f"layer{number}": torch.randn(20, 20) for number in range(6)}
    weights["table"] = torch.randn(103, 32)
    weights["quantised"] = torch.randn(300, 32)
    checkpoint = save_checkpoint(tmp_path, {}, weights, {}, precision={"quantised": "int8"})
    shards = sorted(tmp_path.glob("weights-*.safetensors"))
    assert len(shards) > 3
    assert all(shard.stat().st_size <= 4_000 for shard in shards)
    restored = load_weights(checkpoint)
    assert restored.keys() == weights.keys()
    for name, tensor in weights.items():
        assert torch.allclose(restored[name], tensor, atol=0.02), name


def test_saving_again_replaces_the_old_shards_and_keeps_other_files(tmp_path: Path) -> None:
    first = save_example(tmp_path, {"old": torch.zeros(2)})
    (tmp_path / "log.jsonl").write_text("{}\n")
    second = save_example(tmp_path, {"new": torch.zeros(2)})
    assert set(load_weights(second)) == {"new"}
    assert (tmp_path / "log.jsonl").exists()
    assert first.identity != second.identity


def test_identity_follows_the_content(tmp_path: Path) -> None:
    name, _, digits = save_example(tmp_path / "base").identity.partition("@")
    assert name == "base"
    assert len(digits) == 8
    assert save_example(tmp_path / "again").identity == f"again@{digits}"


def test_list_names_the_checkpoints_in_order(tmp_path: Path) -> None:
    for name in ("textmol", "base"):
        save_example(tmp_path / name)
    (tmp_path / "empty").mkdir()
    (tmp_path / "note.txt").write_text("not a folder")
    found = list_checkpoints(tmp_path)
    assert [checkpoint.folder.name for checkpoint in found] == ["base", "textmol"]
    assert str(found[0]) == f"{found[0].identity}  An example"
    assert list_checkpoints(tmp_path / "nowhere") == []


def holds_pickle(path: Path) -> bool:
    """Return whether a file is a pickle, or an archive that may hold one; nothing is run."""
    if zipfile.is_zipfile(path):
        return True
    try:
        return any(opcode.name == "STOP" for opcode, *_ in pickletools.genops(path.read_bytes()))
    except ValueError:
        return False


def test_no_file_is_a_pickle(tmp_path: Path) -> None:
    save_example(tmp_path)
    assert len(list(tmp_path.iterdir())) >= 4
    assert [path.name for path in tmp_path.iterdir() if holds_pickle(path)] == []


@pytest.mark.parametrize("zipped", [True, False])
def test_a_pickle_would_be_seen(tmp_path: Path, zipped: bool) -> None:
    path = tmp_path / "weights.pt"
    torch.save({"a": torch.ones(3)}, path, _use_new_zipfile_serialization=zipped)
    assert holds_pickle(path)


def edit_manifest(folder: Path, **changes: object) -> None:
    path = folder / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def flip_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(bytes(content))


SHARD = "weights-00001.safetensors"


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        pytest.param(lambda f: (f / SHARD).unlink(), f"{SHARD} is missing", id="missing shard"),
        pytest.param(lambda f: flip_a_byte(f / SHARD), "not what it was", id="changed shard"),
        pytest.param(
            lambda f: (f / SHARD).write_bytes((f / SHARD).read_bytes()[:-5]),
            "not what it was",
            id="truncated shard",
        ),
        pytest.param(
            lambda f: (f / "weights-00002.safetensors").write_bytes(b""),
            "weights-00002.safetensors does not belong",
            id="extra shard",
        ),
        pytest.param(
            lambda f: (f / "config.json").write_text("{}"), "config.json", id="changed config"
        ),
        pytest.param(lambda f: (f / "manifest.json").unlink(), "manifest", id="no manifest"),
        pytest.param(
            lambda f: (f / "manifest.json").write_text("{"), "not valid JSON", id="broken JSON"
        ),
        pytest.param(
            lambda f: (f / "manifest.json").write_bytes(b"\xff\xfe"), "JSON", id="not even text"
        ),
        pytest.param(
            lambda f: (f / "manifest.json").write_text("[]"), "no JSON object", id="JSON list"
        ),
        pytest.param(lambda f: edit_manifest(f, format=9), "format 9", id="newer format"),
        pytest.param(lambda f: edit_manifest(f, files={}), "does not list", id="empty list"),
        pytest.param(
            lambda f: edit_manifest(
                f, files={"config.json": {}, "card.json": {}, "../secret": {"sha256": ""}}
            ),
            "unusable entry",
            id="outside path",
        ),
    ],
)
def test_damage_is_told_in_a_sentence_with_a_remedy(
    tmp_path: Path, damage: object, told: str
) -> None:
    folder = tmp_path / "base"
    save_example(folder)
    damage(folder)  # type: ignore[operator]
    with pytest.raises(CheckpointError) as caught:
        load_checkpoint(folder)
    assert told in caught.value.message
    assert caught.value.message.endswith(".")
    assert caught.value.remedy.endswith(".")


def test_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(CheckpointError, match="no checkpoint folder") as caught:
        load_checkpoint(tmp_path / "nowhere")
    assert caught.value.remedy


def test_shard_that_is_no_safetensors_is_told(tmp_path: Path) -> None:
    checkpoint = save_example(tmp_path)
    (tmp_path / SHARD).write_bytes(b"not weights")
    with pytest.raises(CheckpointError, match="no readable safetensors"):
        load_weights(checkpoint)


def test_missing_part_of_a_tensor_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checkpoints, "SHARD_BYTES", 3_000)
    monkeypatch.setattr(checkpoints, "HEADER_BYTES", 1_000)
    checkpoint = save_example(tmp_path, {"table": torch.zeros(100, 32)})
    (tmp_path / SHARD).unlink()
    with pytest.raises(CheckpointError, match="lacks the tensor table"):
        load_weights(checkpoint)
