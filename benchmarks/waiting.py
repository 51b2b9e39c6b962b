"""What a person waits for: seconds of training and of each side's own scoring until the tutorial's ELBO."""

import itertools
import math
import re
import statistics
import sys
import time
from pathlib import Path

from driver import installed
from sides import SIDES, digits, name_of
from tables import section, spread

MARK = -157.02              # the tutorial's printed test ELBO
SPRINT, RECIPE = "sprint_2d", "fast_2d"     # of sides b, c and d: in a race to the mark, and in a long run


def wait(side, precision, epochs=None):
    """Train, score after each epoch, and note the seconds; without ``epochs`` by the short recipe, once."""
    if side == "c" and not installed("torch"):
        print("    left out: PyTorch is not installed")
        return None
    if precision is None:
        sys.exit(f"bench: no fastest precision of side {side} is known; take the measurement speed first")
    once, epochs = epochs is None, epochs or 1
    built = SIDES[side](*digits(), epochs, 0, precision, SPRINT if once else RECIPE)
    rows, left, started = [], epochs, time.perf_counter()

    def after_epoch():
        nonlocal left, started
        left -= 1
        if once and left:
            return
        trained = time.perf_counter()
        elbo = built.evaluate()
        scored = time.perf_counter()
        rows.append({"train": trained - started, "evaluate": scored - trained, "elbo": elbo})
        print(f"    {side} {precision} epoch {epochs - left}: {rows[-1]}", flush=True)
        started = scored

    built.train(after_epoch)
    return {"precision": precision, "epochs": epochs, "rows": rows, "peak_gb": peak_gb()}


def peak_gb():
    """Peak memory, GB. ``machine.peak_gb`` would import TensorFlow, which PyTorch's side does without."""
    status = Path("/proc/self/status")          # Linux has it
    peak = re.search(r"VmHWM:\s+(\d+)", status.read_text())[1] if status.exists() else math.nan
    return float(peak) * 1024 / 1e9


def summary(found):
    """``{"mark", "waiting": {"SIDE PRECISION": {"epochs", "seconds", "training", "elbo"} or None},
    "ten_epochs": {"SIDE PRECISION": {"elbo", "peak_gb", "seconds" of training so far}}}``.

    Lists in "waiting" have a value per repeat, up to the first score at the mark; None if one missed it.
    """
    waits, tens = {}, {}
    for name, row in found.items():
        kind, _, side = name.partition(" ")
        if kind not in ("run", "wait") or side[0] not in SIDES:
            continue
        key = f"{side[0]} {row['precision']}"
        if kind == "run":
            tens[key] = {"elbo": [part["elbo"] for part in row["rows"]], "peak_gb": row["peak_gb"],
                         "seconds": list(itertools.accumulate(part["train"] for part in row["rows"]))}
        if kind == "wait" or side == "a":          # b and c wait by the short schedule
            waits.setdefault(key, []).append(row)
    waits = {key: _until_the_mark(repeats) for key, repeats in waits.items()}
    return {"mark": MARK, "waiting": waits, "ten_epochs": tens}


def _until_the_mark(repeats):
    reached = []
    for row in repeats:
        epoch = next((number for number, part in enumerate(row["rows"], 1) if part["elbo"] >= MARK), None)
        if epoch is None:
            return None
        parts = row["rows"][:epoch]
        training, scoring = (sum(part[kind] for part in parts) for kind in ("train", "evaluate"))
        reached.append((training + scoring, training, parts[-1]["elbo"]))
    epochs = row["epochs"] if len(row["rows"]) == 1 else epoch
    return {"epochs": epochs} | dict(zip(("seconds", "training", "elbo"), map(list, zip(*reached))))


def waiting_section(found):
    waits, rows = summary(found)["waiting"], []
    base = waits.get("a float32")
    for key, row in sorted(waits.items()) if base else []:
        cells = ["", "not reached", "", "", ""] if row is None else [row["epochs"]]
        for kind in ("seconds", "training") if row else ():
            faster = statistics.median(base[kind]) / statistics.median(row[kind])
            cells += [spread(row[kind]), f"{faster:.1f}"]
        rows.append([name_of(key), *cells])
    return section(f"""## Waiting for {MARK} nats

Seconds from a built model to a test ELBO of {MARK} on all 10,000 test images, compilation and each side's
own scoring counted, imports not. Then the same without any scoring. This library and PyTorch train by the
recipe `{SPRINT}` and score once, at the end; the tutorial's loop scores after every epoch and stops at the
mark. Its epochs include what tf.data's autotuning, which it leaves on, may hold at their end. The other
network is no side of the comparison: it shows what the convolutions cost.""",
        ["side", "epochs", "seconds", "times faster", "seconds without scoring", "times faster"], rows)


def ten_epochs_section(found):
    return section("## Ten epochs", ["side", "test ELBO, nats", "peak memory, GB"], [
        (name_of(key), f"{row['elbo'][-1]:.2f}", f"{row['peak_gb']:.2f}")
        for key, row in summary(found)["ten_epochs"].items()])


def plot(sittings, path):
    """Draw the tables of waiting times as bars, a panel for each sitting, name → what was found."""
    from matplotlib.figure import Figure

    panels = {}
    for name, found in sittings.items():
        bars = sorted((statistics.median(row["seconds"]), statistics.median(row["training"]), name_of(key))
                      for key, row in summary(found)["waiting"].items() if row)
        panels |= {name: bars} if bars else {}
    if not panels:
        return
    heights = [len(bars) + 0.8 for bars in panels.values()]
    figure = Figure(figsize=(8, 0.42 * sum(heights) + 1.0), layout="constrained")
    axes = figure.subplots(len(panels), sharex=True, squeeze=False, height_ratios=heights)[:, 0]
    for axis, (name, bars) in zip(axes, panels.items()):
        seconds, training, names = zip(*bars)
        axis.barh(names, training, color="#4477AA", label="training")
        scoring = axis.barh(names, [whole - part for whole, part in zip(seconds, training)], left=training,
                            color="#CCBB44", label="its own scoring")
        axis.bar_label(scoring, [f"{value:.0f} s" for value in seconds], padding=4)
        axis.set_title(name, loc="left", fontsize="medium")
        axis.spines[["top", "right"]].set_visible(False)
    axes[0].margins(x=0.12)
    axes[0].legend(loc="lower right", frameon=False)
    axes[-1].set_xlabel(f"seconds to a test ELBO of {str(MARK).replace('-', '−')} nats")
    figure.savefig(path, dpi=110)
