"""Make the students' and the instructor's edition of the notebooks.

    python tools/editions.py student       build/student/ and build/student.zip: blanks in place of solutions;
                                           and classroom/, from which nbgrader releases and grades
    python tools/editions.py instructor    build/instructor/ and build/instructor.zip: solutions, notes

What is in classroom/ stays: a gradebook, submissions, and source notebooks that differ from those of this
repository. It says which notebooks it kept.
"""

import re
import shutil
import sys
from pathlib import Path

import nbformat
from nbgrader.apps import NbGraderAPI
from traitlets.config.loader import PyFileConfigLoader

import launch
from notebooks import BUILD, ROOT, sources

CLASSROOM = ROOT / "classroom"
CONFIG = Path(__file__).with_name("nbgrader_config.py")
# What notebooks link to, and their licence.
BESIDE = ("docs", "benchmarks/README.md", "benchmarks/waiting.png", "LICENSE", "environment.yml")


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


def convert(names, classroom):
    """Have nbgrader make release/ from source/ in a course directory.

    Raises:
        SystemExit: nbgrader refused, for the reason given.
    """
    config = PyFileConfigLoader("nbgrader_config.py", str(classroom)).load_config()
    config.CourseDirectory.root = str(classroom)
    api = NbGraderAPI(config=config)
    for name in names:
        done = api.generate_assignment(name, force=True)
        if not done["success"]:
            sys.exit(f"editions: nbgrader could not convert {name}:\n{done.get('error') or done.get('log')}")


def student(notebooks=None, classroom=CLASSROOM):
    """The students' edition: ``{file name: notebook}``; by nbgrader's own conversion."""
    notebooks = notebooks or {path.name: nbformat.read(path, as_version=4) for path in sources()}
    classroom.mkdir(exist_ok=True)
    if not (classroom / "nbgrader_config.py").exists():
        shutil.copy(CONFIG, classroom)
    for name, notebook in notebooks.items():
        if any(cell.id == "launch" for cell in notebook.cells):
            launch.aim(notebook, name, launch.SETTING["student-branch"])
        unfold(notebook)
        without_claims(notebook)
        clear_exercises(notebook)
        path = classroom / "source" / Path(name).stem / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_text(encoding="utf-8") != nbformat.writes(notebook) + "\n":
            print(f"{path.relative_to(classroom.parent)}: kept, and not this repository's; "
                  "delete it to have the new one")
        else:
            nbformat.write(notebook, path)
    convert([Path(name).stem for name in notebooks], classroom)
    return {name: nbformat.read(classroom / "release" / Path(name).stem / name, as_version=4)
            for name in notebooks}


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
    for extra in BESIDE:
        if (ROOT / extra).is_dir():
            shutil.copytree(ROOT / extra, folder / extra)
        else:
            (folder / extra).parent.mkdir(exist_ok=True)
            shutil.copy(ROOT / extra, folder / extra)
    if name == "student":
        for page in ("instructor_notes.md", "teaching.md", "maintainers.md"):
            (folder / "docs" / page).unlink()
    shutil.make_archive(str(folder), "zip", BUILD, name)
    print(f"build/{name}.zip: {len(edition)} notebooks, unpacked in build/{name}/")


if __name__ == "__main__":
    if sys.argv[1:] not in (["student"], ["instructor"]):
        sys.exit(__doc__)
    write(sys.argv[1], {"student": student, "instructor": instructor}[sys.argv[1]]())
    if sys.argv[1] == "student":
        print("classroom/: in that folder, nbgrader release_assignment 04_elbo hands out an assignment")
