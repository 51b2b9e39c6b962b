"""The editions for students and teachers, and the launch links."""

import copy
import os
import re
import shutil
import subprocess
import sys
import zipfile

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGraderAPI
from traitlets.config.loader import PyFileConfigLoader

# isort: split
from test_house import NOTEBOOKS, ROOT  # it puts tools/ on the path

# isort: split
import editions
import launch

STUB = "# YOUR CODE HERE\nraise NotImplementedError()"


@pytest.fixture(scope="module")
def student(tmp_path_factory):
    """The students' edition, and the classroom that it was made in."""
    classroom = tmp_path_factory.mktemp("class") / "classroom"
    return editions.student(copy.deepcopy(NOTEBOOKS), classroom), classroom


def blanked(source):
    """A solution cell as nbgrader leaves it."""
    def stub(found):
        return "\n".join(found[1] + line for line in STUB.splitlines())
    return re.sub(r"^( *)### BEGIN SOLUTION\n.*### END SOLUTION$", stub, source,
                  flags=re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_students_edition_differs_in_the_blanks_alone(name, student):
    edition, source = student[0][name], NOTEBOOKS[name]
    cells = [cell for cell in source.cells if not editions.is_claims(cell)]
    assert [cell.id for cell in edition.cells] == [cell.id for cell in cells]
    assert len(cells) < len(source.cells)
    for cell, original in zip(edition.cells, cells, strict=True):
        exercise = cell.id.startswith("exercise")
        if cell.id.endswith("-solution") and exercise:
            assert cell.source == blanked(original.source) != original.source
            assert "jupyter" not in cell.metadata
        elif cell.id.endswith("-answer") and exercise:
            assert cell.source == "YOUR ANSWER HERE"
        elif cell.id in ("launch", "bootstrap"):
            aimed = original.source.replace("/main", "/student").replace("@main", "@student")
            assert cell.source == aimed != original.source
        else:
            assert cell.source == original.source
        if cell.cell_type == "code":
            assert cell.outputs == ([] if exercise else original.outputs)


def test_what_a_teacher_has_stays(tmp_path, capsys):
    classroom = tmp_path / "classroom"
    one = {"02_architecture.ipynb": NOTEBOOKS["02_architecture.ipynb"]}
    editions.student(copy.deepcopy(one), classroom)
    editions.student(copy.deepcopy(one), classroom)
    assert capsys.readouterr().out == ""
    source = classroom / "source" / "02_architecture" / "02_architecture.ipynb"
    submitted = classroom / "submitted" / "ada" / "02_architecture" / "02_architecture.ipynb"
    kept = [submitted, classroom / "nbgrader_config.py", source]
    for path in kept:
        path.parent.mkdir(parents=True, exist_ok=True)
        mine = path.read_text().replace("A larger picture", "My picture") + "\n" if path.exists() else "mine"
        path.write_text(mine)
    before = [path.read_text() for path in kept]
    edition = editions.student(copy.deepcopy(one), classroom)["02_architecture.ipynb"]
    assert [path.read_text() for path in kept] == before and (classroom / "gradebook.db").exists()
    assert any("My picture" in cell.source for cell in edition.cells)
    assert "02_architecture.ipynb: kept" in capsys.readouterr().out


def test_nbgrader_gives_all_points_or_none(tmp_path):
    """All exercises in one notebook, so that TensorFlow starts twice only."""
    cells = [copy.deepcopy(cell) for notebook in NOTEBOOKS.values() for cell in notebook.cells
             if cell.id == "imports" or cell.id.startswith("exercise")]
    for number, cell in enumerate(cells):
        cell.id = cell.id if cell.id.startswith("exercise-") else f"cell-{number}"
    classroom = tmp_path / "classroom"
    editions.student({"all.ipynb": nbformat.v4.new_notebook(cells=cells)}, classroom)
    for student, version in (("solved", "source"), ("empty", "release")):
        folder = classroom / "submitted" / student / "all"
        folder.mkdir(parents=True)
        shutil.copy(classroom / version / "all" / "all.ipynb", folder)
    # In a process of its own: nbgrader changes its working directory, and what it logs is its own affair.
    done = subprocess.run([sys.executable, __file__, str(classroom)], capture_output=True, text=True,
                          env={**os.environ, "PYTHONPATH": str(ROOT / "tests"), "CVAE_BUDGET": "quick"})
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


def test_the_instructors_edition_has_notes_and_solutions():
    edition = editions.instructor()
    assert list(edition) == list(NOTEBOOKS)
    for name, notebook in edition.items():
        note, = (cell.source for cell in notebook.cells if cell.id == "for-the-teacher")
        for part in ("**Minutes**", "**What goes wrong**", "**Questions to ask**"):
            assert part in note, name
        unfolded = [cell for cell in notebook.cells if cell.id.startswith("exercise")]
        assert not any("jupyter" in cell.metadata for cell in unfolded) and len(unfolded) > 10
        assert ([cell.source for cell in notebook.cells if cell.id != "for-the-teacher"]
                == [cell.source for cell in NOTEBOOKS[name].cells])


@pytest.mark.parametrize("name", ["student", "instructor"])
def test_editions_are_written_as_folder_and_zip(name, student, monkeypatch, tmp_path):
    monkeypatch.setattr(editions, "BUILD", tmp_path)
    editions.write(name, student[0] if name == "student" else editions.instructor())
    names = zipfile.ZipFile(tmp_path / f"{name}.zip").namelist()
    assert {f"{name}/notebooks/{file}" for file in NOTEBOOKS} < set(names)
    assert (f"{name}/docs/instructor_notes.md" in names) == (name == "instructor")
    for path in (tmp_path / name).rglob("*"):       # every link leads somewhere within the zip
        if path.suffix in (".ipynb", ".md"):
            text = path.read_text(encoding="utf-8")
            for target in set(re.findall(r"\]\(((?:\.\./)?[\w/]+\.(?:md|ipynb|png|yml))", text)):
                assert (path.parent / target).exists(), (path.name, target)


# ----------------------------------------------------------------------------------------------- launch links

def test_links_say_what_the_setting_says():
    assert launch.stale() == {}, "run: make links"


@pytest.mark.parametrize("name", NOTEBOOKS)
@pytest.mark.parametrize("page, key", [("README.md", "student-branch"), ("docs/teaching.md", "branch")])
def test_every_notebook_has_launch_links(page, key, name):
    rows = (ROOT / page).read_text(encoding="utf-8").splitlines()
    row, = (row for row in rows if row.endswith(f" | {launch.links(name, launch.SETTING[key])} |"))
    opened = re.findall(r"\[(\w+)\]\(https://[\w.]+/\S*/notebooks/([\w.]+)\)", row)
    assert f"notebooks/{name}) |" in row and opened == [("Colab", name), ("Binder", name)]


def test_a_row_gets_the_links_of_its_notebook():
    row = "| [4](../notebooks/04_elbo.ipynb) |"
    page = f"<!-- links: branch, kept -->\n| a | b |\n{row} lost |\n<!-- /links -->"
    filled = launch.fill(re.match(r"(?s)<!-- links: (\S+),.*", page)).splitlines()
    assert filled[2] == f"{row} {launch.links('04_elbo.ipynb', launch.SETTING['branch'])} |"


WORKFLOWS = {".github/workflows/test.yml", ".github/workflows/student.yml"}


@pytest.mark.parametrize("key, files", [
    ("repository", {"README.md", "docs/install.md", "docs/teaching.md", "CITATION.cff",
                    ".github/workflows/test.yml"}),
    ("branch", {"docs/teaching.md", *WORKFLOWS}),
    ("student-branch", {"README.md", "docs/teaching.md", *WORKFLOWS})])
def test_a_fork_needs_one_edit(monkeypatch, key, files):
    old = launch.SETTING[key]
    monkeypatch.setitem(launch.SETTING, key, "someone/else" if key == "repository" else "another")
    stale = launch.stale()
    notebooks = {f"notebooks/{name}" for name in NOTEBOOKS} if key != "student-branch" else set()
    assert set(stale) == files | notebooks
    if key == "repository":
        assert not any(old in text for text in stale.values())


def test_nothing_else_names_the_repository():
    known = {"pyproject.toml", "tests/test_editions.py", *launch.wanted()}
    for name in subprocess.check_output(["git", "ls-files"], cwd=ROOT, text=True).splitlines():
        if name not in known:
            assert launch.SETTING["repository"].encode() not in (ROOT / name).read_bytes(), name


def test_the_bootstrap_cell_installs_only_where_the_library_is_missing(monkeypatch, capsys):
    """It has run for real on a machine with Colab's versions; here, what it would run."""
    calls, code = [], 0

    def run(command, **options):
        calls.append(command)
        return subprocess.CompletedProcess(command, code, "", "no such address")
    monkeypatch.setattr(subprocess, "run", run)
    exec(launch.bootstrap("main"), {})
    assert calls == [] and capsys.readouterr().out == ""
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    exec(launch.bootstrap("main"), {})
    assert calls[0][1:4] == ["-m", "pip", "install"] and "--upgrade" not in calls[0]
    assert calls[0][-1].endswith(f"{launch.SETTING['repository']}@main")
    assert capsys.readouterr().out == "The library is installed.\n"
    code = 1
    exec(launch.bootstrap("main"), {})
    assert "no such address" in capsys.readouterr().out


if __name__ == "__main__":
    grade(sys.argv[1])
