"""``train``: a recipe and data in, a checkpoint folder out."""

from __future__ import annotations

import argparse
from typing import Any

from textmol.cli.arguments import count, folder_to_read, folder_to_write, share
from textmol.errors import DataError


def add_parser(commands: Any) -> None:
    """Add the sub-command to the parser's commands."""
    parser: argparse.ArgumentParser = commands.add_parser(
        "train",
        help="train a checkpoint",
        description="Train a recipe. The output folder gets checkpoint/ to serve, state/ to resume "
        "from, and log.jsonl with the figures of each epoch.",
    )
    parser.add_argument(
        "recipe", metavar="RECIPE", help='a recipe, such as "textmol", or a TOML file'
    )
    parser.add_argument(
        "--data",
        type=folder_to_read,
        required=True,
        metavar="DIR",
        help="folder with the data, as it is or prepared",
    )
    parser.add_argument("--out", type=folder_to_write, required=True, metavar="DIR")
    parser.add_argument(
        "--device", choices=("cpu", "cuda"), help="default: cuda where there is one, else cpu"
    )
    parser.add_argument(
        "--time-limit", type=count, metavar="SECONDS", help="begin no epoch that would end later"
    )
    parser.add_argument(
        "--resume", type=folder_to_read, metavar="DIR", help="go on from an earlier output folder"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="default: 0")
    parser.add_argument(
        "--without", metavar="PART", help="leave a part of the recipe out: an ablation"
    )
    parser.add_argument(
        "--epochs", type=count, metavar="N", help="train so many instead of the recipe's"
    )
    parser.add_argument(
        "--share", type=share, metavar="S", help="read this share of an epoch's texts, 0 to 1"
    )
    parser.add_argument(
        "--start",
        type=folder_to_read,
        metavar="DIR",
        help='checkpoint that a writer goes on from, or that the recipe "counting" adds a member '
        "to (default of that: the bundled one)",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Train and return the exit status.

    Raises:
        TextMolError: where the recipe, the data or the state to resume cannot be used.
    """
    from textmol.training.counting.recipe import is_counting
    from textmol.training.writing.recipe import is_writer

    if is_counting(args.recipe):
        return _train_counting(args)
    if is_writer(args.recipe):
        return _train_writer(args)
    if args.start:
        raise DataError(
            f"The recipe {args.recipe} goes on from no checkpoint.", "Leave --start away."
        )
    from textmol.training.loop import train
    from textmol.training.recipe import read_recipe

    # A slip in its name should be told before minutes of preparing data, not after.
    read_recipe(args.recipe, without=args.without, epochs=args.epochs, share=args.share)
    train(
        recipe=args.recipe,
        data=args.data,
        out=args.out,
        device=args.device,
        time_limit=args.time_limit,
        resume=args.resume,
        seed=args.seed,
        without=args.without,
        epochs=args.epochs,
        share=args.share,
    )
    return 0


def _train_writer(args: argparse.Namespace) -> int:
    from textmol.training.writing.loop import train_writer
    from textmol.training.writing.recipe import read_recipe

    if args.without or args.share:
        raise DataError(
            f"The recipe {args.recipe} has no parts to leave out and reads all texts.",
            "Leave --without and --share away.",
        )
    train_writer(
        read_recipe(args.recipe, epochs=args.epochs),
        args.data,
        args.out,
        device=args.device,
        time_limit=args.time_limit,
        resume=args.resume,
        start=args.start,
        seed=args.seed,
    )
    return 0


def _train_counting(args: argparse.Namespace) -> int:
    from textmol.engine import CHECKPOINT
    from textmol.training.counting.loop import train_counting
    from textmol.training.counting.recipe import read_recipe

    others = ("device", "time_limit", "resume", "without", "share")
    if any(getattr(args, name) for name in others):
        raise DataError(
            f"The recipe {args.recipe} takes a minute or two on a CPU, in one go.",
            "Give it --data, --out, --start, --seed and --epochs and no other option.",
        )
    recipe = read_recipe(args.recipe, epochs=args.epochs)
    train_counting(recipe, args.data, args.out, args.start or CHECKPOINT, seed=args.seed)
    return 0
