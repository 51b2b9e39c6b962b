"""Make the students' and the instructor's edition of the notebooks.

    python tools/editions.py student       build/student/ and build/student.zip: blanks in place of solutions,
                                           with the library and all that a student needs
    python tools/editions.py instructor    build/instructor/ and build/instructor.zip: solutions, notes
    python tools/editions.py classroom     classroom/, from which nbgrader releases and grades the same blanks

What is in classroom/ stays: a gradebook, submissions, and source notebooks that differ from those of this
repository. It says which notebooks it kept.
"""

import re
import shutil
import sys
from pathlib import Path

import nbformat

import launch
from cvae_lib.exercises import blanks
from notebooks import BUILD, ROOT, sources

CLASSROOM = ROOT / "classroom"
CONFIG = Path(__file__).with_name("nbgrader_config.py")
# What notebooks link to, and their licence.
BESIDE = ("docs", "benchmarks/README.md", "benchmarks/waiting.png", "LICENSE", "environment.yml")
# What a student's own machine installs the library from.
INSTALLED = ("cvae_lib", "pyproject.toml")
README = """# Variational autoencoders: notebooks to fill in

Each notebook in `notebooks/` answers one question and ends with exercises, whose blanks are yours to fill.

- **Install:** with Python 3.11, 3.12 or 3.13, run `pip install ".[kernel,notebooks]"` here (about 700 MB).
- **Open:** `jupyter lab notebooks/01_data.ipynb`. Its badges open it on Colab or Binder, without installing.
- **Run All** goes past the blanks in JupyterLab. The last cell of code says which exercises are open.
- **Answer** where a cell says `raise NotImplementedError("Exercise 1.1: …")`, and run the check below it.
- **Stuck?** `checks.hint("1.1")` gives a nudge, then the formula; `checks.answer("1.1")` shows the answer.
- **Look up** words in `docs/glossary.md`, symbols in `docs/notation.md`, and plans in `docs/syllabus.md`.
"""


def is_claims(cell):
    """Whether a cell checks the numbers that the text states: it stays folded, and students do not get it."""
    return "claims" in cell.metadata.get("tags", [])


def unfold(notebook):
    """Show the solution cells, in place."""
    for cell in notebook.cells:
        if cell.id.startswith("exercise"):
            cell.metadata.pop("jupyter", None)
            cell.metadata.pop("cellView", None)


def without_claims(notebook):
    """Take the checks of the text's claims away, in place: students change things, and go on."""
    notebook.cells = [cell for cell in notebook.cells if not is_claims(cell)]


def clear_exercises(notebook):
    """Take the outputs of the exercises away, in place: they would give answers away."""
    for cell in notebook.cells:
        if cell.id.startswith("exercise") and cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def go_on(notebook):
    """Let "Run All" pass exercises that are open, in place, and say at the end which these are.

    Jupyter goes on behind a cell with the tag ``raises-exception``, whatever it raises.
    """
    last = 0
    for index, cell in enumerate(notebook.cells):
        if not cell.id.startswith("exercise-"):
            continue
        last = index
        if cell.id.endswith(("-solution", "-check")):
            cell.metadata.tags = [*cell.metadata.get("tags", []), "raises-exception"]
            number = cell.id.split("-")[1]
    cell = nbformat.v4.new_code_cell(f"checks.summary({number})", id="exercises-summary")
    notebook.cells.insert(last + 1, cell)


def lock(notebook):
    """Keep exercises from being deleted, and checks from being edited, in place; as nbgrader does it."""
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            cell.metadata.deletable = False
            if cell.metadata.nbgrader.locked:
                cell.metadata.editable = False


def prepare(name, notebook):
    """Bring a notebook into the form that students get, in place, but with the solutions still in it."""
    launch.aim(notebook, name, launch.SETTING["student-branch"])
    unfold(notebook)
    without_claims(notebook)
    clear_exercises(notebook)
    go_on(notebook)
    lock(notebook)


def student():
    """The students' edition: ``{file name: notebook}``."""
    edition = {path.name: nbformat.read(path, as_version=4) for path in sources()}
    for name, notebook in edition.items():
        prepare(name, notebook)
        for cell in notebook.cells:
            blanks.clear(cell)
    return edition


def classroom(notebooks=None, folder=CLASSROOM):
    """Make a course directory for nbgrader, and in its release/ what students get, by nbgrader's conversion.

    Args:
        notebooks: ``{file name: notebook}`` with solutions, prepared; the course's own if there are none.
        folder: the course directory.

    Raises:
        SystemExit: nbgrader is not installed, or refused, for the reason given.
    """
    if notebooks is None:
        notebooks = {path.name: nbformat.read(path, as_version=4) for path in sources()}
        for name, notebook in notebooks.items():
            prepare(name, notebook)
    folder.mkdir(exist_ok=True)
    if not (folder / CONFIG.name).exists():
        shutil.copy(CONFIG, folder)
    for name, notebook in notebooks.items():
        path = folder / "source" / Path(name).stem / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_text(encoding="utf-8") != nbformat.writes(notebook) + "\n":
            print(f"{path.relative_to(folder.parent)}: kept, and not this repository's; "
                  "delete it to have the new one")
        else:
            nbformat.write(notebook, path)
    convert([Path(name).stem for name in notebooks], folder)


def convert(names, folder):
    """Have nbgrader make release/ from source/ in a course directory."""
    try:
        from nbgrader.apps import NbGraderAPI
        from traitlets.config.loader import PyFileConfigLoader
    except ModuleNotFoundError:
        sys.exit("editions: nbgrader is not installed; `make classroom` installs it")
    config = PyFileConfigLoader(CONFIG.name, str(folder)).load_config()
    config.CourseDirectory.root = str(folder)
    api = NbGraderAPI(config=config)
    for name in names:
        done = api.generate_assignment(name, force=True)
        if not done["success"]:
            sys.exit(f"editions: nbgrader could not convert {name}:\n{done.get('error') or done.get('log')}")


def instructor():
    """The instructor's edition: ``{file name: notebook}``.

    Each notebook begins with its part of docs/instructor_notes.md.
    """
    text = (ROOT / "docs" / "instructor_notes.md").read_text(encoding="utf-8")
    notes = dict(re.findall(r"^## (\d\d_\w+)\n(.*?)(?=^## |\Z)", text, flags=re.MULTILINE | re.DOTALL))
    edition = {}
    for path in sources():
        notebook = nbformat.read(path, as_version=4)
        unfold(notebook)
        place = [cell.id for cell in notebook.cells].index("bootstrap")
        note = f"## For the teacher\n\n{notes[path.stem].strip()}"
        notebook.cells.insert(place, nbformat.v4.new_markdown_cell(note, id="for-the-teacher"))
        edition[path.name] = notebook
    return edition


def write(name, edition):
    """An edition below build/, as a folder and as a zip."""
    folder = BUILD / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "notebooks").mkdir(parents=True)
    for file, notebook in edition.items():
        nbformat.write(notebook, folder / "notebooks" / file)
    for extra in BESIDE + (INSTALLED if name == "student" else ()):
        if (ROOT / extra).is_dir():
            shutil.copytree(ROOT / extra, folder / extra, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            (folder / extra).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / extra, folder / extra)
    if name == "student":
        (folder / "README.md").write_text(README, encoding="utf-8")
        for page in ("concept_test_key.md", "instructor_notes.md", "teaching.md", "maintainers.md"):
            (folder / "docs" / page).unlink()
    shutil.make_archive(str(folder), "zip", BUILD, name)
    print(f"build/{name}.zip: {len(edition)} notebooks, unpacked in build/{name}/")


if __name__ == "__main__":
    if sys.argv[1:] not in (["student"], ["instructor"], ["classroom"]):
        sys.exit(__doc__)
    if sys.argv[1] == "classroom":
        classroom()
        print("classroom/: in that folder, nbgrader release_assignment 04_elbo hands out an assignment")
    else:
        write(sys.argv[1], {"student": student, "instructor": instructor}[sys.argv[1]]())
