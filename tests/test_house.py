"""The project itself: who imports whom, what is documented, what is derived, and what the notebooks hold."""

import ast
import importlib
import json
import os
import re
import shutil
import stat
import subprocess
import sys
import tomllib
import types
from pathlib import Path

import nbformat
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import editions  # noqa: E402
import notebooks  # noqa: E402
import pins  # noqa: E402
import website  # noqa: E402

NOTEBOOKS = {path.name: nbformat.read(path, as_version=4) for path in notebooks.sources()}
LIBRARY = sorted((ROOT / "cvae_lib").rglob("*.py"))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.name)
def test_every_room_is_small_enough(path):
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= {"model.py": 180}.get(path.name, 30 if path == ROOT / "cvae_lib" / "__init__.py" else 330)


def test_the_layers_contract_knows_every_room():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    contract, = settings["importlinter"]["contracts"]
    named = {room.strip() for layer in contract["layers"] for room in layer.split("|")}
    rooms = {path.relative_to(ROOT / "cvae_lib").parts[0].removesuffix(".py") for path in LIBRARY}
    assert named == {f"cvae_lib.{room}" for room in rooms - {"__init__"}}


def test_the_rooms_of_figures_stand_side_by_side():
    for path in (ROOT / "cvae_lib" / "figures").glob("*.py"):
        text = path.read_text(encoding="utf-8")
        imported = re.findall(r"(?m)^from (cvae_lib\.figures[.\w]*|cvae_lib import .*figures)", text)
        assert path.stem == "__init__" or set(imported) <= {"cvae_lib.figures.picture"}, path.name


def test_what_tools_and_benchmarks_take_from_the_library_is_there():
    missing = []
    for path in [*(ROOT / "tools").glob("*.py"), *(ROOT / "benchmarks").glob("*.py")]:
        tree, taken = ast.parse(path.read_text(encoding="utf-8")), {}
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").partition(".")[0] == "cvae_lib":
                home = importlib.import_module(node.module)
                for alias in node.names:
                    if not hasattr(home, alias.name):
                        importlib.import_module(f"{node.module}.{alias.name}")
                    taken[alias.asname or alias.name] = getattr(home, alias.name)
        rooms = {name: room for name, room in taken.items() if isinstance(room, types.ModuleType)}
        missing += [f"{path.name}: {node.value.id}.{node.attr}" for node in ast.walk(tree)
                    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name)
                    and node.value.id in rooms and not hasattr(rooms[node.value.id], node.attr)]
    assert not missing


# A worker ends here as one that is killed: nothing is done at its exit.
MAKES_RUNS = """
import atexit, os, pathlib, pytest
if "PYTEST_XDIST_WORKER" in os.environ:
    atexit.register(os._exit, 0)
@pytest.mark.parametrize("number", range(4))
def test_it(number):
    assert os.environ["CVAE_BUDGET"] == "quick"
    pathlib.Path(os.environ["CVAE_RUNS_DIR"], str(number)).mkdir()
"""


@pytest.mark.parametrize("workers", [0, 2])
def test_the_tests_leave_no_folder_of_runs(workers, tmp_path):
    shutil.copy(ROOT / "conftest.py", tmp_path)
    (tmp_path / "test_it.py").write_text(MAKES_RUNS)
    (tmp_path / "tmp").mkdir()
    settings = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "CVAE"))}
    # All other plugins take seconds to import.
    settings |= {"TMPDIR": str(tmp_path / "tmp"), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    command = [sys.executable, "-m", "pytest", *("-p", "xdist", "-p", "no:cacheprovider"), "-n", str(workers)]
    done = subprocess.run([*command, tmp_path], env=settings, cwd=tmp_path, text=True, capture_output=True)
    assert done.returncode == 0 and "4 passed" in done.stdout, done.stdout
    assert not list((tmp_path / "tmp").glob("cvae-runs-*"))


# ------------------------------------------------------------------------------------- derived files

def test_derived_files_have_not_drifted():
    for name, text in pins.files().items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, f"{name} has drifted; run: make pins"
    assert (ROOT / "binder" / "postBuild").stat().st_mode & stat.S_IXUSR
    assert pins.NEWS.replace("python", "\t$(RUN)", 1) in (ROOT / "Makefile").read_text(encoding="utf-8")


def test_the_lock_satisfies_the_ranges():
    from packaging.requirements import Requirement

    locked = [Requirement(line) for line in pins.pinned()]
    for line in pins.dependencies():
        versions = [next(iter(pin.specifier)).version for pin in locked if pin.name == Requirement(line).name]
        assert versions and all(Requirement(line).specifier.contains(version) for version in versions), line
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text and "index-url" not in text
    hashed = re.findall(r"^[A-Za-z0-9._-]+==.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)
    assert len(hashed) == len(locked)
    assert len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE)) == len(locked)      # nothing without a hash


@pytest.mark.parametrize("shipped", [  # what Colab has
    "tensorflow 2.20.0", "keras 3.13.2", "numpy 2.1.3", "ipywidgets 7.7.1", "ipython 7.34.0",
    "tf-keras 2.20.0", "ipykernel 6.17.1"])
def test_colab_stays_as_it_is(shipped):
    from packaging.requirements import Requirement

    name, version = shipped.split()
    ranges = [Requirement(line).specifier for line in pins.dependencies() if Requirement(line).name == name]
    assert ranges and all(specifier.contains(version) for specifier in ranges)


def test_conda_environment():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    conda, pip = environment["dependencies"][:-1], environment["dependencies"][-1]["pip"]
    assert conda == ["python=3.12", "pip"] and pip[:-1] == pins.dependencies() and pip[-1] == "--editable ."


# ---------------------------------------------------------------------------------------- notebooks

def test_there_are_eleven_in_order():
    assert [name[:2] for name in NOTEBOOKS] == [f"{number:02}" for number in range(1, 12)]


def test_committed_at_full_budget():
    first = next(cell for cell in NOTEBOOKS["05_training.ipynb"].cells if cell.id == "images")
    assert "60,000 training images, 10,000 test images, 10 epochs" in first.outputs[0].text


def test_one_notebook_from_source_to_executed(tmp_path):
    cells = [nbformat.v4.new_markdown_cell("# Title"), nbformat.v4.new_code_cell("print(6 * 7)")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "a.ipynb")
    notebook, seconds, peak = notebooks.execute(tmp_path / "a.ipynb")
    assert notebook.cells[1].outputs[0].text == "42\n" and len(notebook.cells) == 2
    assert seconds > 0 and 0.02 < peak < 1.5


def test_the_readme_is_filled_in():
    """It stays short, and says of each notebook what the notebook says of itself."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) < 90
    assert not [line for line in lines if len(line) > 110 and not (line.startswith("| ") and "](" in line)]
    for name, notebook in NOTEBOOKS.items():
        title = re.match(r"# (.*): .*", notebook.cells[0].source)[1]
        minutes = re.search(r"\*\*Time\*\* (\d+) minutes to study", notebook.cells[0].source)[1]
        row, = (line for line in lines if line.startswith(f"| [{title}](notebooks/{name}) | "))
        assert row.split(" | ")[2] == minutes, name


def test_every_promise_names_a_test_that_is_there():
    rows = [line for line in (ROOT / "docs" / "promises.md").read_text(encoding="utf-8").splitlines()
            if line.startswith("| ") and not line.startswith("| promise ")]
    assert len(rows) >= 20
    for row in rows:
        shown = row.split(" | ")[1]
        tests = re.findall(r"`([\w/]+\.py)::(test_\w+)`", shown)
        assert tests or "python benchmarks/" in shown, row
        for path, name in tests:
            text = (ROOT / (path if "/" in path else f"tests/{path}")).read_text(encoding="utf-8")
            assert re.search(rf"^(def|class) {name}\b", text, re.MULTILINE), name


PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


def headings(path):
    """The headings of a page or a notebook."""
    text = path.read_text(encoding="utf-8") if path.suffix == ".md" else "\n".join(
        cell.source for cell in NOTEBOOKS[path.name].cells if cell.cell_type == "markdown")
    return re.findall(r"^#+ (.*)$", text, flags=re.MULTILINE)


def anchor(heading):
    """How GitHub and the site name a heading in a link."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_of_pages_in_markdown_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target, fragment in re.findall(r"(?:\]\(|src=\")([^)#\s\"]*)(#[^)]+)?[)\"]", text):
        there = (path.parent / target).resolve() if target else path
        assert "://" in target or there.exists(), target
        if fragment:
            assert fragment[1:] in map(anchor, headings(there)), fragment


def test_a_kernel_that_dies_leaves_its_last_words(tmp_path, monkeypatch):
    monkeypatch.setattr(notebooks, "BUILD", tmp_path / "build")
    dies = nbformat.v4.new_code_cell("import os\nos.write(2, b'last words')\nos.kill(os.getpid(), 9)")
    nbformat.write(nbformat.v4.new_notebook(cells=[dies]), tmp_path / "a.ipynb")
    with pytest.raises(notebooks.DeadKernelError):
        notebooks.execute(tmp_path / "a.ipynb")
    assert "last words" in (tmp_path / "build" / "kernel.log").read_text(encoding="utf-8")


def test_a_claim_that_fails_on_a_readers_machine_does_not_stop_the_course(tmp_path, capsys):
    claim = nbformat.v4.new_code_cell("assert 1 > 2, 'too small'", id="a-claims",
                                      metadata={"tags": ["claims"]})
    cells = [nbformat.v4.new_markdown_cell("# Title"), claim, nbformat.v4.new_code_cell("print(6 * 7)")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "a.ipynb")
    notebook, *_ = notebooks.execute(tmp_path / "a.ipynb", strict=False)
    notebooks.normalise(notebook)
    assert notebooks.faults(notebook) == [] and notebook.cells[2].outputs[0].text == "42\n"
    assert "a claim does not hold on this machine, in the cell a-claims: AssertionError too small" \
        in "".join(capsys.readouterr())
    with pytest.raises(notebooks.CellExecutionError):
        notebooks.execute(tmp_path / "a.ipynb")


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_committed_as_executed(name):
    notebook = NOTEBOOKS[name]
    assert notebooks.faults(notebook) == []
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids) and all(re.fullmatch(r"[a-z0-9-]+", name) for name in ids)
    again = nbformat.from_dict(notebook.copy())
    notebooks.normalise(again)
    assert again == notebook, "run: make notebooks"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_claims_are_checked_behind_the_cells_that_teach(name):
    for cell in NOTEBOOKS[name].cells:
        if cell.cell_type != "code" or cell.id.startswith("exercise"):
            continue
        asserts = [node for node in ast.walk(ast.parse(cell.source)) if isinstance(node, ast.Assert)]
        if editions.is_claims(cell):
            assert asserts and not cell.outputs and cell.id.endswith("-claims"), cell.id
            assert cell.metadata.jupyter.source_hidden and cell.metadata.cellView == "form", cell.id
            assert cell.source.startswith("# @title The claims of the text above, checked\n"), cell.id
        else:
            assert not asserts, cell.id
            assert "budget(" not in cell.source or cell.id == "budget", cell.id


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_opens_and_closes_alike(name):
    cells = NOTEBOOKS[name].cells
    opening, closing = cells[0].source, cells[-1].source
    for part in ("**In this notebook you will**", "**You need**", "**Time**"):
        assert part in opening
    assert closing.startswith("## What to take away") and "**Next:**" in closing and "*Sources.*" in closing
    goals, answers = (len(re.findall(r"^\d\. ", text, re.MULTILINE)) for text in (opening, closing))
    assert goals >= 4 and abs(goals - answers) <= 1
    assert any(re.search(r"\*Predict", cell.source) for cell in cells)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_links_lead_somewhere(name):
    for cell in NOTEBOOKS[name].cells:
        for target in re.findall(r"\]\(([^)#]+)\)", cell.source) if cell.cell_type == "markdown" else ():
            assert "://" in target or (ROOT / "notebooks" / target).exists(), target


@pytest.fixture
def built(monkeypatch, tmp_path):
    """A build folder of its own, with all notebooks in it as they are committed."""
    monkeypatch.setattr(notebooks, "BUILD", tmp_path / "build")
    monkeypatch.setattr(notebooks, "DONE", tmp_path / "build" / "course.json")
    shutil.copytree(ROOT / "notebooks", tmp_path / "build" / "notebooks",
                    ignore=shutil.ignore_patterns(".*", "runs"))
    done = {path.stem: {"state": notebooks.state(path), "seconds": 1, "peak_gb": 1.0}
            for path in notebooks.sources()}
    notebooks.whole_files.write_json(notebooks.DONE, done)
    return tmp_path / "build", done


def test_the_course_goes_on_with_what_is_not_done(built, monkeypatch, capsys):
    build, done = built
    executed = []

    def execute(path, strict):
        assert not strict
        executed.append(path.stem)
        return nbformat.read(path, as_version=4), 2.0, 1.0

    def stopped(path, strict):
        raise KeyboardInterrupt

    monkeypatch.setattr(notebooks, "execute", execute)
    monkeypatch.setattr(notebooks, "beginning", lambda: 30.0)
    monkeypatch.setattr(notebooks, "show", lambda done, summary: None)
    monkeypatch.setattr(notebooks, "finish", lambda done: None)
    notebooks.main("course")
    assert executed == [] and "executed already" in capsys.readouterr().out
    done["06_manifold"]["state"] = "another library"            # changed since
    del done["08_likelihood"]                                   # stopped before it
    notebooks.whole_files.write_json(notebooks.DONE, done)
    notebooks.main("course")
    said = capsys.readouterr().out
    assert executed == ["06_manifold", "08_likelihood"]
    assert f"2 of {len(NOTEBOOKS)} notebooks" in said and "An epoch takes 30 s" in said
    assert all(notebooks.is_done(path, notebooks.read_done()) for path in notebooks.sources())
    notebooks.main("course", ("06",))                           # by name, also if it is done
    assert executed == ["06_manifold", "08_likelihood", "06_manifold"]
    with pytest.raises(SystemExit, match="none begins with 9; there are 01_data, "):
        notebooks.main("course", ("9",))
    monkeypatch.setattr(notebooks, "execute", stopped)
    with pytest.raises(SystemExit, match="stopped in 02_architecture; the same command goes on with it"):
        notebooks.main("course", ("02",))
    notebooks.DONE.write_text("{")                              # damaged: all is executed anew
    assert notebooks.read_done() == {}


def test_the_time_to_come_follows_the_measured_epoch_and_what_is_done_here(monkeypatch):
    monkeypatch.delenv("CVAE_BUDGET", raising=False)
    times, paths = json.loads(notebooks.TIMES.read_text(encoding="utf-8")), notebooks.sources()
    assert set(times["notebooks"]) == {path.stem for path in paths}
    here = sum(times["notebooks"].values()) / 60
    for factor in (1, 3):
        minutes = int(notebooks.expected(paths, factor * times["epoch"], {}).split()[1])
        assert abs(minutes - factor * here) <= 1
    # One slow epoch counts for little beside the longest notebook, which was as fast as there.
    longest = max(times["notebooks"], key=times["notebooks"].get)
    done, rest = {longest: times["notebooks"][longest]}, [path for path in paths if path.stem != longest]
    minutes = int(notebooks.expected(rest, 2 * times["epoch"], done).split()[1])
    assert abs(minutes - sum(times["notebooks"][path.stem] for path in rest) / 60) <= 1
    monkeypatch.setenv("CVAE_BUDGET", "quick")
    assert notebooks.expected(paths, 10, {}) == ""


@pytest.fixture(scope="module")
def assembled(tmp_path_factory):
    """The folder that Sphinx reads, as `make site` fills it."""
    folder = tmp_path_factory.mktemp("source")
    website.assemble(folder)
    return folder


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "image/svg+xml"])
def test_a_picture_of_a_readers_own_has_its_place_on_the_site(kind):
    """It carries no words, and plotting libraries give several forms of one picture."""
    output = nbformat.v4.new_output("display_data", {"text/plain": "<Figure>", kind: "content"})
    cell = website.arranged_code(nbformat.v4.new_code_cell("plt.show()", outputs=[output]))
    assert cell.metadata["alts"] == [""] and cell.outputs[0].data == {kind: "content"}


def test_links_of_the_sites_pages_lead_somewhere(assembled):
    texts = {path: path.read_text(encoding="utf-8") for path in assembled.rglob("*.md")}
    for path in assembled.glob("notebooks/*.ipynb"):
        cells = nbformat.read(path, as_version=4).cells
        texts[path] = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    assert len(texts) > 80
    for path, text in texts.items():
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
            there = "://" in target or target.startswith("mailto:") or (path.parent / target).exists()
            assert there or "explorer/" in target, (path, target)
        assert not re.search(r"!\[[^\]]*\]\(https?:", text), path         # no picture from another host


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_sites_notebooks_hold_all_and_fold_what_is_no_lesson(assembled, name):
    cells = nbformat.read(assembled / "notebooks" / name, as_version=4).cells
    folded = [cell for cell in cells if "hide-input" in cell.metadata.get("tags", [])]
    before = NOTEBOOKS[name].cells

    def code(cells):
        return re.sub(r"\s+", "", "".join(cell.source for cell in cells if cell.cell_type == "code"))

    def pictures(cells):
        return [output for cell in cells for output in cell.get("outputs", ()) if any(
            "image/" in kind or "<img" in str(data) for kind, data in output.get("data", {}).items())]

    assert code(cells) == code(before)                                      # in the same order, nothing lost
    assert len(pictures(cells)) == len(pictures(before)) > 0
    alts = [alt for cell in cells for alt in cell.metadata.get("alts", ())]
    assert len(alts) == len(set(alts)) == len(pictures(cells)) and min(map(len, alts)) >= 30
    prompts = {cell.metadata.mystnb.code_prompt_show for cell in folded}
    assert {"Show the solution", "The code of this picture", website.FOLDED["bootstrap"]} <= prompts
    for cell in cells:
        hidden = cell.source.startswith(("# @title", "figures.", "# Where the course"))
        assert cell.cell_type != "code" or not hidden or cell in folded, cell.id


# --------------------------------------------------------------- the tools refuse what they must refuse

def bad_notebook(**output):
    outputs = [nbformat.from_dict(output)] if output else []
    cell = nbformat.v4.new_code_cell("1", execution_count=1, outputs=outputs)
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# Title"), cell])


def test_a_clean_notebook_has_no_faults():
    assert notebooks.faults(bad_notebook()) == []


@pytest.mark.parametrize("output, fault", [
    ({"output_type": "stream", "name": "stderr", "text": "W0000 noise\n"}, "stderr"),
    ({"output_type": "stream", "name": "stdout", "text": f"{ROOT}/runs"}, "path of this machine"),
    ({"output_type": "error", "ename": "ValueError", "evalue": "", "traceback": []}, "ValueError"),
    ({"output_type": "display_data", "data": {"image/png": "AAAA"}, "metadata": {}}, "no alt text"),
    ({"output_type": "stream", "name": "stdout", "text": "x" * notebooks.MAX_BYTES}, "MB long"),
])
def test_faults_are_found(output, fault):
    assert fault in "\n".join(notebooks.faults(bad_notebook(**output)))


def test_too_much_memory_stops_a_commit_and_is_said_to_a_reader(capsys):
    path, much = Path("05_training.ipynb"), "its kernel took 1.60 GB of memory; the limit is 1.5 GB"
    with pytest.raises(SystemExit, match=f"05_training.ipynb: {much}"):
        notebooks.refuse(path, bad_notebook(), 1.6)
    notebooks.refuse(path, bad_notebook(), 1.6, strict=False)           # minutes of work are kept
    assert f"05_training: {much}" in "".join(capsys.readouterr())
    with pytest.raises(SystemExit, match="stderr"):
        notebooks.refuse(path, bad_notebook(output_type="stream", name="stderr", text="noise\n"), 1.0, False)


def test_cells_out_of_order_are_found():
    notebook = bad_notebook()
    notebook.cells[1].execution_count = 2
    assert "order" in notebooks.faults(notebook)[0]


def test_of_a_live_widget_the_still_picture_stays():
    notebook = bad_notebook(output_type="display_data", metadata={"image/png": {"alt": "A picture."}},
                            data={"image/png": "AAAA",
                                  "application/vnd.jupyter.widget-view+json": {"model_id": "1"}})
    notebooks.normalise(notebook)
    assert notebook.cells[1].outputs[0].data == {"image/png": "AAAA"} and notebooks.faults(notebook) == []


def test_progress_bars_keep_their_last_look():
    stream = {"output_type": "stream", "name": "stdout"}
    notebook = bad_notebook()
    notebook.cells[1].outputs = [nbformat.from_dict(stream | {"text": text})
                                 for text in ("\rrun: 0%", "\rrun: 50%", "\rrun: 100%", "\ndone\n")]
    notebooks.normalise(notebook)
    assert [output.text for output in notebook.cells[1].outputs] == ["run: 100%\ndone\n"]
    assert notebook.metadata.title == "Title"
