"""The classroom that nbgrader hands out and grades. `make test-extras` installs nbgrader and runs this."""

import copy
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config.loader import PyFileConfigLoader

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import editions  # noqa: E402
import notebooks  # noqa: E402


@pytest.fixture(scope="module")
def prepared():
    """All notebooks as students get them, but with solutions."""
    found = {path.name: nbformat.read(path, as_version=4) for path in notebooks.sources()}
    for name, notebook in found.items():
        editions.prepare(name, notebook)
    return found


@pytest.mark.parametrize("name", ["01_data.ipynb", "08_likelihood.ipynb"])
def test_nbgrader_hands_out_the_students_edition(name, prepared, tmp_path):
    editions.classroom({name: copy.deepcopy(prepared[name])}, tmp_path / "classroom")
    stem = Path(name).stem
    release = nbformat.read(tmp_path / "classroom" / "release" / stem / name, as_version=4)
    student = editions.student()[name]
    for cell in release.cells:              # what nbgrader compares a submission with
        for note in ("checksum", "cell_type"):
            cell.metadata.get("nbgrader", {}).pop(note, None)
    assert release.cells == student.cells


def test_what_a_teacher_has_stays(prepared, tmp_path, capsys):
    classroom, name = tmp_path / "classroom", "02_architecture.ipynb"
    editions.classroom({name: copy.deepcopy(prepared[name])}, classroom)
    editions.classroom({name: copy.deepcopy(prepared[name])}, classroom)
    assert capsys.readouterr().out == ""
    source = classroom / "source" / "02_architecture" / name
    submitted = classroom / "submitted" / "ada" / "02_architecture" / name
    kept = [submitted, classroom / "nbgrader_config.py", source]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        mine = path.read_text().replace("A larger picture", "My picture") + "\n" if path.exists() else "mine"
        path.write_text(mine)
    before = [path.read_text() for path in kept]
    editions.classroom({name: copy.deepcopy(prepared[name])}, classroom)
    assert [path.read_text() for path in kept] == before and (classroom / "gradebook.db").exists()
    assert "My picture" in (classroom / "release" / "02_architecture" / name).read_text()
    assert f"{name}: kept" in capsys.readouterr().out


def test_an_exercise_of_a_teachers_own_gets_a_plain_blank(prepared, tmp_path):
    notebook = copy.deepcopy(prepared["02_architecture.ipynb"])
    cell = next(cell for cell in notebook.cells if cell.id == "exercise-2-1-solution")
    cell.id = cell.metadata.nbgrader.grade_id = "exercise-2-9-solution"
    editions.classroom({"02.ipynb": notebook}, tmp_path / "classroom")
    release = nbformat.read(tmp_path / "classroom" / "release" / "02" / "02.ipynb", as_version=4)
    blanks = [cell.source for cell in release.cells if cell.id.endswith("-solution")]
    assert blanks[0].endswith("# YOUR CODE HERE\nraise NotImplementedError()")
    assert all("Exercise 2." in blank.splitlines()[-1] for blank in blanks[1:])


def test_nbgrader_gives_all_points_or_none(prepared, tmp_path):
    """All exercises in one notebook, so that TensorFlow starts twice only; the empty one as in the zip."""
    cells = [copy.deepcopy(cell) for notebook in prepared.values() for cell in notebook.cells
             if cell.id == "imports" or cell.id.startswith("exercise")]
    for number, cell in enumerate(cells):
        cell.id = cell.id if cell.id.startswith("exercise-") else f"cell-{number}"
    classroom = tmp_path / "classroom"
    editions.classroom({"all.ipynb": nbformat.v4.new_notebook(cells=cells)}, classroom)
    submitted = {student: classroom / "submitted" / student / "all" for student in ("solved", "empty")}
    for folder in submitted.values():
        folder.mkdir(parents=True)
    shutil.copy(classroom / "source" / "all" / "all.ipynb", submitted["solved"])
    for cell in cells:
        editions.blanks.clear(cell)
    nbformat.write(nbformat.v4.new_notebook(cells=cells), submitted["empty"] / "all.ipynb")
    # In a process of its own: nbgrader changes its working directory, and what it logs is its own affair.
    done = subprocess.run([sys.executable, __file__, str(classroom)], capture_output=True, text=True,
                          env={**os.environ, "CVAE_BUDGET": "quick"})
    assert done.returncode == 0, done.stderr[-3000:]
    checked = sum(cell.id.endswith("-check") for cell in cells)
    assert checked >= 20
    assert done.stdout.split()[-2:] == [f"solved={checked}/{checked}", f"empty=0/{checked}"], done.stdout


def grade(classroom):
    """Autograde the two submissions of the test above, and print the automatic points of each."""
    os.chdir(classroom)
    config = PyFileConfigLoader("nbgrader_config.py", classroom).load_config()
    config.CourseDirectory.root = classroom
    points = []
    for student in ("solved", "empty"):
        done = NbGraderAPI(config=config).autograde("all", student, force=True)
        assert done["success"], done
        with Gradebook(f"sqlite:///{classroom}/gradebook.db", "cvae-course") as book:
            grades = [grade for part in book.find_submission("all", student).notebooks
                      for grade in part.grades if grade.name.endswith("-check")]
            reached = sum(grade.auto_score for grade in grades)
            points.append(f"{student}={reached:g}/{sum(grade.max_score for grade in grades):g}")
    print(*points)


if __name__ == "__main__":
    grade(sys.argv[1])
