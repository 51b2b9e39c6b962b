"""The project itself: who imports whom, what is documented, what is derived, and what the notebooks hold."""

import ast
import re
import stat
import sys
from pathlib import Path

import nbformat
import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))

import notebooks  # noqa: E402
import pins  # noqa: E402

# Each module's floor; it may import from floors below its own, and from its own.
FLOORS = {"data": 0, "elbo": 0, "figures": 0, "model": 1, "runs": 2, "latent": 2, "training": 3, "evaluation": 3, "widgets": 3, "exercises": 3, "checks": 3, "__main__": 4, "__init__": -1}
MODULES = {path.stem: ast.parse(path.read_text(encoding="utf-8")) for path in (ROOT / "cvae_lib").glob("*.py")}
NOTEBOOKS = {path.name: nbformat.read(path, as_version=4) for path in notebooks.sources()}


def imported(tree):
    """Modules of the library that a module imports, anywhere in it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "cvae_lib":
            yield from (alias.name for alias in node.names if alias.name not in ("tf", "keras", "__version__"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cvae_lib."):
            yield node.module.split(".")[1]


@pytest.mark.parametrize("name", MODULES)
def test_no_room_imports_one_above_it(name):
    above = [other for other in imported(MODULES[name]) if FLOORS[other] > FLOORS[name]]
    assert not above, f"{name} imports {above}"


def test_elbo_and_figures_stand_alone():
    assert not list(imported(MODULES["elbo"])) and not list(imported(MODULES["figures"]))


def test_the_library_can_be_read_in_an_evening():
    # All but exercises.py, which holds the answers and is not for reading.
    lines = sum(len(path.read_text(encoding="utf-8").splitlines()) for path in (ROOT / "cvae_lib").glob("*.py") if path.stem != "exercises")
    assert lines < 3_050


@pytest.mark.parametrize("name", MODULES)
def test_everything_public_is_documented(name):
    tree = MODULES[name]
    assert ast.get_docstring(tree)
    if name == "__main__":
        return          # its jobs are documented by --help
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_"):
            private = node.name == "show" or [parent for parent in ast.walk(tree) if isinstance(parent, (ast.ClassDef, ast.FunctionDef))
                       and node in ast.walk(parent) and parent is not node
                       and (parent.name.startswith("_") or isinstance(parent, ast.FunctionDef))]
            assert private or ast.get_docstring(node), f"{name}.{node.name} has no docstring"


@pytest.mark.parametrize("name", ["data", "elbo", "model", "latent", "training", "evaluation", "widgets", "checks"])
def test_docstrings_name_the_notebook(name):
    for node in MODULES[name].body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and ast.get_docstring(node) \
                and node.name not in ("budget", "read_mnist", "find_recipe", "use_one_thread"):
            assert re.search(r"notebooks? \d\d", ast.get_docstring(node)), f"{name}.{node.name} names no notebook"


# ------------------------------------------------------------------------------------- derived files

def test_derived_files_have_not_drifted():
    for name, text in pins.files().items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, f"{name} has drifted; run: make pins"
    assert (ROOT / "binder" / "postBuild").stat().st_mode & stat.S_IXUSR


def test_the_lock_satisfies_the_ranges():
    from packaging.requirements import Requirement

    locked = [Requirement(line) for line in pins.pinned()]
    for line in pins.dependencies():
        versions = [next(iter(pin.specifier)).version for pin in locked if pin.name == Requirement(line).name]
        assert versions and all(Requirement(line).specifier.contains(version) for version in versions), line
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text and "index-url" not in text
    assert len(re.findall(r"^[A-Za-z0-9._-]+==.*\\\n    --hash=sha256:[0-9a-f]{64}", text, re.MULTILINE)) == len(locked)
    assert len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE)) == len(locked)      # nothing without a hash


@pytest.mark.parametrize("shipped", [  # what Colab has
    "tensorflow 2.20.0", "keras 3.13.2", "numpy 2.1.3", "ipywidgets 7.7.1", "ipython 7.34.0", "tf-keras 2.20.0",
    "ipykernel 6.17.1"])
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

def test_there_are_eight_in_order():
    assert [name[:2] for name in NOTEBOOKS] == ["01", "02", "03", "04", "05", "06", "07", "08"]


def test_committed_at_full_budget():
    first = next(cell for cell in NOTEBOOKS["05_training.ipynb"].cells if cell.id == "imports")
    assert "60,000 training images, 10,000 test images, 10 epochs" in first.outputs[0].text


def test_one_notebook_from_source_to_executed(tmp_path):
    cells = [nbformat.v4.new_markdown_cell("# Title"), nbformat.v4.new_code_cell("print(6 * 7)")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "a.ipynb")
    notebook, seconds, peak = notebooks.execute(tmp_path / "a.ipynb")
    assert notebook.cells[1].outputs[0].text == "42\n" and len(notebook.cells) == 2
    assert seconds > 0 and 0.02 < peak < 0.5


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


PAGES = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_links_of_pages_in_markdown_lead_somewhere(path):
    text = path.read_text(encoding="utf-8")
    for target, anchor in re.findall(r"(?:\]\(|src=\")([^)#\s\"]*)(#[^)]+)?[)\"]", text):
        there = (path.parent / target).resolve() if target else path
        assert "://" in target or there.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.*)$", there.read_text(encoding="utf-8"), flags=re.MULTILINE)
            anchors = [re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings]
            assert anchor[1:] in anchors, anchor


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


def test_links_of_pages_lead_somewhere(monkeypatch, tmp_path):
    monkeypatch.setattr(notebooks, "BUILD", tmp_path)
    notebooks.write_pages({path: NOTEBOOKS[path.name] for path in notebooks.sources()}, "footer")
    pages = list((tmp_path / "html").glob("*.html"))
    links = [(page, target) for page in pages for target in re.findall(r'href="([^"#:]+)"', page.read_text(encoding="utf-8"))]
    assert len(pages) == len(NOTEBOOKS) + 1 and any(target.endswith("README.md") for _, target in links)
    assert not [target for page, target in links if not (page.parent / target).exists()]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_pages_load_nothing_and_describe_every_picture(name):
    page, _ = notebooks.Exporter().from_notebook_node(NOTEBOOKS[name])
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", re.sub(r'<a [^>]*href="https?://[^"]*"', "<a", page))
    assert "<script" not in page
    images = re.findall(r"<img [^>]*>", page)
    assert "Open in Colab</a>" in page and "Show the solution" in page
    assert images and all(re.search(r'alt="[^"]{30,}"', tag) for tag in images)
    assert len({re.search(r'alt="([^"]*)"', tag)[1] for tag in images}) == len(images)     # each its own
    prose = re.sub(r"<(pre|style)[^>]*>.*?</\1>|src=\"[^\"]*\"", "", page, flags=re.DOTALL)
    assert "$" not in prose, "a formula was not set"
    assert ("<math" in page) == any("$" in cell.source for cell in NOTEBOOKS[name].cells if cell.cell_type == "markdown")


# --------------------------------------------------------------- the tools refuse what they must refuse

def bad_notebook(**output):
    cell = nbformat.v4.new_code_cell("1", execution_count=1, outputs=[nbformat.from_dict(output)] if output else [])
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


def test_cells_out_of_order_are_found():
    notebook = bad_notebook()
    notebook.cells[1].execution_count = 2
    assert "order" in notebooks.faults(notebook)[0]


def test_of_a_live_widget_the_still_picture_stays():
    notebook = bad_notebook(output_type="display_data", metadata={"image/png": {"alt": "A picture."}},
                            data={"image/png": "AAAA", "application/vnd.jupyter.widget-view+json": {"model_id": "1"}})
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
