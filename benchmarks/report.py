"""Write README.md and its picture from results.json and levers.json, and the figures that notebook 05 shows.

Tables show what was measured and nothing else: a measurement that is not there yet has no row.
"""

import itertools
import json
import math
import statistics
from pathlib import Path

import levers
from bench import MARK, SIZES, read
from sides import NAMES

HERE = Path(__file__).parent
SHIPPED = HERE.parent / "cvae_lib" / "assets" / "benchmark.json"      # read by runs.benchmark


def write():
    results = read()
    found = summarise(results["measurements"])
    plot(found)
    (HERE / "README.md").write_text(text(results["machine"], found), encoding="utf-8")
    SHIPPED.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    print(f"{HERE / 'README.md'}: written from {len(results['measurements'])} measurements")


def summarise(measurements):
    """Every figure of the tables, from the raw measurements; each list holds one value per repeat.

    Returns:
        ``{"mark", "waiting": {"SIDE PRECISION": {"epochs", "seconds", "training", "elbo"} or None},
        "ten_epochs": {"SIDE PRECISION": {"elbo", "seconds" of training so far, "peak_gb"}}, "speed": {"SIDE PRECISION": [images a second]},
        "manifold": {"SIDE N": [seconds]}, "linear": {"IMAGES": [seconds]}, "elbo": {"RECIPE EPOCHS PRECISION": [...]}, "peak_gb",
        "bfloat16_minus_float32": {"pairs", "mean", "half_width"}}``; what was not measured is not there.
    """
    measured = {name: row["result"] for name, row in measurements.items()}
    found = {"mark": MARK, "waiting": {}, "ten_epochs": {}, "elbo": {}}
    for name, row in measured.items():
        kind, *parts = name.split()
        if kind in ("wait", "run"):
            key = f"{parts[0]} {row['precision']}"
            if kind == "run":
                found["ten_epochs"][key] = {
                    "elbo": [part["elbo"] for part in row["rows"]], "peak_gb": row["peak_gb"],
                    "seconds": list(itertools.accumulate(part["train"] for part in row["rows"]))}
            if kind == "wait" or parts[0] in "ad":          # the others wait by the short schedule
                _add_waiting(found["waiting"], key, row)
        elif kind == "elbo":
            found["elbo"].setdefault(f"{parts[0]} {parts[1]} {row['precision']}", []).append(row["elbo"])
            found["peak_gb"] = max(found.get("peak_gb", 0), row["peak_gb"])
        elif kind in ("speed", "manifold", "linear"):
            found[kind] = row
    halves, wholes = (f"elbo fast_2d 10 {precision} " for precision in ("bfloat16", "float32"))
    pairs = [row["elbo"] - measured[wholes + name.removeprefix(halves)]["elbo"] for name, row in measured.items()
             if name.startswith(halves) and wholes + name.removeprefix(halves) in measured]
    if len(pairs) > 1:
        import tensorflow_probability as tfp

        t = float(tfp.distributions.StudentT(len(pairs) - 1.0, 0.0, 1.0).quantile(0.975))
        half = t * statistics.stdev(pairs) / math.sqrt(len(pairs))
        found["bfloat16_minus_float32"] = {"pairs": pairs, "mean": statistics.mean(pairs), "half_width": half}
    return found


def _add_waiting(waiting, key, row):
    """Add one repeat: up to the first score at the mark. A side that missed the mark once has None."""
    epoch = next((number for number, part in enumerate(row["rows"], 1) if part["elbo"] >= MARK), None)
    if epoch is None or waiting.get(key, {}) is None:
        waiting[key] = None
        return
    rows = row["rows"][:epoch]
    training = sum(part["train"] for part in rows)
    repeat = {"seconds": training + sum(part["evaluate"] for part in rows), "training": training, "elbo": rows[-1]["elbo"]}
    entry = waiting.setdefault(key, {"epochs": row["epochs"] if len(row["rows"]) == 1 else epoch} | {name: [] for name in repeat})
    for name, value in repeat.items():
        entry[name].append(value)


def spread(values, digits=1):
    middle = f"{statistics.median(values):.{digits}f}"
    return middle if len(values) == 1 else f"{middle} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def beside(values, base):
    """Ratios round by round."""
    return [value / other for value, other in zip(values, base)]


def name_of(key):
    side, precision = key.split()
    return f"{NAMES[side]}, {precision.replace('+', ', ').replace('compile', 'compiled')}"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows]) + "\n"


def text(machine, found):
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items() if version)
    parts = [f"""# What the recipes gain, measured

`make bench` measures everything on this page and writes it, from `results.json`. Seconds are those of one machine; what
carries over are the ratios beside them.

Machine: {machine['cores']} cores ({machine['processor']}; {', '.join(machine['features']) or 'features unknown'}), Python {machine['python']}, {versions}.
A figure with two more in brackets is a median with its smallest and largest value.
"""]
    waiting = found["waiting"]
    if waiting.get("a float32"):
        base = waiting["a float32"]
        rows = []
        for key, row in sorted(waiting.items()):
            if row is None:
                rows.append((name_of(key), "", "not reached", "", "", ""))
                continue
            rows.append((name_of(key), f"{row['epochs']:.3g}", spread(row["seconds"]),
                         f"{statistics.median(base['seconds']) / statistics.median(row['seconds']):.1f}",
                         spread(row["training"]),
                         f"{statistics.median(base['training']) / statistics.median(row['training']):.1f}"))
        parts += [f"""## Waiting for {MARK} nats

Seconds from a built model to a test ELBO of {MARK} on all 10,000 test images, compilation and each side's own scoring
counted, imports not. Then the same without any scoring. `fast_2d` lays its schedule out over the epochs of the second
column and scores once, at the end; PyTorch does the same; the others score after every epoch and stop at the mark.
""", table(["side", "epochs", "seconds", "times faster", "seconds without scoring", "times faster"], rows),
                  "![Waiting time of each side](waiting.png)\n"]
    if "speed" in found:
        rates = found["speed"]
        parts += ["""## Images a second

All sides in turn, round after round, after each has compiled and trained once. The ratio is taken within each round, since a
machine's own speed drifts. tf.data's autotuning can hold the end of such a short turn; the tutorial's loop and the Keras
example run without it here, in their favour.
""", table(["side", "images a second", "beside the tutorial's loop, same round"],
           [(name_of(key), spread(values, 0), spread(beside(values, rates["a float32"]), 2)) for key, values in rates.items()])]
    if found["ten_epochs"]:
        parts += ["## Ten epochs\n", table(["side", "test ELBO, nats", "peak memory, GB"], [
            (name_of(key), f"{row['elbo'][-1]:.2f}", f"{row['peak_gb']:.2f}") for key, row in found["ten_epochs"].items()])]
    if found["elbo"]:
        rows = []
        for key, values in found["elbo"].items():
            recipe, epochs, precision = key.split()
            deviation = f"{statistics.stdev(values):.2f}" if len(values) > 1 else ""
            rows.append((f"`{recipe}`", epochs, precision, len(values), f"{statistics.mean(values):.2f}", deviation,
                         ", ".join(f"{value:.2f}" for value in values)))
        parts += [f"""## Test ELBO of the recipes

Trained on all 60,000 images, scored once on all 10,000 test images (four draws of ε an image). Peak memory of these
trainings: at most {found['peak_gb']:.2f} GB.
""", table(["recipe", "epochs", "precision", "seeds", "mean, nats", "standard deviation", "each seed"], rows)]
    if "bfloat16_minus_float32" in found:
        pair = found["bfloat16_minus_float32"]
        parts += [f"""## What 16 bits cost

`fast_2d`, ten epochs, trained in bfloat16 and in float32 from the same weights, on the same images
in the same order, both scored in float32: over {len(pair['pairs'])} pairs the test ELBO in bfloat16 is
**{pair['mean']:+.2f} ± {pair['half_width']:.2f}** nats (mean difference, 95 % interval) beside float32. The pairs:
{', '.join(f'{value:+.2f}' for value in pair['pairs'])}.
"""]
    if "manifold" in found:
        times = found["manifold"]
        middle = {key: statistics.median(values) for key, values in times.items()}
        parts += ["## The manifold\n", table(["tiles", "one decode a tile, s", "in batches, s", "times faster"], [
            (f"{n} × {n}", spread(times[f"a {n}"], 2), spread(times[f"b {n}"], 3), spread(beside(times[f"a {n}"], times[f"b {n}"])))
            for n in (20, 60)]),
                  f"Nine times the tiles take {middle['b 60'] / middle['b 20']:.1f} times as long in batches.\n"]
    if "linear" in found:
        times = {int(size): values for size, values in found["linear"].items()}
        most = statistics.median(times[SIZES[-1]]) / SIZES[-1]
        parts += ["## Time per epoch\n\n`fast_2d`, after the first epoch.\n", table(
            ["images", "seconds", "seconds per image, beside 60,000 images"],
            [(f"{size:,}", spread(values), f"{statistics.median(values) / size / most:.2f}") for size, values in times.items()])]
    if levers.RESULTS.exists():
        parts.append(levers.report(read(levers.RESULTS)))
    return "\n".join(parts)


def plot(found):
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    rows = {key: row for key, row in found["waiting"].items() if row}
    if not rows:
        return
    order = sorted(rows, key=lambda key: statistics.median(rows[key]["seconds"]))
    figure, axes = plt.subplots(figsize=(8, 0.55 * len(order) + 1.2), layout="constrained")
    for place, key in enumerate(order):
        seconds, training = (statistics.median(rows[key][part]) for part in ("seconds", "training"))
        axes.barh(place, training, color="#4477AA", label="training" if place == 0 else None)
        axes.barh(place, seconds - training, left=training, color="#CCBB44", label="its own scoring" if place == 0 else None)
        axes.annotate(f"{seconds:.0f} s", (seconds, place), xytext=(4, 0), textcoords="offset points", va="center")
    axes.set_yticks(range(len(order)), [name_of(key) for key in order])
    axes.set_xlabel(f"seconds to a test ELBO of {str(MARK).replace('-', '−')} nats")
    axes.margins(x=0.12)
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(loc="lower right", frameon=False)
    figure.savefig(HERE / "waiting.png", dpi=110)
    plt.close(figure)
