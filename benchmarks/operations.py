"""Where the time of a step goes, by kind of operation, with one thread and with two for each."""

import os
import time

from driver import WORK
from sides import Fast, digits
from tables import section

STEPS = 100
KINDS = {"weights' gradient": ("BackpropFilter",), "convolutions, forward and input gradient": ("Conv2D",),
         "bias and ReLU": ("Bias", "Relu"), "other": ("",)}         # the first that fits an operation's name


def profile(threads):
    """Milliseconds a step, by kind of operation, and what a matrix product reaches with as many threads."""
    os.environ["TF_NUM_INTRAOP_THREADS"] = str(threads)         # so that the library leaves a batch whole
    from tensorflow.tsl.profiler.protobuf import xplane_pb2

    from cvae_lib import machine, tf

    side = Fast(*digits(STEPS * 64), 3, 0, machine.fastest_precision())
    folder, ends = WORK / f"profile-{threads}-{os.getpid()}", []

    def after_epoch():
        ends.append(time.perf_counter())
        if len(ends) == 2:
            tf.profiler.experimental.start(str(folder))

    side.train(after_epoch)
    tf.profiler.experimental.stop()
    space, spent = xplane_pb2.XSpace(), dict.fromkeys(KINDS, 0.0)
    space.ParseFromString(next(folder.rglob("*.xplane.pb")).read_bytes())
    for plane in space.planes:
        for event in (event for line in plane.lines for event in line.events):
            name = plane.event_metadata[event.metadata_id].name
            operation = name.rpartition(":")[2]
            if ":" in name and "::" not in name and operation.isidentifier():       # one of the graph
                kind = next(kind for kind, parts in KINDS.items() if any(part in operation for part in parts))
                spent[kind] += event.duration_ps / 1e9 / STEPS
    a, rates = tf.random.normal((2048, 2048)), []
    for _ in range(6):
        started = time.perf_counter()
        tf.matmul(a, a).numpy()
        rates.append(2 * 2048 ** 3 / (time.perf_counter() - started) / 1e9)
    return {"milliseconds": spent, "step": 1e3 * (ends[1] - ends[0]) / STEPS, "matmul_gflops": max(rates)}


def operations_section(found):
    one, two = (found.get(f"profile {threads}") for threads in ("1 thread", "2 threads"))
    if not (one and two):
        return ""
    rows = []
    for kind in one["milliseconds"]:
        alone, both = (row["milliseconds"][kind] for row in (one, two))
        rows.append((kind, f"{alone:.1f}", f"{both:.1f}", f"{alone / both:.2f}"))
    rates = [f"{row['matmul_gflops']:.0f}" for row in (one, two)]
    return section(f"""Why a second thread adds little: milliseconds a step, by kind of operation. A plain
matrix product of 2,048² floats reaches {rates[0]} GFLOPS with one thread and {rates[1]} with two on this
machine.""", ["operations", "one thread", "two threads", "times faster"], rows)
