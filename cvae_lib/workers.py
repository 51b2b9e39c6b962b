"""Several workers on this machine, which find each other on loopback and end together. Taught in notebook 11.

``python -m cvae_lib.workers CORES COMMAND`` is what each of these processes runs.
"""

import codecs
import contextlib
import ctypes
import json
import os
import random
import runpy
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

STRATEGIES = ("one", "mirrored", "multi-worker")        # see distribution.join
LAST_WORDS = "CVAE_LAST_WORDS"      # in the environment of each worker: the file for its line of error
PORTS = range(12_000, 32_000)       # below those that systems give to whoever asks for any
PR_SET_PDEATHSIG = 1                # of Linux' prctl
LOST = 75                           # the exit code of a worker that lost another: try again, sysexits.h says
LOOPBACK = {"no_proxy": "127.0.0.1", "no_grpc_proxy": "127.0.0.1",      # a proxy would keep them apart, and
            "CUDA_VISIBLE_DEVICES": "-1"}   # the first would take all of a GPU's memory
PATIENCE = 5                        # seconds to wait for the words of the worker that was the first to fail


class WorkerError(RuntimeError):
    """A worker is gone. The message is one line: which worker, what happened, what to do."""


def run(command, count, cores_each=None, on_start=None):
    """Start ``count`` Python processes with one command, and wait until all have done their work.

    Each finds in ``TF_CONFIG`` who the others are and which of them it is, as TensorFlow defines it. They
    compute on the CPU, also where there is a GPU. Worker 0 is the chief: what it prints appears here. What
    the others print is shown if they fail. When one fails, all end; so they do when the process that called
    this ends.

    Args:
        command: what follows ``python``: a script, or ``-m`` and a module, and arguments.
        count: how many workers.
        cores_each: how many of this machine's cores each may use; an equal part of them if None, at least
            one. With more workers than cores, several share one. Only Linux can keep a process to cores.
        on_start: called with the started ``subprocess.Popen`` objects, worker 0 first.

    Raises:
        WorkerError: a worker was killed.
        RuntimeError: a worker ended with an error; the message is its own.
    """
    workers = [f"127.0.0.1:{port}" for port in _free_ports(count)]
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="cvae-workers-")))
        started, relays = [], []
        stack.callback(lambda: [relay.join(PATIENCE) for relay in relays])     # once the workers have ended
        stack.callback(_end, started)
        for index, cores in enumerate(_shares(count, cores_each)):
            config = {"cluster": {"worker": workers}, "task": {"type": "worker", "index": index}}
            words = {LAST_WORDS: str(folder / f"words-{index}"), "TF_CONFIG": json.dumps(config), **LOOPBACK}
            output = stack.enter_context(open(folder / f"output-{index}", "wb"))
            started.append(subprocess.Popen(
                [sys.executable, "-m", "cvae_lib.workers", cores, *command], env=os.environ | words,
                stdin=subprocess.PIPE,              # it closes when this process ends, in whatever way
                start_new_session=True,             # Ctrl-C reaches this process alone, which then ends them
                **_outputs(index, output)))
        if on_start:
            on_start(started)
        if started[0].stdout:
            relays.append(threading.Thread(target=_relay, args=[started[0].stdout], daemon=True))
            relays[0].start()
        _wait(started, folder)


def say(error, words=None):
    """Tell of an error in one line: on stderr, or, from a worker, through the process that started it.

    Args:
        words: how to say it, if not in the error's own.

    Returns:
        the exit code for it.
    """
    if LAST_WORDS in os.environ:
        Path(os.environ[LAST_WORDS]).write_text(words or str(error), encoding="utf-8")
    else:
        print(f"cvae_lib: {words or error}", file=sys.stderr)
    return LOST if isinstance(error, WorkerError) else 1


def inside():
    """Whether this process is one of those that ``run`` started."""
    return LAST_WORDS in os.environ


def places(cluster, kind, number):
    """All addresses of a cluster, the chief's first, and the place among them of a task.

    Args:
        cluster: as in ``TF_CONFIG``, {"worker": ["HOST:PORT", ...]}.
        kind, number: of the task, "worker" or "chief", and its index.
    """
    chiefs, workers = cluster.get("chief", []), cluster.get("worker", [])
    return [*chiefs, *workers], number + (len(chiefs) if kind == "worker" else 0)


def check_config(text):
    """Refuse a ``TF_CONFIG`` that TensorFlow would wait over for ever, or take for another.

    Raises:
        ValueError: in one line.
    """
    if text is None:
        raise ValueError("strategy multi-worker: neither TF_CONFIG nor Slurm says who the workers are; set "
                         "TF_CONFIG as docs/cluster.md shows, or let --local-workers do it on this machine")
    try:
        config = json.loads(text)
        cluster, task = config["cluster"], config["task"]
        hosts, kind, number = cluster.get(task["type"], []), task["type"], int(task["index"])
        addresses, _ = places(cluster, kind, number)
        ports = [int(address.rpartition(":")[2]) for address in addresses]
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ValueError(f'TF_CONFIG: is {text}, and should be like {{"cluster": {{"worker": ["HOST:PORT", '
                         '...]}, "task": {"type": "worker", "index": 0}}; see docs/cluster.md') from error
    if kind not in ("chief", "worker") or not set(cluster) <= {"chief", "worker"}:
        raise ValueError(f"TF_CONFIG: has {', '.join(sorted({*cluster, kind}))}; here every task is a "
                         "worker, or the one chief")
    if not 0 <= number < len(hosts):
        raise ValueError(f"TF_CONFIG: task {kind} {number} is not among the {len(hosts)} of the cluster")
    if len(set(addresses)) < len(addresses) or not all(0 < port < 65_536 for port in ports):
        raise ValueError(f"TF_CONFIG: {', '.join(addresses)}: each worker needs an address of its own, "
                         "HOST:PORT")


def _wait(started, folder):
    """Return when all have ended well; raise when one has not."""
    seen = None                             # when the first was seen to fail
    while True:
        codes = [process.poll() for process in started]
        killed = [index for index, code in enumerate(codes) if code is not None and code < 0]
        if killed:
            number = -codes[killed[0]]
            name = signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"
            raise WorkerError(f"worker {killed[0]} of {len(started)} was killed ({name}), and the others "
                              "were ended; the same command with --resume goes on after the last whole epoch")
        failed = [index for index, code in enumerate(codes) if code]
        seen = seen or (time.monotonic() if failed else None)
        # Those that lost another wait for that one's own words.
        failed.sort(key=lambda index: codes[index] == LOST)
        if failed and (codes[failed[0]] != LOST or time.monotonic() > seen + PATIENCE):
            raise RuntimeError(_last_words(folder, failed[0], len(started)))
        if all(code == 0 for code in codes):
            return
        time.sleep(0.05)


def _last_words(folder, index, count):
    words, output = folder / f"words-{index}", folder / f"output-{index}"
    if words.exists():
        return words.read_text(encoding="utf-8")
    lines = output.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    if index and lines:
        return f"worker {index} of {count} failed, and the others were ended; its last line: {lines[-1]}"
    return f"worker {index} of {count} failed, and the others were ended"


def _end(started):
    """End those that still run, at once: what they write is whole or not there."""
    for process in started:
        process.kill()
    for process in started:
        process.wait()
        process.stdin.close()


def _free_ports(count):
    """Ports of loopback on which nobody listens, and which no outgoing connection is given meanwhile."""
    found = []
    for port in random.SystemRandom().sample(PORTS, len(PORTS)):
        with contextlib.suppress(OSError), socket.socket() as one:
            one.bind(("127.0.0.1", port))
            found.append(port)
        if len(found) == count:
            return found
    raise RuntimeError(f"this machine has no {count} free ports from {PORTS[0]} to {PORTS[-1]}")


def _shares(count, cores_each):
    """The cores of each worker, as "0,1"; "" where the system cannot keep a process to some."""
    if not hasattr(os, "sched_setaffinity"):
        return [""] * count
    cores = sorted(os.sched_getaffinity(0))
    each = min(len(cores), cores_each or max(1, len(cores) // count))
    return [",".join(str(cores[(index * each + number) % len(cores)]) for number in range(each))
            for index in range(count)]


def _outputs(index, file):
    """Where a worker's outputs go: the chief's here, those of the others into a file."""
    if index:
        return {"stdout": file, "stderr": subprocess.STDOUT}
    if "ipykernel" in sys.modules:          # a cell's output is not this process's own
        return {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    return {}


def _relay(pipe):
    """Write what comes as it comes; a progress bar has no ends of lines."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="replace")
    with pipe:
        while found := pipe.read1():
            with contextlib.suppress(OSError, ValueError):      # a full pipe would stop the chief
                sys.stdout.write(decoder.decode(found))


def _end_with_parent():
    """End when stdin does, a pipe that nobody writes to: it ends with the process that started this one."""
    os.read(0, 1)
    os._exit(1)


def _work(cores, command):
    """Be a worker: keep to some cores, end with the process that started this one, run the command."""
    if cores:
        os.sched_setaffinity(0, map(int, cores.split(",")))
    if sys.platform == "linux":     # a thread cannot, while TensorFlow waits for other workers
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    if command[0] == "-m":
        sys.argv = command[1:]
        runpy.run_module(command[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv, sys.path[0] = command, str(Path(command[0]).resolve().parent)
        runpy.run_path(command[0], run_name="__main__")


if __name__ == "__main__":
    _work(sys.argv[1], sys.argv[2:])
