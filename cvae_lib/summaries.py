"""A run's figures for TensorBoard, in ``logs`` in the run's folder; the extra ``tensorboard`` brings it."""

import os
import re

from cvae_lib import extras, tf
from cvae_lib.runs import RunError

FOLDER = "logs"
FIGURES = ("loss", "reconstruction", "kl", "elbo")      # of an epoch; the last is that of held-out images


class Summaries:
    """Writes what a run's history holds; for ``on_epoch`` of ``training.train``.

    Each epoch is written once, and flushed at once. A run that is resumed goes on behind the last epoch that
    is in the folder, and begins with the first where none is.

    Raises:
        RuntimeError: tensorboard is not installed, see ``extras.check``.
        RunError: the folder cannot be written. The run can be resumed.
    """

    def __init__(self):
        extras.check("tensorboard", "--tensorboard")
        self.writer, self.done = None, 0

    def __call__(self, run):
        """Write the epochs of a ``runs.Run`` that are not written yet."""
        folder = os.fspath(run.path / FOLDER)
        try:
            if self.writer is None:
                self.done = epochs_written(folder)
                self.writer = tf.summary.create_file_writer(folder)
            with self.writer.as_default():
                for row in run.history["epochs"][self.done:]:
                    for name in FIGURES:
                        part = run.info["part"] if name == "elbo" else "train"
                        tf.summary.scalar(f"{part}/{name}", row[name], step=row["epoch"])
                    self.done = row["epoch"]
            self.writer.flush()
        except (tf.errors.OpError, OSError) as error:
            message = str(getattr(error, "message", error)).splitlines()[0]
            reason = re.sub(r"\{\{.*?\}\} *| *\[Op:.*", "", message)       # without TensorFlow's own places
            raise RunError(f"{folder}: cannot be written ({reason}); mend that, and go on with --resume "
                           "(resume=True), with --tensorboard or without") from error


def epochs_written(folder):
    """The last epoch whose figures are in a folder of TensorBoard's; 0 where there is none."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    if not os.path.isdir(folder):
        return 0
    events = EventAccumulator(folder).Reload()
    last = [tag for tag in events.Tags()["tensors"] if tag.endswith("/" + FIGURES[-1])]
    return max((event.step for tag in last for event in events.Tensors(tag)), default=0)
