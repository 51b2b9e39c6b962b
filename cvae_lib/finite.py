"""The stop of a training whose loss is no number any more: where it happened, why, and what is left.

Two guards come before it. ``CVAE.encode`` holds log σ² within ``model.LOGVAR``, and pixels are looked at, see
``pixels.check_pixels``. What remains are weights that run away.
"""

import math

import numpy as np

from cvae_lib import keras
from cvae_lib.runs import resuming


class NotFiniteError(ValueError):
    """The loss is nan or infinite. The message is one line: where, the likely cause, what is kept."""


class StopAtNaN(keras.callbacks.Callback):
    """Ends ``fit`` with a ``NotFiniteError`` as soon as the loss, or after an epoch a weight, is not finite.

    It stands before callbacks that keep what an epoch gave. Keras' own ``TerminateOnNaN`` ends without an
    error, and lets them keep the ruined weights.

    Args:
        run: a ``runs.Run``. Its history then has ``"stopped"``: "epoch", "steps" [first, last], between which
            it happened, "what" and "cause", as the message has them, and "kept", the last epoch whose weights
            are in state.weights.h5, 0 if none are. None writes nothing.
    """

    def __init__(self, run=None):
        super().__init__()
        self.run, self.epoch, self.done = run, 0, 0

    def on_train_begin(self, logs=None):
        """Forget an earlier stop, which this training is to go beyond."""
        if self.run and "stopped" in self.run.history:
            history = self.run.history
            del history["stopped"]
            self.run.write_json(resuming.HISTORY, history)

    def on_epoch_begin(self, epoch, logs=None):
        """Count the epoch's steps from zero."""
        self.epoch, self.done = epoch + 1, 0

    def on_train_batch_end(self, batch, logs=None):
        """Look at the mean loss of the epoch so far, once for all steps of an execution."""
        if not math.isfinite(logs["loss"]):
            stop(self.model, self.run, self.epoch, self.done + 1, batch + 1, f"loss became {logs['loss']:g}")
        self.done = batch + 1

    def on_epoch_end(self, epoch, logs=None):
        """Look at the weights: the loss is of those before the last step."""
        if ruined(self.model):
            stop(self.model, self.run, self.epoch, self.done, self.done, "weights became nan or infinite")


def ruined(model):
    """The paths of a model's weights that are not finite, a list."""
    return [variable.path for variable in model.weights if not np.isfinite(variable.numpy()).all()]


def stop(model, run, epoch, first, last, what):
    """Write the stop into a run's history, if there is a run, and end the training.

    Args:
        model: the compiled ``CVAE``.
        run: a ``runs.Run`` or None.
        epoch, first, last: the epoch, from 1, and the steps of it between which it happened.
        what: what became of what, such as "loss became nan".

    Raises:
        NotFiniteError: always.
    """
    where = f"step {first}" if first == last else f"steps {first} to {last}"
    rate, lost = float(model.optimizer.learning_rate), ruined(model)
    cause = ("all weights are finite still, so they grew too large, or pixels that no check saw made a "
             "log-probability overflow")
    if lost:
        cause = (f"{len(lost)} of {len(model.weights)} weight arrays are not finite, first {lost[0]}: "
                 "steps were probably too large")
    cause = f"{cause}; take a smaller learning rate than {rate:g}"
    if not run:
        raise NotFiniteError(f"the {what} in epoch {epoch}, {where}; {cause}")
    history = run.history
    kept = len(history["epochs"]) if (run.path / resuming.STATE).exists() else 0
    history["stopped"] = {"epoch": epoch, "steps": [first, last], "what": what, "cause": cause, "kept": kept}
    run.write_json(resuming.HISTORY, history)
    left = f"the weights after epoch {kept} are kept" if kept else "none are kept, for no epoch had ended"
    raise NotFiniteError(f"{run.path}: the {what} in epoch {epoch}, {where}; {cause}, in another folder; "
                         f"{left}")
