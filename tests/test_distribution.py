"""cvae_lib.distribution: several workers, or devices, train as one process does."""

import json
import os
import random
import runpy
import signal
import subprocess
import sys
import time

import numpy as np
import pytest

from cvae_lib import __main__ as cli
from cvae_lib import data, distribution, packed, runs, tf, training, workers

# What the tests below run as a worker, on two devices, or here alone: twenty steps, each reported by itself.
TWENTY = """
import dataclasses, json, sys
from cvae_lib import data, distribution, recipes, tf, training
kind, out = sys.argv[1:]
if kind == "mirrored":
    device = tf.config.list_physical_devices("CPU")[0]
    tf.config.set_logical_device_configuration(device, [tf.config.LogicalDeviceConfiguration()] * 2)
    cluster = distribution.Cluster(tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"]))
    assert cluster.replicas == 2
else:
    cluster = distribution.join(kind)
recipe = dataclasses.replace(recipes.RECIPES["tutorial_2d"], filters=(4, 6), batch_size=24,
                             learning_rate=1e-3)
images = data.load_mnist().train.images[:199]
assert len(images) % recipe.batch_size == 7                 # the last of an epoch's 9 batches: 2, 2 and 3
model, optimizer = training.prepare(recipe, 10, 9, images, model_of=cluster.model)
model.compile(optimizer=optimizer)
if not cluster.chief:
    model.set_weights([0 * weight for weight in model.get_weights()])       # the chief's come in their place
cluster.begin(lambda: (None, 0), model)
batches = cluster.batches(images, recipe.batch_size, seed=0, first_epoch=0, epochs=3,
                          binarization="threshold", labels=None)
history = model.fit(batches, epochs=20, steps_per_epoch=1, verbose=0, shuffle=False).history
assert float(model.metrics[0].count) == recipe.batch_size      # of the last step: each image counts once
if cluster.chief:
    json.dump([history[name] for name in ("loss", "reconstruction", "kl")], open(out, "w"))
"""
# Worker 1 comes late, and worker 0 waits for it.
LATE = """
import json, os, pathlib, sys, time
if json.loads(os.environ["TF_CONFIG"])["task"]["index"]:
    time.sleep(60)
pathlib.Path(sys.argv[1], "pid").write_text(str(os.getpid()))
from cvae_lib import distribution
distribution.join("multi-worker")
"""
TRAIN = ["train", "--recipe", "tutorial_2d", "--filters", "4", "6", "--images", "1280", "--validation", "100",
         "--epochs", "3"]


def twenty(folder, kind, count=1):
    script, out = folder / "twenty.py", folder / f"{kind}-{count}.json"
    script.write_text(TWENTY)
    if kind == "multi-worker":
        workers.run([str(script), kind, str(out)], count)
    elif kind == "mirrored":
        subprocess.run([sys.executable, str(script), kind, str(out)], check=True)
    else:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", [str(script), kind, str(out)])
            runpy.run_path(str(script))
    return np.array(json.loads(out.read_text()))                            # (3, 20)


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    return twenty(tmp_path_factory.mktemp("alone"), "one")


@pytest.mark.parametrize("kind, count", [("multi-worker", 3), ("mirrored", 1)])
def test_together_as_alone(kind, count, alone, tmp_path):
    """Step by step; two workers are held to one process below, over epochs."""
    together = twenty(tmp_path, kind, count)
    assert np.allclose(together, alone, rtol=1e-6, atol=1e-4)               # measured: to 2e-4 of 540 nats
    assert np.ptp(alone[0]) > 5                                             # and they are of different steps


def history(run):
    found = runs.Run(run).history
    return [{name: value for name, value in row.items() if name != "seconds"} for row in found["epochs"]], \
        found["result"]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    out = tmp_path_factory.mktemp("runs") / "whole"
    assert cli.main([*TRAIN, "--out", str(out), "--local-workers", "2"]) == 0
    return out


def test_a_run_is_that_of_one_process(whole, tmp_path):
    assert cli.main([*TRAIN, "--out", str(tmp_path / "one")]) == 0
    one = tmp_path / "one"
    assert sorted(os.listdir(whole)) == sorted(os.listdir(one))
    assert runs.Run(whole).info == runs.Run(one).info
    (rows, result), (ours, our_result) = history(whole), history(one)
    assert [list(row) for row in rows] == [list(row) for row in ours]
    for name in ("loss", "reconstruction", "kl", "elbo"):
        assert np.allclose([row[name] for row in rows], [row[name] for row in ours],
                           rtol=1e-5, atol=1e-5)
    assert abs(result["elbo"] - our_result["elbo"]) < 0.01 * result["stderr_images"]


def test_a_worker_dies_and_the_run_goes_on(whole, tmp_path, capsys, monkeypatch):
    out, started = tmp_path / "run", []
    number = random.randrange(2 ** 32)
    print(f"the moment is that of seed {number}")
    choose, run = random.Random(number), workers.run

    def kill(processes):
        started.extend(processes)
        while not (out / "history.json").exists():                          # after the first epoch, of three
            assert all(process.poll() is None for process in processes)
            time.sleep(0.01)
        time.sleep(choose.uniform(0, 0.2))
        processes[choose.randrange(2)].kill()
    monkeypatch.setattr(workers, "run", lambda *arguments: run(*arguments, on_start=kill))
    command = [*TRAIN, "--out", str(out), "--local-workers", "2"]
    assert cli.main(command) == workers.LOST
    said = capsys.readouterr().err
    assert "was killed (SIGKILL)" in said and "--resume" in said and said.count("\n") == 1
    assert all(process.poll() is not None for process in started)
    monkeypatch.setattr(workers, "run", run)
    assert cli.main([*command, "--resume"]) == 0
    assert history(out) == history(whole)
    assert np.array_equal(runs.Run(out).frames["samples"], runs.Run(whole).frames["samples"])


def by_hand(index, ports, *command):
    """A worker that knows the others from TF_CONFIG, as on machines of their own."""
    config = {"cluster": {"worker": [f"127.0.0.1:{port}" for port in ports]},
              "task": {"type": "worker", "index": index}}
    return subprocess.Popen([sys.executable, "-m", "cvae_lib", *command, "--strategy", "multi-worker"],
                            env=os.environ | {"TF_CONFIG": json.dumps(config)}, text=True,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_machines_without_a_launcher(tmp_path):
    ports, out = workers._free_ports(2), tmp_path / "run"
    chief = by_hand(0, ports, *TRAIN, "--deterministic", "--out", str(out))
    other = by_hand(1, ports, *TRAIN, "--deterministic", "--out", str(tmp_path / "other"))
    while not (out / "history.json").exists():
        assert chief.poll() is None and other.poll() is None
        time.sleep(0.05)
    other.send_signal(signal.SIGTERM)
    said = chief.communicate(timeout=60)[1]
    assert chief.returncode == workers.LOST
    assert said.endswith(f"cvae_lib: worker 1 of 2 (127.0.0.1:{ports[1]}) is gone; start all workers again "
                         "with --resume, which goes on after the last whole epoch\n")
    assert "\nworker 1 of 2 (" in other.communicate(timeout=60)[0] and other.returncode == -signal.SIGTERM
    assert not (tmp_path / "other").exists()                                # the chief alone writes


def test_who_waits_can_be_ended(tmp_path):
    """TensorFlow keeps Python from running while it waits: no thread and no handler of Python's would do."""
    waiting = by_hand(0, workers._free_ports(2), *TRAIN, "--out", str(tmp_path / "run"))
    assert waiting.stdout.readline() == "waiting until all workers are there\n"
    time.sleep(5)
    waiting.send_signal(signal.SIGINT)
    waiting.communicate(timeout=20)
    script = tmp_path / "script.py"
    script.write_text(LATE)
    command = f"from cvae_lib import workers; workers.run([{str(script)!r}, {str(tmp_path)!r}], 2)"
    launcher = subprocess.Popen([sys.executable, "-c", command])
    while not (tmp_path / "pid").exists():
        time.sleep(0.1)
    time.sleep(5)
    launcher.kill()
    launcher.wait()
    pid, end = (tmp_path / "pid").read_text(), time.monotonic() + 20
    while os.path.exists(f"/proc/{pid}"):
        assert time.monotonic() < end, "it goes on without who started it"
        time.sleep(0.1)


def test_workers_that_were_started_otherwise(tmp_path):
    ports = workers._free_ports(2)
    both = [by_hand(index, ports, *TRAIN, "--seed", str(index), "--out", str(tmp_path / "run"))
            for index in range(2)]
    for one in both:
        said = one.communicate(timeout=60)[1]
        assert one.returncode == 1 and "worker 1 of 2 (" in said and "started otherwise than worker 0" in said
    assert not (tmp_path / "run").exists()


def test_a_folder_in_use_is_told_once(tmp_path, capfd):
    (tmp_path / "notes.txt").write_text("mine")
    assert cli.main([*TRAIN, "--out", str(tmp_path), "--local-workers", "2"]) == 1
    said = capfd.readouterr().err
    assert said.count("cvae_lib: ") == 1 and "exists already" in said
    assert os.listdir(tmp_path) == ["notes.txt"]


def member(index, count, replicas=1):
    """One worker's view of a cluster that is not there."""
    cluster = distribution.Cluster()
    cluster.addresses, cluster.index, cluster.replicas = ["h:1"] * count, index, replicas
    return cluster


def test_the_parts_of_a_batch():
    images = np.arange(23 * 256, dtype=np.uint8).reshape(23, 16, 16, 1) % 2
    images[:, 0, :5, 0] = (np.arange(23)[:, None] >> np.arange(5)) & 1      # each image's own number
    labels = np.arange(23)
    options = {"seed": 3, "first_epoch": 1, "epochs": 3, "binarization": "threshold"}
    whole = list(data.make_dataset(images, 9, labels=labels, **options))
    for count in (2, 3):
        parts = [list(member(index, count).batches(images, 9, labels=labels, **options))
                 for index in range(count)]
        for number, (x, y) in enumerate(whole):
            mine = [part[number] for part in parts]
            assert np.array_equal(np.concatenate([one[0] for one in mine]), x)
            assert np.array_equal(np.concatenate([one[1] for one in mine]), y)
            firsts = np.cumsum([0, *(len(one[0]) for one in mine)])
            assert [one[2].numpy().tolist() for one in mine] == [[first, len(x)] for first in firsts[:-1]]
            assert all(len(one[0]) for one in mine)


def test_workers_read_stretches_of_their_own(tmp_path):
    images = np.zeros((60, 16, 16, 1), np.uint8)
    images[:, 0, :6, 0] = 255 * ((np.arange(60)[:, None] >> np.arange(6)) & 1)
    source = packed.Source(60, lambda first, last: ((str(i), images[i], 0) for i in range(first, last)))
    packed.write(tmp_path / "set", {"train": source, "test": source}, name="set", shard_images=15)
    train = packed.load(tmp_path / "set").train.images
    options = {"seed": 0, "first_epoch": 0, "epochs": 2, "binarization": "threshold", "labels": None}
    seen = []
    for index in range(2):
        batches = list(member(index, 2).batches(train, 12, **options))
        assert [len(x) for x, _, _ in batches] == [6] * 10 and len(batches) == 10
        assert {tuple(place.numpy()) for _, _, place in batches} == {(6 * index, 12)}
        numbers = np.concatenate([x[:, 0, :6, 0] for x, _, _ in batches]) @ (1 << np.arange(6))
        assert sorted(numbers[:30]) == sorted(numbers[30:]) and list(numbers[:30]) != list(numbers[30:])
        seen.append(numbers[:30])
    assert sorted(np.concatenate(seen)) == list(range(60))                      # each image once
    assert seen[0].tolist() != (seen[1] - 30).tolist()                          # in an order of their own


def test_what_cannot_be_shared():
    with pytest.raises(ValueError, match="batches of 64 images cannot be shared evenly by 3 replicas"):
        member(0, 1, replicas=3).check({}, 64, 640)
    with pytest.raises(ValueError, match="641 images leave 1 for an epoch's last batch, too few for 2"):
        member(0, 1, replicas=2).check({}, 64, 641)


@pytest.mark.parametrize("config, says", [
    (None, "neither TF_CONFIG nor Slurm says who the workers are"),
    ("{", "TF_CONFIG: is {, and should be like"),
    ('{"cluster": {"worker": ["a:1"]}}', "should be like"),
    (({"worker": ["a"]}, "worker", 0), "should be like"),
    (({"worker": ["a:1"]}, "worker", 1), "task worker 1 is not among the 1 of the cluster"),
    (({"worker": ["a:1", "a:1"]}, "worker", 1), "each worker needs an address of its own"),
    (({"worker": ["a:0"]}, "worker", 0), "each worker needs an address of its own"),
    (({"worker": ["a:1"], "ps": ["b:1"]}, "worker", 0), "has ps, worker; here every task is a worker"),
    (({"worker": ["a:1"]}, "evaluator", 0), "has evaluator, worker; here every task is a worker")])
def test_a_wrong_tf_config_is_told_at_once(config, says, monkeypatch):
    monkeypatch.delenv("TF_CONFIG", raising=False)
    if isinstance(config, tuple):
        cluster, kind, number = config
        config = json.dumps({"cluster": cluster, "task": {"type": kind, "index": number}})
    if config is not None:
        monkeypatch.setenv("TF_CONFIG", config)
    with pytest.raises(ValueError, match=says) as raised:
        distribution.join("multi-worker")
    assert "\n" not in str(raised.value)


def test_a_chief_of_its_own_kind():
    cluster = {"chief": ["a:1"], "worker": ["b:1", "c:1"]}
    assert workers.places(cluster, "chief", 0) == (["a:1", "b:1", "c:1"], 0)
    assert workers.places(cluster, "worker", 1) == (["a:1", "b:1", "c:1"], 2)


@pytest.mark.parametrize("host, local, place", [("n9", 0, 2), ("n10", 1, 1), (None, 0, 3)])
def test_slurm_says_who_is_who(host, local, place, monkeypatch):
    """Slurm numbers n9 before n10, and TensorFlow's resolver sorts them the other way round."""
    variables = {"JOB_ID": "20005", "PROCID": "3", "STEP_NUM_TASKS": "4", "STEP_NODELIST": "n[9-10]",
                 "STEP_TASKS_PER_NODE": "2(x2)", "LOCALID": str(local)}
    for name, value in variables.items():
        monkeypatch.setenv(f"SLURM_{name}", value)
    if host:
        monkeypatch.setenv("SLURMD_NODENAME", host)
    assert distribution._slurm() == {
        "cluster": {"worker": ["n10:12005", "n10:12006", "n9:12005", "n9:12006"]},
        "task": {"type": "worker", "index": place}}
    monkeypatch.delenv("SLURM_STEP_NODELIST")
    with pytest.raises(ValueError, match="Slurm's variables do not say .*SLURM_STEP_NODELIST.*srun"):
        distribution._slurm()


def test_a_cluster_comes_first(monkeypatch):
    assert float(tf.constant(1.0) + 1) == 2
    monkeypatch.setenv("TF_CONFIG", json.dumps({"cluster": {"worker": ["127.0.0.1:1", "127.0.0.1:2"]},
                                                "task": {"type": "worker", "index": 0}}))
    with pytest.raises(RuntimeError, match="joined before TensorFlow computes anything"):
        distribution.join("multi-worker")


def test_an_unknown_strategy():
    with pytest.raises(ValueError, match="must be one of one, mirrored, multi-worker"):
        distribution.join("central")


def test_alone_there_is_nothing_to_share(tmp_path):
    cluster = distribution.join()
    assert cluster.alone and cluster.chief and len(cluster) == 1
    assert type(cluster.model(latent_dim=2)).__name__ == "CVAE"
    assert [int(value) for value in cluster.sums([tf.constant(3)])] == [3]
    assert cluster.gathered(5).tolist() == [5]
    assert training.train.__kwdefaults__["cluster"] is None


@pytest.mark.parametrize("said, index", [
    ("Collective ops is aborted by: Socket closed\nAdditional GRPC error information from remote target "
     "/job:worker/replica:0/task:1 while calling /tensorflow.WorkerService/RecvBuf:", 1),
    # What a cut cable gives: a neighbour, which lost another, is named behind it.
    ("Collective ops is aborted by: Collective ops is aborted by: Connection reset by peer\nAdditional GRPC "
     "error information from remote target /job:worker/replica:0/task:2 while calling\nAdditional GRPC "
     "error information from remote target /job:worker/replica:0/task:1 while calling", 2),
    ("Collective ops is aborted by: Deadline Exceeded\nRPC: /tensorflow.CoordinationService/Heartbeat", 0)])
def test_who_is_gone(said, index, monkeypatch):
    cluster = member(1, 3)
    spec = tf.train.ClusterSpec({"worker": cluster.addresses})
    resolver = tf.distribute.cluster_resolver.SimpleClusterResolver(spec, task_type="worker", task_id=1)
    monkeypatch.setattr(type(cluster.strategy), "cluster_resolver", resolver)
    with pytest.raises(workers.WorkerError, match=rf"^worker {index} of 3 \(h:1\) is gone; .* --resume"), \
            cluster.explained():
        raise tf.errors.UnavailableError(None, None, said)


def test_other_errors_of_tensorflow_stay_theirs():
    with pytest.raises(tf.errors.UnavailableError), distribution.Cluster().explained():
        raise tf.errors.UnavailableError(None, None, "a file system is away")
