"""cvae_lib.workers: processes that begin and end together. Here they run scripts without TensorFlow."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from cvae_lib import __main__ as cli
from cvae_lib import workers

HELLO = """
import json, os, sys
config = json.loads(os.environ["TF_CONFIG"])
config["cores"] = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
config["arguments"] = sys.argv[1:]
config["said"] = os.environ.get("CVAE_SAID_BEFORE")
open(f"{sys.argv[1]}/{config['task']['index']}.json", "w").write(json.dumps(config))
print("worker", config["task"]["index"], "says", sys.argv[2])
"""
SLEEP = """
import os, pathlib, sys, time
pathlib.Path(sys.argv[1], str(os.getpid())).touch()
time.sleep(60)
"""
LAST_WORDS = """
import json, os, sys, time
from cvae_lib import workers
index = json.loads(os.environ["TF_CONFIG"])["task"]["index"]
kinds = sys.argv[1].split(",")
if kinds[index] == "sleeps":
    time.sleep(60)
if kinds[index] == "raises":
    raise TypeError("of some kind")
if kinds[index] == "lost":
    sys.exit(workers.say(workers.WorkerError("worker 1 is gone")))
if kinds[index] == "fails":
    time.sleep(0.5)
    sys.exit(workers.say(ValueError(f"{index} cannot do that")))
"""


@pytest.fixture
def script(tmp_path):
    def write(text):
        path = tmp_path / "script.py"
        path.write_text(text)
        return str(path)
    return write


def alive(process):
    """Whether a process runs; the dead whom nobody has asked after do not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def wait_for(what, seconds=20):
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_workers_know_each_other(script, tmp_path, capfd):
    before = os.environ.copy()
    workers.run([script(HELLO), str(tmp_path), "hello"], 3)
    found = [json.loads((tmp_path / f"{index}.json").read_text()) for index in range(3)]
    assert [one["task"] for one in found] == [{"type": "worker", "index": index} for index in range(3)]
    assert found[0]["cluster"] == found[1]["cluster"] == found[2]["cluster"]
    addresses = found[0]["cluster"]["worker"]
    assert len(set(addresses)) == 3 and all(one.startswith("127.0.0.1:") for one in addresses)
    assert found[2]["arguments"] == [str(tmp_path), "hello"]
    assert capfd.readouterr().out == "worker 0 says hello\n"                # and nothing of the others
    assert os.environ == before


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="this system cannot keep a process to cores")
@pytest.mark.parametrize("count, each", [(1, None), (2, None), (3, None), (2, 1), (1, 1)])
def test_workers_share_the_cores(count, each, script, tmp_path, monkeypatch, all_cores):
    cores = sorted(os.sched_getaffinity(0))
    monkeypatch.setenv("CVAE_SAID_BEFORE", "a word")
    workers.run([script(HELLO), str(tmp_path), "hello"], count, each)
    configs = [json.loads((tmp_path / f"{index}.json").read_text()) for index in range(count)]
    assert {config["said"] for config in configs} == {"a word"}         # they keep the environment
    found = [config["cores"] for config in configs]
    assert {len(one) for one in found} == {each or max(1, len(cores) // count)}
    if count * len(found[0]) <= len(cores):
        assert len({core for one in found for core in one}) == count * len(found[0])
    assert {core for one in found for core in one} <= set(cores)


@pytest.mark.parametrize("victim", [0, 2])
def test_a_killed_worker_is_named_and_the_others_end(victim, script, tmp_path):
    started, folder = [], tmp_path / "pids"
    folder.mkdir()

    def kill(processes):
        started.extend(processes)
        wait_for(lambda: len(list(folder.iterdir())) == 3)
        processes[victim].kill()
    says = rf"^worker {victim} of 3 was killed \(SIGKILL\), .*--resume"
    with pytest.raises(workers.WorkerError, match=says):
        workers.run([script(SLEEP), str(folder)], 3, on_start=kill)
    assert all(process.poll() is not None for process in started)
    assert not any(alive(path.name) for path in folder.iterdir())


@pytest.mark.parametrize("kinds, says", [
    ("sleeps,fails", "^1 cannot do that$"), ("fails,sleeps", "^0 cannot do that$"),
    ("lost,fails", "^1 cannot do that$"),                   # not that worker 0 has lost it
    ("lost,lost", "^worker 1 is gone$"),
    ("sleeps,raises", "^worker 1 of 2 failed, and the others were ended; .*TypeError: of some kind$"),
    ("raises,sleeps", "^worker 0 of 2 failed, and the others were ended$")])
def test_the_first_to_fail_has_the_last_word(kinds, says, script, monkeypatch):
    monkeypatch.setattr(workers, "PATIENCE", 1)
    with pytest.raises(RuntimeError, match=says):
        workers.run([script(LAST_WORDS), kinds], 2)


def test_what_is_said_alone_goes_to_stderr(capsys):
    assert workers.say(ValueError("no")) == 1 and workers.say(workers.WorkerError("gone")) == workers.LOST
    assert capsys.readouterr().err == "cvae_lib: no\ncvae_lib: gone\n" and not workers.inside()


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_workers_end_with_who_started_them(how, script, tmp_path):
    folder = tmp_path / "pids"
    folder.mkdir()
    command = f"""if True:
        import signal
        signal.signal(signal.SIGINT, signal.default_int_handler)
        from cvae_lib import workers
        workers.run([{script(SLEEP)!r}, {str(folder)!r}], 2)"""
    launcher = subprocess.Popen([sys.executable, "-c", command], stderr=subprocess.DEVNULL)
    wait_for(lambda: len(list(folder.iterdir())) == 2)
    assert all(alive(path.name) for path in folder.iterdir())
    launcher.send_signal(how)
    launcher.wait(20)
    wait_for(lambda: not any(alive(path.name) for path in folder.iterdir()))


def test_a_notebook_sees_what_the_chief_says(script, tmp_path, capsys, monkeypatch):
    monkeypatch.setitem(sys.modules, "ipykernel", workers)
    workers.run([script(HELLO), str(tmp_path), "hällo"], 2)
    assert capsys.readouterr().out == "worker 0 says hällo\n"


def test_ports_are_free_and_differ():
    ports = workers._free_ports(20)
    assert len(set(ports)) == 20
    for port in ports:
        with contextlib.closing(socket.socket()) as one:
            one.bind(("127.0.0.1", port))


def test_local_workers_are_of_one_strategy(tmp_path, capsys):
    out = str(tmp_path / "a")
    assert cli.main(["train", "--out", out, "--local-workers", "2", "--strategy", "mirrored"]) == 1
    assert "--local-workers is for --strategy multi-worker, and not for mirrored" in capsys.readouterr().err
    assert not Path(out).exists()


def test_a_worker_without_cores_of_its_own_uses_all(tmp_path, script, monkeypatch, all_cores):
    """As where there are more workers than cores."""
    monkeypatch.setenv("TF_CONFIG", json.dumps({"task": {"type": "worker", "index": 0}}))
    for cores in ("", "0") if hasattr(os, "sched_getaffinity") and 0 in os.sched_getaffinity(0) else ("",):
        command = [sys.executable, "-m", "cvae_lib.workers", cores, script(HELLO), str(tmp_path), "word"]
        with subprocess.Popen(command, stdin=subprocess.PIPE) as worker:        # which ends with its stdin
            assert worker.wait(60) == 0
        found = json.loads((tmp_path / "0.json").read_text())
        everywhere = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
        assert found["cores"] == ([0] if cores else everywhere)
        assert found["arguments"] == [str(tmp_path), "word"]
