"""What a run writes as it goes, and how an interrupted one goes on from that. Taught in notebook 05."""

import os

from cvae_lib.files import weight_files, whole_files
from cvae_lib.recipes import Recipe, counted
from cvae_lib.runs.formats import RunError
from cvae_lib.runs.folder import AGAIN

STATE, HISTORY, FRAMES = "state.weights.h5", "history.json", "frames.raw"
ALIKE = ("recipe", "data", "seed", "epochs", "train_images", "part", "held_out_images", "precision")


def record(run, model, row, frame):
    """Write what an epoch leaves: history, frame, and last the state, without which it is done again.

    Args:
        run: a ``runs.Run``.
        model: a ``CVAE``, compiled.
        row: of the history.
        frame: as in ``Run.write_frame``.

    Raises:
        RunError: a file cannot be written. What the epoch before left is as it was.
    """
    epoch, history, state = row["epoch"], run.history, weight_files.written(model)
    sums = {number: kept for number, kept in history["states"].items() if number == str(epoch - 1)}
    history |= {"epochs": history["epochs"][:epoch - 1] + [row],
                "states": sums | {str(epoch): whole_files.sha256(state)}}
    run.write_json(HISTORY, history)
    run.write_frame(epoch, frame)
    run.write_weights(STATE, state)


def resume(run, info, model, steps):
    """Bring a compiled model to where an unfinished run stood after its last whole epoch: the epoch to go on
    with. A run that has its result, and only was not tidied up, is tidied up.

    Args:
        run: a ``runs.Run``.
        info: what its recipe.json would be, were it begun now.
        model: as it was before the first epoch.
        steps: of an epoch.

    Raises:
        RunError: the run is finished, or another; or what it left is damaged or does not fit together.
    """
    history, has_state = run.history, os.path.lexists(run.path / STATE)
    if history["result"] and not has_state:
        raise RunError(f"{run.given}: this run is finished; choose another folder")
    wanted, found = info | {"recipe": Recipe(**info["recipe"])}, run.info | {"recipe": run.recipe}
    for name in ALIKE:
        if found.get(name) != wanted[name]:
            raise RunError(f"{run.given}: cannot resume, its {name} is {found.get(name)} and {wanted[name]} "
                           "was asked for; ask for the same, or choose another folder")
    if history["result"]:
        _tidy_up(run)
        return info["epochs"]
    rows, states = len(history["epochs"]), history["states"]
    if not has_state:
        if rows > 1:
            raise _misfit(run, STATE, f"is missing, and {HISTORY} holds {counted(rows, 'epoch')}")
        run.write_json(HISTORY, {"epochs": [], "result": None})
        return 0
    found = run.read_weights(STATE, model, *states.values())
    epoch, more = divmod(int(model.optimizer.iterations), steps)
    if more or not 1 <= epoch <= info["epochs"] or states and states.get(str(epoch)) != found:
        raise _misfit(run, STATE, f"is of step {int(model.optimizer.iterations)}, and an epoch has {steps}")
    if not epoch <= rows <= epoch + 1:          # one more, where the state of the last was not written
        raise _misfit(run, HISTORY, f"holds {counted(rows, 'epoch')}, and {STATE} is of epoch {epoch}")
    if os.path.islink(run.path / FRAMES):           # it is written in its place, and would be elsewhere
        raise _misfit(run, FRAMES, "is a link")
    if not os.path.lexists(run.path / FRAMES) or len(run.frames["epochs"]) <= epoch:
        raise _misfit(run, FRAMES, "holds fewer epochs than were trained")
    return epoch


def finish(run, model, result):
    """Write weights, frames and result; the result last, for with it the run counts as finished.

    Args:
        run: a ``runs.Run``.
        model: a ``CVAE`` that is not compiled: its weights are kept, and no optimizer.
        result: of the history.

    Raises:
        RunError: a file cannot be written, and resuming the run does the rest.
    """
    history, weights = run.history, weight_files.written(model)
    run.write_weights("model.weights.h5", weights)
    sums = {"model.weights.h5": whole_files.sha256(weights), "frames.npz": run.pack_frames()}
    run.write_json(HISTORY, {"epochs": history["epochs"], "result": result, "sha256": sums})
    _tidy_up(run)


def _tidy_up(run):
    """Remove what a finished run does not need; the state last, for with it ``resume`` comes here again."""
    for name in (FRAMES, STATE):
        (run.path / name).unlink(missing_ok=True)


def _misfit(run, name, what):
    return RunError(f"{os.path.join(run.given, name)}: {what}, so that the run cannot be resumed; "
                    f"{AGAIN}")
