"""docs/cluster.md and its files: Kubernetes, Slurm, TensorFlow and the library take what stands there."""

import copy
import functools
import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import kubernetes_validate
import pytest
import yaml

from cvae_lib import options, recipes, tf

DOCS = Path(__file__).resolve().parent.parent / "docs"
FOLDER = DOCS / "cluster"
SLURM = (FOLDER / "train.slurm").read_text(encoding="utf-8")
MANIFEST = {resource["kind"]: resource for resource in
            yaml.safe_load_all((FOLDER / "kubernetes.yaml").read_text(encoding="utf-8"))}
JOB, SERVICE = MANIFEST["Job"], MANIFEST["Service"]
POD = JOB["spec"]["template"]["spec"]
WORKER, = POD["containers"]
VARIABLES = {variable["name"]: variable["value"] for variable in WORKER["env"]}
COUNT = JOB["spec"]["completions"]
# Stands in for srun or python on PATH and records what it was called with. What bash makes of a file is real.
RECORDER = f"""#!{sys.executable}
import json, os, sys
with open(os.environ["RECORD"], "w") as file:
    json.dump([sys.argv[1:], dict(os.environ)], file)
sys.exit(int(os.environ.get("EXIT", 0)))
"""


def run(command, name, tmp_path, **variables):
    """Run a command where ``name`` on PATH records: (exit code, recorded arguments, recorded environment)."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / name).write_text(RECORDER, encoding="utf-8")
    (tmp_path / "bin" / name).chmod(0o755)
    record = tmp_path / "record.json"
    environment = {"PATH": f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}", "RECORD": str(record)}
    done = subprocess.run(command, env=environment | variables, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    return done.returncode, *json.loads(record.read_text(encoding="utf-8"))


def parsed(arguments):
    """What the library's own parser makes of ``-m cvae_lib ...``."""
    assert arguments[:2] == ["-m", "cvae_lib"]
    return options.parser().parse_args(arguments[2:])


def own_place(variable, monkeypatch):
    """What TensorFlow reads out of a TF_CONFIG: the addresses, and the reader's own place among them."""
    monkeypatch.setenv("TF_CONFIG", variable)
    resolver = tf.distribute.cluster_resolver.TFConfigClusterResolver()
    return resolver.cluster_spec().as_dict(), (resolver.task_type, resolver.task_id)


def reached(resource, place):
    return functools.reduce(lambda inner, key: inner[key], place, resource)


# --------------------------------------------------------------------------------------- Kubernetes

@pytest.mark.parametrize("version", ["1.33", kubernetes_validate.latest_version()])
@pytest.mark.parametrize("kind", MANIFEST)
def test_kubernetes_schema_takes_the_manifest(kind, version):
    found = kubernetes_validate.validate(MANIFEST[kind], version, strict=True)
    assert version.startswith(found)            # an unknown version would be checked by an older one


@pytest.mark.parametrize("kind, place, key, value", [
    ("Job", ("spec",), "completions", "two"),
    ("Job", ("spec",), "restarts", 3),
    ("Job", ("spec", "template", "spec"), "restartPolcy", "OnFailure"),
    ("Job", ("spec", "template", "spec", "containers", 0, "env", 0), "value", 2),
    ("Job", ("spec", "template", "spec", "containers", 0), "resource", {}),
    ("Job", ("spec", "successPolicy", "rules", 0), "succeededIndexes", 0),
    ("Service", ("spec", "ports", 0), "port", "grpc"),
    ("Service", ("spec",), "headless", True),
    ("NetworkPolicy", ("spec", "ingress", 0), "form", []),
    ("PersistentVolumeClaim", ("spec",), "accessModes", "ReadWriteMany"),
])
def test_kubernetes_schema_refuses_a_broken_manifest(kind, place, key, value):
    broken = copy.deepcopy(MANIFEST[kind])
    reached(broken, place)[key] = value
    with pytest.raises(kubernetes_validate.ValidationError) as caught:
        kubernetes_validate.validate(broken, "1.33", strict=True)
    assert key in [*caught.value.path, *re.findall(r"'(\w+)' was unexpected", caught.value.message)]


def test_the_parts_of_the_manifest_belong_together():
    """What no schema knows: names, labels, ports and numbers that stand in two places."""
    labels, policy = JOB["spec"]["template"]["metadata"]["labels"], MANIFEST["NetworkPolicy"]["spec"]
    peers = policy["ingress"][0]["from"][0]["podSelector"]["matchLabels"]
    assert labels == SERVICE["spec"]["selector"] == policy["podSelector"]["matchLabels"] == peers
    assert labels == POD["topologySpreadConstraints"][0]["labelSelector"]["matchLabels"]
    assert SERVICE["spec"]["clusterIP"] == "None" and POD["subdomain"] == SERVICE["metadata"]["name"]
    assert SERVICE["spec"]["ports"][0]["port"] == WORKER["ports"][0]["containerPort"] \
        == policy["ingress"][0]["ports"][0]["port"]
    assert JOB["spec"]["completionMode"] == "Indexed" and JOB["spec"]["parallelism"] == COUNT
    assert VARIABLES["WORKERS"] == str(COUNT)
    assert JOB["spec"]["backoffLimit"] >= 2 * COUNT         # two lost workers at least
    mounts = {mount["mountPath"]: mount["name"] for mount in WORKER["volumeMounts"]}
    volumes = {volume["name"]: volume for volume in POD["volumes"]}
    assert set(mounts.values()) == set(volumes) and VARIABLES["HOME"] in mounts
    claim = volumes[mounts[str(Path(VARIABLES["RUN"]).parent)]]["persistentVolumeClaim"]["claimName"]
    assert claim == MANIFEST["PersistentVolumeClaim"]["metadata"]["name"]


def test_nothing_in_the_pod_runs_as_root():
    dockerfile = (FOLDER / "Dockerfile").read_text(encoding="utf-8")
    security = POD["securityContext"]
    assert security["runAsNonRoot"] and security["runAsUser"] > 0
    assert f"\nUSER {security['runAsUser']}:{security['runAsGroup']}\n" in dockerfile
    assert not WORKER["securityContext"]["allowPrivilegeEscalation"]
    for source in re.findall(r"^COPY (\S+) ", dockerfile, re.MULTILINE):
        assert (DOCS.parent / source).exists(), source
    assert WORKER["image"] in dockerfile


@pytest.mark.parametrize("index", range(COUNT))
def test_a_pod_knows_who_it_is(index, tmp_path, monkeypatch):
    code, arguments, environment = run(WORKER["command"], "python", tmp_path, **VARIABLES | {
        "JOB_COMPLETION_INDEX": str(index)})
    port = SERVICE["spec"]["ports"][0]["port"]
    hosts = [f"{JOB['metadata']['name']}-{i}.{SERVICE['metadata']['name']}:{port}" for i in range(COUNT)]
    assert own_place(environment["TF_CONFIG"], monkeypatch) == ({"worker": hosts}, ("worker", index))
    asked = parsed(arguments)
    assert (code, asked.job, asked.strategy, asked.out) == (0, "train", "multi-worker", VARIABLES["RUN"])
    assert asked.resume                         # the pod may be one that was restarted
    assert recipes.find(asked.recipe).batch_size % COUNT == 0


def test_a_pod_ends_as_training_does(tmp_path):
    variables = VARIABLES | {"JOB_COMPLETION_INDEX": "1", "EXIT": "1"}
    code, *_ = run(WORKER["command"], "python", tmp_path, **variables)
    assert code == 1


# -------------------------------------------------------------------------------------------- Slurm

def test_slurm_reads_every_line_that_is_meant_for_it():
    """After the first command sbatch reads no more, and to bash these lines are comments."""
    lines = SLURM.splitlines()
    first = next(i for i, line in enumerate(lines) if line and not line.startswith("#"))
    meant = [i for i, line in enumerate(lines) if "#SBATCH" in line]
    assert lines[0] == "#!/bin/bash" and meant and max(meant) < first
    assert all(re.fullmatch(r"#SBATCH --[a-z-]+(=\S+)?( +#.*)?", lines[i]) for i in meant)


def test_a_slurm_job_starts_workers_for_its_nodes(tmp_path):
    out = tmp_path / "a run"
    code, arguments, _ = run(["bash", FOLDER / "train.slurm"], "srun", tmp_path, SLURM_CPUS_PER_TASK="4",
                             RUN=str(out), PYTHON="/opt/a python")
    assert arguments[:2] == ["--cpus-per-task=4", "/opt/a python"]
    asked = parsed(arguments[2:])
    assert (code, asked.job, asked.strategy, asked.out) == (0, "train", "multi-worker", str(out))
    assert asked.resume                         # the job may be one that Slurm begins anew
    nodes, tasks = (int(re.search(rf"^#SBATCH --{name}=(\d+)", SLURM, re.MULTILINE)[1])
                    for name in ("nodes", "ntasks-per-node"))
    assert recipes.find(asked.recipe).batch_size % (nodes * tasks) == 0


def test_a_slurm_job_ends_as_training_does(tmp_path):
    code, *_ = run(["bash", FOLDER / "train.slurm"], "srun", tmp_path, SLURM_CPUS_PER_TASK="4",
                   RUN=str(tmp_path / "run"), EXIT="1")
    assert code == 1


# --------------------------------------------------------------------------------------------- both

@pytest.mark.parametrize("text", [SLURM, WORKER["command"][-1]], ids=["slurm", "kubernetes"])
def test_bash_takes_the_script(text):
    done = subprocess.run(["bash", "-n"], input=text, capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def page_blocks():
    text = (DOCS / "cluster.md").read_text(encoding="utf-8")
    return re.findall(r"^```\w*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_library_takes_the_commands_of_the_page():
    lines = [line for block in page_blocks() for line in block.replace("\\\n", "").splitlines()]
    commands = [line for line in lines if "cvae_lib" in line]
    assert len(commands) >= 3
    for command in commands:
        program, *arguments = shlex.split(command)
        assert program == "python" and parsed(arguments).job in ("train", "pack")


def test_tensorflow_takes_what_the_page_says_of_tf_config(monkeypatch):
    variables = re.findall(r"TF_CONFIG='(.*)'$", "".join(page_blocks()), re.MULTILINE)
    places = [own_place(variable, monkeypatch) for variable in variables]
    for index in (0, 1):
        assert ("worker", index) in [own for _, own in places]
    assert all(own[1] < len(cluster[own[0]]) for cluster, own in places)
