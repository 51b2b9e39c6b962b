"""What this computer is good at, asked once: cores, threads, precision, memory; and the budget of work."""

import functools
import os
import re
import sys
from pathlib import Path

from cvae_lib import quiet

tf = quiet.tensorflow()


@functools.cache
def set_up():
    """Give each core a part of every batch, rather than a share of every operation.

    The networks are small: where an operation is shared out, the threads wait for each other after every one;
    where a batch is, once a step. And with one thread an operation, sums come out in one order: runs repeat
    to the bit. `make bench` measures it.

    It must be called before TensorFlow computes anything; ``from cvae_lib import tf`` does, in whatever order
    a reader imports. It changes nothing on a GPU, nor where the reader has chosen a number of threads (by
    ``TF_NUM_INTRAOP_THREADS`` or through ``tf.config.threading``), nor where TensorFlow has computed already.

    Returns:
        in how many parts ``side_by_side`` cuts a batch.
    """
    chosen = "TF_NUM_INTRAOP_THREADS" in os.environ or tf.config.threading.get_intra_op_parallelism_threads()
    if chosen or tf.config.list_physical_devices("GPU"):
        return 1
    try:
        tf.config.threading.set_intra_op_parallelism_threads(1)
    except RuntimeError:
        return 1
    return min(4, cores())          # with more, the parts of a batch of 64 would be too small


def side_by_side(function, *tensors):
    """What ``function`` gives for tensors (B, ...), computed in the parts of ``set_up``; for use in a graph.

    The parts are branches of the graph, which run beside each other; so does what a ``tf.GradientTape`` makes
    of them. Taught in notebook 05.

    Args:
        function: of tensors (b, ...) for any b; gives a tensor (b, ...) or a structure of such.
        tensors: (B, ...) each.

    Returns:
        what ``function`` gives, with B in place of b.
    """
    count, parts = tf.shape(tensors[0])[0], set_up()
    if parts == 1:
        return function(*tensors)
    size = -(-count // parts)
    places = tf.minimum(tf.range(size * parts), count - 1)      # the last image again where a part has room
    filled = [tf.gather(tensor, places) for tensor in tensors]
    done = [function(*(tensor[part * size:(part + 1) * size] for tensor in filled)) for part in range(parts)]
    return tf.nest.map_structure(lambda *same: tf.concat(same, axis=0)[:count], *done)


def compiled(function):
    """``function`` of tensors (B, ...) as a graph that works on the parts of a batch side by side."""
    graph = tf.function(lambda *tensors: side_by_side(function, *tensors), reduce_retracing=True)

    def call(*tensors):
        with quiet.retracing():
            return graph(*tensors)
    return call


def use_one_thread():
    """Keep TensorFlow to one thread, which makes training repeatable to the bit in any case, and slower.

    Needed only where TensorFlow had computed something before ``cvae_lib`` was imported: with several threads
    an operation, sums come out in another order from run to run; the last digits of the weights differ, and
    after an epoch the ELBO does, by some tenths of a nat. Call it before TensorFlow computes anything.

    Raises:
        RuntimeError: TensorFlow has already started its threads.
    """
    threading = tf.config.threading
    try:
        threading.set_intra_op_parallelism_threads(1)
        threading.set_inter_op_parallelism_threads(1)
    except RuntimeError as error:
        raise RuntimeError("use_one_thread() comes too late: TensorFlow has started its threads; "
                           "restart the kernel and call it first") from error


def fastest_precision():
    """The precision in which the networks train fastest here: "bfloat16" or "float32".

    bfloat16 where a processor has AMX or AVX512-BF16, or a GPU tensor cores for it (compute capability 8.0
    and above); elsewhere it would be emulated, and slower. Older tensor cores take float16 alone, whose
    narrow range would need the loss scaled; there it is float32. `make bench` measures the gain.
    Taught in notebook 05.
    """
    gpus = tf.config.list_physical_devices("GPU")
    if gpus:
        capability = tf.config.experimental.get_device_details(gpus[0]).get("compute_capability", (0, 0))
        return "bfloat16" if capability >= (8, 0) else "float32"
    return "bfloat16" if cpu_features() & {"amx_bf16", "avx512_bf16"} else "float32"


def cpu_features():
    """The processor's features as Linux names them, a set; empty where there is no /proc/cpuinfo."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return set()
    return set(next((line.split(":")[1] for line in lines if line.startswith("flags")), "").split())


def cores():
    """How many of the processor's cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def peak_gb():
    """Peak resident memory of this process, GB; nan where the system does not tell."""
    if sys.platform == "linux":     # there ru_maxrss counts the parent's memory too; VmHWM is a child's own
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) * 1024 / 1e9
    try:
        import resource
    except ImportError:                 # Windows
        return float("nan")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e9


def budget(full, quick):
    """``full``, or ``quick`` where the environment says ``CVAE_BUDGET=quick``.

    The one switch that notebooks and tests share: it turns the amount of work down, never what is done.

    Raises:
        ValueError: ``CVAE_BUDGET`` is neither "full" nor "quick".
    """
    value = os.environ.get("CVAE_BUDGET", "full")
    if value not in ("full", "quick"):
        raise ValueError(f"CVAE_BUDGET is {value!r}; set it to 'full' or 'quick', or unset it")
    return quick if value == "quick" else full
