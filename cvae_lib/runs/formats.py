"""The formats of a run's files: the types, shapes, ranges and sizes that each may have.

``check_info`` and ``check_history`` say what recipe.json and history.json hold.
"""

import dataclasses
import math

import numpy as np

from cvae_lib import recipes
from cvae_lib.files import fields, npz_files, whole_files
from cvae_lib.recipes import Recipe

FORMAT = 1                                                  # of the folder, as recipe.json says it
MOST_INFO, MOST_HISTORY = 1_000_000, 100_000_000            # bytes
GRIDS = ("samples", "reconstructions", "originals")         # of a frame, 16 pictures each


class RunError(ValueError):
    """A run's folder cannot be used. The message is one line: which folder, what is wrong, what to do."""


# Of a field: what it may be, and, where older runs do not have it, what stands for it.
INFO = {"seed": fields.SEED, "epochs": fields.whole(1, recipes.MOST["epochs"]),
        "train_images": fields.COUNT, "part": fields.one_of("test", "validation")}
INFO_LATER = {"data": (*fields.text(4_096, 1), "mnist"), "held_out_images": (*fields.COUNT, None),
              "versions": (*fields.OBJECT, {}), "precision": (*fields.one_of("float32", "bfloat16"), None),
              "format": (*fields.whole(FORMAT, FORMAT), FORMAT)}
HISTORY = {"epochs": fields.LIST, "result": fields.MAYBE}
HISTORY_LATER = {"states": (*fields.OBJECT, {}), "sha256": (*fields.OBJECT, {})}
ROW = dict.fromkeys(("loss", "reconstruction", "kl", "elbo", "seconds"), fields.FINITE)
RESULT = dict.fromkeys(("elbo", "stderr_images", "stderr_noise"), fields.FINITE) | {
    "images": fields.COUNT, "seed": fields.SEED, "part": INFO["part"]}


def check_info(content):
    """What recipe.json holds, with what older runs leave out, and its ``Recipe``: ``(info, recipe)``.

    Raises:
        ValueError: the reason in words: a field is missing, or not what it may be.
    """
    fields.check(content, {})
    version = content.get("format", FORMAT)
    if type(version) is int and version > FORMAT:
        raise ValueError(f"is of format {version}, and this cvae_lib reads {FORMAT}; take a newer one")
    fields.check(content, {"recipe": fields.OBJECT})
    try:
        recipe = Recipe(**content["recipe"])
    except (TypeError, ValueError, OverflowError, AttributeError) as error:
        raise ValueError(f"is not a recipe ({error})") from error
    fields.check(content, INFO)
    info = {name: default for name, (*_, default) in INFO_LATER.items() if default is not None} | content
    fields.check(info, {name: pair[:2] for name, pair in INFO_LATER.items() if name in info})
    fields.check(dataclasses.asdict(recipe), {"name": fields.text(1_000)}, "recipe: ")
    return info, recipe


def check_history(content, epochs):
    """What history.json holds, with what older runs leave out, of a run over so many epochs.

    Raises:
        ValueError: as in ``check_info``.
    """
    fields.check(content, HISTORY)
    history = {name: default for name, (*_, default) in HISTORY_LATER.items()} | content
    fields.check(history, {name: pair[:2] for name, pair in HISTORY_LATER.items()})
    for number, row in enumerate(history["epochs"], 1):
        fields.check(row, {"epoch": fields.whole(number, number)} | ROW, f"row {number}: ")
    if len(history["epochs"]) > epochs:
        raise ValueError(f"holds {recipes.counted(len(history['epochs']), 'epoch')} of {epochs}")
    for name in ("states", "sha256"):
        fields.check(history[name], dict.fromkeys(history[name], fields.SHA256), f"{name}: ")
    if history["result"] is not None:
        fields.check(history["result"], RESULT, "result: ")
        if len(history["epochs"]) < epochs:
            raise ValueError(f"holds a result, and {recipes.counted(len(history['epochs']), 'epoch')} of {epochs}")
    return history


def frame_shape(recipe):
    """The shape of a frame: (3, 16, H, W), in colour (3, 16, H, W, 3)."""
    height, width, channels = recipe.image_shape
    return len(GRIDS), 16, height, width, *[channels] * (channels > 1)


def read_raw_frames(path, recipe, epochs):
    """The frames of frames.raw that are whole, as ``read_frames``; the last may be cut off by a kill.

    Raises:
        ValueError: as in ``whole_files.read``, or there are none.
    """
    shape = frame_shape(recipe)
    size = math.prod(shape)
    grids = np.frombuffer(whole_files.read(path, (epochs + 1) * size), np.uint8)
    grids = grids[:len(grids) // size * size].reshape(-1, *shape)                           # (E, 3, 16, H, W)
    if not len(grids):
        raise ValueError("holds no whole frame")
    found = {name: grids[:, number] for number, name in enumerate(GRIDS)}
    return found | {"epochs": np.arange(len(grids)), "originals": found["originals"][0]}


def read_frames(path, recipe, epochs):
    """The frames of frames.npz, as ``runs.Run.frames``.

    Raises:
        ValueError: as in ``npz_files.read``; or an array is missing, or of another type or shape.
    """
    advice, (_, *shape) = "train anew in another folder", frame_shape(recipe)
    names = ("epochs", *GRIDS)
    arrays = npz_files.read(path, names, advice, (epochs + 2) * 3 * math.prod(shape) + 1_000_000)
    shapes = {"epochs": (epochs + 1,), "originals": tuple(shape)}
    for name in names:
        if name not in arrays:
            raise npz_files.DataError(f"{path}: holds no array {name}; {advice}")
        found, wanted = arrays[name], shapes.get(name, (epochs + 1, *shape))
        kind = np.integer if name == "epochs" else np.uint8
        if not np.issubdtype(found.dtype, kind) or found.shape != wanted:
            raise npz_files.DataError(f"{path}: {name} is {found.dtype} {found.shape} where "
                                      f"{'whole numbers' if name == 'epochs' else 'uint8'} {wanted} are "
                                      f"needed; {advice}")
    if not np.array_equal(arrays["epochs"], np.arange(epochs + 1)):
        raise npz_files.DataError(f"{path}: epochs are not 0 to {epochs}; {advice}")
    return arrays
