"""Execute the notebooks in order, and make what a person opens.

    python tools/notebooks.py course          execute into build/: notebooks, site, pictures, the test ELBO;
                                              it goes on with the first notebook that is not done
    python tools/notebooks.py course 06       this notebook alone, also if it is done
    python tools/notebooks.py commit [01 04]  all of them, or these, anew; then back into notebooks/

Both honour CVAE_BUDGET. An executed notebook is normalised before it is written: plain metadata, streams
joined, progress bars as they last looked. It is refused if it holds an error, anything on stderr, a path of
this machine, cells out of order, or more than 1.5 MB.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from tqdm import tqdm

from cvae_lib.files import whole_files

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
DONE = BUILD / "course.json"            # what has been executed: of what, how long it took, how much memory
TIMES = Path(__file__).with_name("times.json")      # how long it took where the notebooks were last committed
MAX_BYTES = 1_500_000
KEPT = ("tags", "jupyter", "cellView", "nbgrader")     # metadata of cells that are part of their source
MAX_GB = 1.5        # of memory; Binder and Colab share theirs between kernels
PROBE = "from cvae_lib import machine; print(machine.peak_gb())"
FIRST = {"shipped_manifold.png": "The latent plane of the model that ships with the course: twenty by twenty "
                                 "digits, each changing gradually into its neighbours.",
         "shipped_plane.png": "Where that model puts five thousand test digits, coloured by class."}
PICTURES = {
    "manifold.png": "The latent plane decoded: twenty by twenty digits, each changing gradually into its "
                    "neighbours.",
    "cvae.gif": "Animation: sixteen samples from one fixed prior vector, a frame per epoch from epoch 0.",
    "reconstructions.gif": "Animation: sixteen test digits reconstructed, a frame per epoch from epoch 0.",
}


def sources():
    """The notebooks, in the order in which they are read."""
    return sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))


# ------------------------------------------------------------------------------------------- executing

class Client(NotebookClient):
    """Runs a notebook cell by cell and relays the last line that a cell printed to a progress bar."""

    bar = None

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] == "stream" and self.bar is not None:
            line = re.split(r"[\r\n]", msg["content"]["text"].strip())[-1]
            self.bar.set_postfix_str(re.sub(r"\|.*\|", "", line)[:60])
        return super().process_message(msg, cell, cell_index)


def execute(path, strict=True):
    """Run one notebook in a fresh kernel.

    Where not ``strict``, a claim of the text that does not hold on this machine is said and passed over: a
    reader's training may end a little elsewhere.

    Returns:
        the executed notebook, the seconds it took, and the peak memory of its kernel in GB.

    Raises:
        CellExecutionError: a cell failed.
    """
    notebook = nbformat.read(path, as_version=4)
    client = Client(notebook, timeout=None, kernel_name="python3", extra_arguments=["--log-level=ERROR"],
                    resources={"metadata": {"path": str(path.parent)}})
    started = time.perf_counter()
    BUILD.mkdir(exist_ok=True)
    with open(BUILD / "kernel.log", "w") as log, client.setup_kernel(stderr=log), \
            tqdm(total=len(notebook.cells), desc=path.stem, unit="cell") as bar:
        client.bar = bar
        for index, cell in enumerate(notebook.cells):
            try:
                client.execute_cell(cell, index)
            except CellExecutionError as error:
                if strict or "claims" not in cell.metadata.get("tags", []):
                    raise
                cell.outputs = []
                tqdm.write(f"{path.stem}: a claim does not hold on this machine, in the cell {cell.id}: "
                           f"{error.ename} {error.evalue}".rstrip())
            bar.update()
        client.bar = None
        probe = nbformat.v4.new_code_cell(PROBE)
        notebook.cells.append(probe)
        client.execute_cell(probe, len(notebook.cells) - 1, store_history=False)
        notebook.cells.pop()
    return notebook, time.perf_counter() - started, float(probe.outputs[0]["text"])


def normalise(notebook):
    """Bring an executed notebook to the form that is committed, in place."""
    notebook.metadata = nbformat.from_dict({
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"}, "title": notebook.cells[0].source.splitlines()[0].lstrip("# ")})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        # Folded solutions, in Jupyter's way and in Colab's, and what nbgrader must know.
        kept = {name: value for name, value in cell.metadata.items() if name in KEPT}
        cell.metadata = nbformat.from_dict(kept)
        if cell.cell_type == "code":
            cell.outputs = _join_streams(cell.outputs)
            for output in cell.outputs:     # a live widget is gone with its kernel; its still picture stays
                output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)


def as_bytes(notebook):
    """A notebook as its file is."""
    return (nbformat.writes(notebook) + "\n").encode()


def faults(notebook):
    """What is wrong with an executed notebook, a line each; empty when it may be committed."""
    found = []
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        found.append("its cells were not executed in order, each once")
    for output in (output for cell in code for output in cell.outputs):
        # Encoded pictures hold any letters and slashes by chance.
        text = re.sub(r"[A-Za-z0-9+/=]{200,}", "", json.dumps(output))
        if output.output_type == "error":
            found.append(f"it holds an error: {output.ename}")
        if output.get("name") == "stderr":
            found.append(f"it holds a message on stderr: {output.text.strip().splitlines()[0]}")
        for place in {str(ROOT), str(Path.home())} - {"/"}:
            if place in text:
                found.append(f"an output holds a path of this machine: {place}")
        alt = output.get("metadata", {}).get("image/png", {}).get("alt")
        if "image/png" in output.get("data", {}) and not alt:
            found.append("a picture has no alt text")
    size = len(as_bytes(notebook))
    if size > MAX_BYTES:
        found.append(f"it is {size / 1e6:.2f} MB long; the limit is {MAX_BYTES / 1e6} MB")
    return found


def _join_streams(outputs):
    joined = []
    for output in outputs:
        if output.output_type == "stream" and joined and joined[-1].output_type == "stream" \
                and joined[-1].name == output.name:
            joined[-1].text += output.text
        else:
            joined.append(output)
    for output in joined:
        if output.output_type == "stream":
            lines = output.text.split("\n")     # of what a carriage return overwrote, only the last remains
            output.text = "\n".join(line.rstrip("\r").split("\r")[-1] for line in lines)
    return [output for output in joined if output.output_type != "stream" or output.text.strip()]


# ------------------------------------------------------------------------------------------------ jobs

def main(job, only=()):
    """Execute what is asked for and not done, in order; a stopped call loses the notebook in work alone."""
    if job == "commit" and budget() != "full":
        sys.exit("notebooks: what is committed is executed at full budget; unset CVAE_BUDGET")
    paths = [path for path in sources() if not only or path.name.startswith(only)]
    if not paths:
        sys.exit(f"notebooks: none begins with {' or '.join(only)}; there are "
                 + ", ".join(path.stem for path in sources()))
    (BUILD / "notebooks").mkdir(parents=True, exist_ok=True)
    os.environ["CVAE_RUNS_DIR"] = str(BUILD / "runs")
    # A user's own "python3" kernel must not stand in for this environment's.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    done = read_done()
    todo = [path for path in paths if job == "commit" or only or not is_done(path, done)]
    epoch = begin(todo, done) if job == "course" else None
    for number, path in enumerate(todo):
        source, before = path.read_bytes(), state(path)
        try:
            notebook, seconds, peak = execute(path, strict=job == "commit")
        except CellExecutionError as error:
            sys.exit(f"{path.name}: a cell failed\n{error}")
        except DeadKernelError:
            sys.exit(f"{path.name}: its kernel died; its last words are in build/kernel.log")
        except KeyboardInterrupt:
            sys.exit(f"\nnotebooks: stopped in {path.stem}; the same command goes on with it")
        refuse(path, notebook, peak, strict=job == "commit")
        whole_files.write(BUILD / "notebooks" / path.name, as_bytes(notebook))
        if job == "commit":
            if path.read_bytes() != source:
                sys.exit(f"{path.name}: was changed while it ran; the executed one is in build/notebooks")
            shutil.copyfile(BUILD / "notebooks" / path.name, path)
        done[path.stem] = {"state": before, "seconds": round(seconds), "peak_gb": round(peak, 2)}
        whole_files.write_json(DONE, done)
        left = expected(todo[number + 1:], epoch, executed(done))
        print(f"{path.stem}: {seconds:.0f} s, peak memory {peak:.2f} GB", f"; {left} left" if left else "",
              sep="", flush=True)
    if job == "commit" and not only:
        times = {"epoch": beginning(), "notebooks": {name: row["seconds"] for name, row in done.items()}}
        whole_files.write_json(TIMES, times)
    finish(done)


def refuse(path, notebook, peak, strict=True):
    """Normalise a notebook, and stop where something is wrong with it.

    Where not ``strict``, too much memory is only said: a reader's machine had it, and the work is done.
    """
    normalise(notebook)
    wrong = faults(notebook)
    if peak > MAX_GB:
        much = f"its kernel took {peak:.2f} GB of memory; the limit is {MAX_GB} GB"
        if strict:
            wrong.append(much)
        else:
            tqdm.write(f"{path.stem}: {much}")
    if wrong:
        sys.exit("\n".join(f"{path.name}: {fault}" for fault in wrong))


def budget():
    return os.environ.get("CVAE_BUDGET", "full")


def state(path):
    """What a notebook's result follows from: its cells, the library, and the budget."""
    digest = hashlib.sha256(budget().encode())
    for cell in nbformat.read(path, as_version=4).cells:
        digest.update(cell.source.encode())
    for module in sorted((ROOT / "cvae_lib").rglob("*.py")):
        digest.update(module.read_bytes())
    return digest.hexdigest()


def read_done():
    """What was executed before, by notebook; nothing where that cannot be read."""
    try:
        found = json.loads(DONE.read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else {}
    except (OSError, ValueError):
        return {}


def is_done(path, done):
    """Whether the executed notebook in build/ is that of this source, with this library and budget."""
    return done.get(path.stem, {}).get("state") == state(path) and (BUILD / "notebooks" / path.name).exists()


def begin(todo, done):
    """Say what comes and for how long, and make a first site. Returns the seconds of an epoch here."""
    if not todo:
        print("All notebooks are executed already; delete build/ to have them executed anew.")
        return None
    names = ", ".join(path.stem for path in todo)
    print(f"{len(todo)} of {len(sources())} notebooks are to be executed: {names}")
    print("First two pictures, and how long an epoch takes here ...", flush=True)
    epoch = beginning()
    show(done, "The notebooks are being executed. Those that are not done are shown as they were committed.")
    time_to_come = expected(todo, epoch, executed(done)) or "a few minutes, at the small budget"
    print(f"An epoch takes {epoch:.0f} s on this machine, so this will take {time_to_come}.")
    return epoch


def beginning():
    """Draw the first pictures into build/, and return the seconds of an epoch; in a process of its own."""
    command = [sys.executable, Path(__file__).with_name("beginning.py"), BUILD]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return float(done.stdout.split()[-1])


def executed(done):
    """What is done: {name of a notebook: the seconds that it took here}."""
    return {path.stem: done[path.stem]["seconds"] for path in sources() if is_done(path, done)}


def expected(paths, epoch, here):
    """How long notebooks will take, in words; nothing at the small budget, whose times are not kept.

    An epoch and the notebooks that are done ``here``, {name: seconds}, tell how fast this machine is.
    """
    if not (paths and epoch and budget() == "full"):
        return ""
    times = json.loads(TIMES.read_text(encoding="utf-8"))
    there = times["epoch"] + sum(times["notebooks"].get(name, 60) for name in here)
    seconds = sum(times["notebooks"].get(path.stem, 60) for path in paths)
    seconds *= (epoch + sum(here.values())) / there
    return f"about {seconds / 60:.0f} minutes" if seconds > 90 else f"about {seconds:.0f} seconds"


def show(done, summary):
    """Make the site anew, from what is executed so far, with a page of the pictures that were made here."""
    names = executed(done)
    texts = PICTURES if (BUILD / "manifold.png").exists() else FIRST
    pictures = {name: text for name, text in texts.items() if (BUILD / name).exists()}
    whole_files.write_json(BUILD / "trained.json", {"summary": summary, "pictures": pictures})
    # In a process of its own, since it imports TensorFlow, and this one stays while the kernels run.
    command = [sys.executable, Path(__file__).with_name("website.py"), "executed", *names]
    if subprocess.run(command).returncode:
        print("The site could not be made; the lines above say why. All else goes on.", flush=True)


def finish(done):
    """Pictures of the run that was trained here, the site, and as the last line the test ELBO."""
    from cvae_lib import __main__ as shell
    from cvae_lib import runs

    trained = runs.finished("tutorial_2d")
    if not trained:
        show(done, "No run of `tutorial_2d` yet: notebook 5 trains one.")
        return
    last = trained[0]
    print()
    for command, name in (("manifold", "manifold.png"), ("gif", "cvae.gif"), ("gif", "reconstructions.gif")):
        kind = ["--kind", "reconstructions"] if name.startswith("reconstructions") else []
        if shell.main([command, str(last.path), "-o", str(BUILD / name), "--force", *kind]):
            sys.exit(1)
    show(done, last.summary)
    print("pictures:", *(f"build/{name}" for name in PICTURES))
    print(last.summary)


if __name__ == "__main__":
    if sys.argv[1:2] not in (["course"], ["commit"]):
        sys.exit(__doc__)
    main(sys.argv[1], tuple(sys.argv[2:]))
