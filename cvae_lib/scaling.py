"""What more workers would buy: a model of one training step, fitted to what is measured here.

A worker computes for a fixed time, and for some time with each of its images. Then the workers sum their
gradients in a ring: N of them send 2(N − 1) messages each, one after the other, of an N-th of the bytes.
Taught in notebook 11.

``python -m cvae_lib.scaling`` is what each worker runs that ``measure`` starts.
"""

import json
import math
import re
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cvae_lib import data, distribution, keras, machine, recipes, tf, training, workers

STEPS = 5               # timed steps, or sums, of a round
WORKER_GB = 0.4         # memory of a worker beside the code that all share; two were measured, 0.38 each
KERNEL_GB = 0.3         # what a notebook's own process may still come to


class Compute(NamedTuple):
    """What a worker computes in a step: ``fixed`` seconds, and ``image`` seconds for each image."""

    fixed: float
    image: float

    def seconds(self, images):
        """Of a step in which a worker has so many images."""
        return self.fixed + self.image * images


class Ring(NamedTuple):
    """An all-reduce in a ring: ``latency`` seconds for a message, and ``bandwidth``, bytes a second."""

    latency: float
    bandwidth: float

    def seconds(self, size, count):
        """To sum ``size`` bytes of each of ``count`` workers. Patarasuk and Yuan (2009)."""
        return 2 * (count - 1) * (self.latency + size / count / self.bandwidth)


def fit_compute(steps):
    """``Compute`` from what one worker's steps take, pairs (images, seconds), by least relative squares."""
    images, seconds = np.transpose(steps)
    image, fixed = np.polyfit(images, seconds, 1, w=1 / seconds)
    return Compute(max(0.0, float(fixed)), float(image))


def fit_ring(sums, count):
    """``Ring`` from what all-reduces of ``count`` workers take, pairs (bytes, seconds), likewise."""
    sizes, seconds = np.transpose(sums)
    slope, start = np.polyfit(sizes, seconds, 1, w=1 / seconds)
    messages = 2 * (count - 1)
    # Where the time does not grow with the bytes, nothing is known of the bandwidth but that it is high.
    bandwidth = messages / count / slope if slope > 0 else float("inf")
    return Ring(max(0.0, float(start)) / messages, float(bandwidth))


def step_seconds(compute, ring, size, batch, count, sharing=1.0):
    """What a step should take: ``batch`` images shared by ``count`` workers, who sum ``size`` bytes each.

    Args:
        compute: of one worker with a core of its own.
        ring: between them; None if nothing is sent.
        sharing: how many workers share a core.
    """
    sending = 0.0 if ring is None else ring.seconds(size, count)
    return sharing * compute.seconds(batch / count) + sending


class Row(NamedTuple):
    """Images a second with a number of workers and a batch, measured and predicted."""

    workers: int
    batch: int
    measured: float
    predicted: float


def compare(measured, fitted):
    """A ``Row`` for each batch that took no part in the fit, from what ``measure`` found.

    The prediction knows one worker's steps with the ``fitted`` batches, and all-reduces alone. It does not
    know how long any step of several workers took.

    Args:
        measured: of ``measure``, that of one worker first.
        fitted: the batches that ``fit_compute`` is given.
    """
    compute = fit_compute([pair for pair in measured[0]["steps"] if pair[0] in fitted])
    rows = []
    for found in measured:
        count = found["workers"]
        ring = fit_ring(found["sums"], count) if count > 1 else None
        for batch, seconds in found["steps"]:
            if batch not in fitted:
                predicted = step_seconds(compute, ring, found["bytes"], batch, count, found["sharing"])
                rows.append(Row(count, batch, batch / seconds, batch / predicted))
    return rows


def measure(counts, batches, rounds=4):
    """Measure training steps, and all-reduces alone, with several numbers of workers on this machine.

    Each worker keeps to one core where the system allows it. The steps are those of ``tutorial_2d`` but for
    the batch. All is measured in turns, round by round, and the median counts.

    Args:
        counts: numbers of workers; for each, workers are started once.
        batches: a function from a number of workers to the batches, in images of all workers together.
        rounds: of ``STEPS`` steps with each batch and as many sums of each size.

    Returns:
        for each of ``counts`` a dict: "workers"; "sharing", how many of them share a core; "bytes", what each
        sums in a step; "steps", pairs [batch, seconds]; "sums", pairs [bytes, seconds], none of one worker.

    Raises:
        RuntimeError: as in ``workers.run``.
    """
    with tempfile.TemporaryDirectory(prefix="cvae-scaling-") as folder:
        found = []
        for count in counts:
            path = Path(folder) / f"{count}.json"
            workers.run(["-m", "cvae_lib.scaling", str(path), str(rounds), *map(str, batches(count))], count,
                        cores_each=1)
            found.append(json.loads(path.read_text(encoding="utf-8")))
            found[-1]["sharing"] = max(1, math.ceil(count * found[-1].pop("parts") / machine.cores()))
        return found


def affordable(counts, root="/"):
    """Those numbers of workers for which this machine has memory, and 1; all where it does not tell."""
    free = _free_gb(Path(root))
    return [count for count in counts if count == 1 or free is None or WORKER_GB * count + KERNEL_GB <= free]


def _free_gb(root):
    """How much memory there is left, GB, of the machine or of the container; None where no file says."""
    found = []
    with_limits = (("memory.max", "memory.current", "memory.stat", "inactive_file"),
                   ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes", "memory/memory.stat",
                    "total_inactive_file"))
    if (root / "proc/meminfo").exists():
        found.append(1024 * int(re.search(r"MemAvailable:\s+(\d+)", (root / "proc/meminfo").read_text())[1]))
    for limit, used, stat, cached in with_limits:
        limit, used, stat = (root / "sys/fs/cgroup" / name for name in (limit, used, stat))
        if limit.exists() and limit.read_text().strip().isdigit():
            inactive = re.search(rf"^{cached} (\d+)", stat.read_text(), re.MULTILINE)      # may be dropped
            free = int(limit.read_text()) - int(used.read_text())
            found.append(free + (int(inactive[1]) if inactive else 0))
    return min(found) / 1e9 if found else None


class _Clock(keras.callbacks.Callback):
    """Keeps what each step but the first takes, seconds."""

    def __init__(self):
        super().__init__()
        self.seconds = []

    def on_train_batch_end(self, batch, logs=None):
        """Keras has waited for the step's figures by now."""
        now = time.perf_counter()
        if batch:
            self.seconds.append(now - self.last)
        self.last = now


def _work(path, rounds, batches):
    """Be a worker of ``measure``."""
    cluster = distribution.join("multi-worker")
    images = data.load_mnist().train.images[:(STEPS + 1) * max(batches)]
    recipe = recipes.find("tutorial_2d")
    model, optimizer = training.prepare(recipe, 1, 100, images, model_of=cluster.model)
    model.compile(optimizer=optimizer)
    size = model.count_params() + 4        # numbers: weights, and the sums of the losses

    @tf.function
    def total(values):
        return cluster.run(cluster.all_reduce, values)

    clocks = {batch: _Clock() for batch in batches}
    sums = {number: [] for number in (256, size // 4, size, 4 * size)} if len(cluster) > 1 else {}
    for _ in range(rounds):
        for batch, clock in clocks.items():
            given = cluster.batches(images, batch, seed=0, first_epoch=0, epochs=1, binarization="threshold",
                                    labels=None)
            model.fit(given, steps_per_epoch=STEPS + 1, shuffle=False, verbose=0, callbacks=[clock])
        for number, seconds in sums.items():
            values = tf.zeros([number])
            total(values)
            for _ in range(STEPS):
                start = time.perf_counter()
                total(values).numpy()
                seconds.append(time.perf_counter() - start)
    if cluster.chief:
        Path(path).write_text(json.dumps({
            "workers": len(cluster), "parts": machine.set_up(), "bytes": 4 * size,
            "steps": [[batch, float(np.median(clock.seconds))] for batch, clock in clocks.items()],
            "sums": [[4 * number, float(np.median(seconds))] for number, seconds in sums.items()],
        }), encoding="utf-8")
    cluster.gathered(0)             # none may end while another still sums


if __name__ == "__main__":
    _work(sys.argv[1], int(sys.argv[2]), [int(batch) for batch in sys.argv[3:]])
