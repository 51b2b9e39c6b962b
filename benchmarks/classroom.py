"""A class on one machine: notebook kernels that share one installation; writes classroom.json and its part of
docs/teaching.md.

    python benchmarks/classroom.py             thirty kernels at once, then some that train while others wait
    python benchmarks/classroom.py --help      other ways to run it

It takes some minutes, 20 GB of memory, and a quiet machine.
"""

import json
import math
import statistics
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import psutil
from jupyter_client.manager import start_new_kernel

from cvae_lib.files import whole_files
from driver import ASSETS, HERE, Part, drive, found, read
from tables import section

RESULTS, PAGE = HERE / "classroom.json", HERE.parent / "docs" / "teaching.md"
BEGIN, END = "<!-- classroom: kept by benchmarks/classroom.py -->", "<!-- /classroom -->"
CLASS = 30
TRAINING = (1, 2, 4, 8)
IMAGES = 10_000                 # that each trains on
# What a learner's first cells do: the library, the images, a trained model, a picture.
FIRST_PICTURE = """
import hashlib, json, time
started = time.perf_counter()
from cvae_lib import data, figures, latent, runs
images, model = data.load("mnist"), runs.load_pretrained("mnist-2d")
figure = figures.manifold(latent.manifold(model, 20), "the plane")
seconds = time.perf_counter() - started
arrays = [*images.train, *images.test, *(variable.numpy() for variable in model.weights)]
print(json.dumps({"seconds": seconds,
                  "sum": hashlib.sha256(b"".join(array.tobytes() for array in arrays)).hexdigest()}))
"""
TRAIN = f"""
from cvae_lib import training
some = images._replace(train=data.Part(*(part[:{IMAGES}] for part in images.train)),
                       test=data.Part(*(part[:1000] for part in images.test)))
run = training.train("tutorial_2d", some, out={{out!r}}, epochs=2)
print(json.dumps({{{{"seconds": run.history["epochs"][1]["seconds"]}}}}))
"""


def measurements(found=None):
    """Name → (function, arguments), in the order in which they are taken, whatever was found."""
    return {name: (kernels, (count, train)) for name, count, train in (
        ("alone", 1, 0), ("class", CLASS, 0), *((f"training {count}", count, count) for count in TRAINING))}


def kernels(count, train):
    """Start kernels at once, up to a first picture; then let some of them train at once, for two epochs.

    Returns:
        "seconds" up to the picture, of each; "memory" that they hold then, GB, of each, shared pages counted
        in parts; "machine", GB that the machine's used memory grew by; with training "rates", images a second
        of each in the second epoch, and "training memory", GB, of the largest.

    Raises:
        RuntimeError: a kernel saw other images or weights than the rest, or the installation has changed.
    """
    installed = _sums()
    before = psutil.virtual_memory().available
    with ExitStack() as stack, ThreadPoolExecutor(count) as pool:
        clients = list(pool.map(lambda _: _start(stack), range(count)))
        shown = list(pool.map(lambda pair: _run(pair[1], FIRST_PICTURE), clients))
        time.sleep(5)
        measured = {"seconds": [round(row["seconds"], 1) for row in shown],
                    "memory": [round(_memory(manager), 2) for manager, _ in clients],
                    "machine": round((before - psutil.virtual_memory().available) / 1e9, 1)}
        if train:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            trained = [pool.submit(_run, client, TRAIN.format(out=str(folder / str(number))))
                       for number, (_, client) in enumerate(clients)]
            largest = 0
            while not all(future.done() for future in trained):
                largest = max(largest, *(_memory(manager) for manager, _ in clients))
                time.sleep(1)
            measured |= {"rates": [round(IMAGES / future.result()["seconds"]) for future in trained],
                         "training memory": round(largest, 2)}
    if len({row["sum"] for row in shown}) > 1:
        raise RuntimeError("a kernel saw other images or weights than the rest")
    if _sums() != installed:
        raise RuntimeError("the installation has changed while the kernels ran")
    return measured


def _sums():
    files = (path for path in ASSETS.parent.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return {path: whole_files.sha256(path) for path in files}


def _start(stack):
    manager, client = start_new_kernel(startup_timeout=600)
    stack.callback(manager.shutdown_kernel, now=True)
    stack.callback(client.stop_channels)
    return manager, client


def _run(client, code):
    """What the last line that a kernel prints says in JSON."""
    lines = []

    def heard(message):
        if message["msg_type"] == "stream" and message["content"]["name"] == "stdout":
            lines.append(message["content"]["text"])
    reply = client.execute_interactive(code, timeout=3600, output_hook=heard, allow_stdin=False)["content"]
    if reply["status"] != "ok":
        raise RuntimeError(f"{reply['ename']}: {reply['evalue']}")
    return json.loads("".join(lines).strip().splitlines()[-1])


def _memory(manager):
    return psutil.Process(manager.provisioner.pid).memory_full_info().pss / 1e9


def text(machine, found):
    """The part of docs/teaching.md, from the rows of a results file."""
    alone, together = found["alone"], found["class"]
    count, memory = len(together["memory"]), statistics.mean(together["memory"])
    largest = max(row["training memory"] for row in found.values() if "rates" in row)
    features = ", ".join(machine["features"])
    rows = [(len(row["rates"]), round(statistics.mean(row["rates"])), sum(row["rates"]),
             row["training memory"]) for row in found.values() if "rates" in row]
    first, last = min(together["seconds"]), max(together["seconds"])
    head = f"""`python benchmarks/classroom.py` measured {count} kernels with one installation on one machine
of {machine['cores']} cores ({features}). Each loaded the images and a trained model, and drew its
manifold. All saw the same bytes.

- A kernel's first picture takes {alone['seconds'][0]:.0f} seconds alone. {count} kernels that begin together
  have theirs after {first:.0f} to {last:.0f} seconds.
- An idle kernel holds {memory:.2f} GB, and {count} of them hold {together['machine']:.0f} GB.
- A kernel that trains on {IMAGES:,} images holds up to {largest:.2f} GB. So {count} that do it at once need
  at most {math.ceil(count * largest)} GB. Whole notebooks take [more](install.md#memory).
- Kernels that train share the cores:"""
    return section(head, ("kernels that train", "images a second each", "together", "GB, the largest"), rows)


def report(path):
    """Write the part of docs/teaching.md; of another results file, a page beside it."""
    results = read(path)
    part = text(results["machine"], found(results))
    if path == RESULTS:
        head, rest = PAGE.read_text(encoding="utf-8").split(BEGIN)
        PAGE.write_text(f"{head}{BEGIN}\n{part}\n{END}{rest.split(END)[1]}", encoding="utf-8")
    else:
        path.with_suffix(".md").write_text(part, encoding="utf-8")


if __name__ == "__main__":
    drive({"class": Part(RESULTS, measurements)}, report, __doc__)
