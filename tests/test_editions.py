"""The editions for students and teachers, and the launch links."""

import ast
import copy
import re
import subprocess
import tomllib
import zipfile

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient

# isort: split
from test_house import NOTEBOOKS, ROOT  # it puts tools/ on the path

# isort: split
import editions
import launch
from cvae_lib import checks
from cvae_lib.exercises import EXERCISES


@pytest.fixture(scope="module")
def student():
    """The students' edition."""
    return editions.student()


def blanked(source, number):
    """A solution cell as students get it."""
    before, rest = source.split("### BEGIN SOLUTION\n")
    indent = before[before.rfind("\n") + 1:]
    assert rest.endswith("### END SOLUTION") and not indent.strip()
    return (f"{before}# Write your answer here, and delete the next line.\n{indent}"
            f'raise NotImplementedError("Exercise {number}: {EXERCISES[number].task}")')


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_the_students_edition_differs_in_the_blanks_alone(name, student):
    edition, source = student[name], NOTEBOOKS[name]
    cells = [cell for cell in source.cells if not editions.is_claims(cell)]
    own = [cell for cell in edition.cells if cell.id != "exercises-summary"]
    assert [cell.id for cell in own] == [cell.id for cell in cells]
    assert len(cells) < len(source.cells)
    for cell, original in zip(own, cells, strict=True):
        exercise = cell.id.startswith("exercise")
        if cell.id.endswith("-solution") and exercise:
            assert cell.source == blanked(original.source, ".".join(cell.id.split("-")[1:3]))
            assert "jupyter" not in cell.metadata
        elif cell.id.endswith("-answer") and exercise:
            assert cell.source == "*Write your answer here, in place of this line.*"
        elif cell.id in ("launch", "bootstrap"):
            aimed = original.source.replace("/main", "/student").replace("@main", "@student")
            assert cell.source == aimed != original.source
        else:
            assert cell.source == original.source
        if cell.cell_type == "code":
            assert cell.outputs == ([] if exercise else original.outputs)


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_what_runs_behind_a_blank_does_not_need_it(name, student):
    """A cell that is run as it stands, and has no tag, must not stop "Run All" either."""
    blank, last = set(), None
    for cell in student[name].cells:
        if not cell.id.startswith("exercise"):
            continue
        last = cell.id
        tagged = "raises-exception" in cell.metadata.get("tags", [])
        assert tagged == cell.id.endswith(("-solution", "-check")), cell.id
        names = {node.id: node.ctx for node in ast.walk(ast.parse(cell.source))
                 if isinstance(node, ast.Name)} if cell.cell_type == "code" else {}
        if cell.id.endswith("-solution"):
            blank |= {found for found, use in names.items() if isinstance(use, ast.Store)}
        elif cell.id.endswith("-run"):
            assert not blank & set(names), cell.id
    assert last == "exercises-summary"


def test_run_all_passes_every_blank_and_says_in_one_line_each_what_is_open(student):
    """The blanks and checks of all notebooks in one kernel, with nothing that takes time."""
    cells = [nbformat.v4.new_code_cell("import numpy as np\nfrom cvae_lib import checks, tf")]
    cells += [copy.deepcopy(cell) for notebook in student.values() for cell in notebook.cells
              if re.match(r"exercise.*-(solution|check|summary)$", cell.id)]
    for number, cell in enumerate(cells):
        cell.id = f"cell-{number}"
    notebook = nbformat.v4.new_notebook(cells=cells)
    NotebookClient(notebook, kernel_name="python3", timeout=300).execute()      # stops at what has no tag
    assert all(cell.execution_count for cell in cells)
    said = []
    for cell in cells[1:]:
        for output in cell.outputs:
            lines = output.traceback if output.output_type == "error" else output.text.splitlines()
            assert len(lines) == 1 and output.get("name") != "stderr", cell.source
            said += lines
    for number, exercise in EXERCISES.items():
        missing = "your function returns nothing" if callable(exercise.right) else "there is no answer"
        assert [line for line in said if line.startswith(f"Exercise {number}: ")] == [
            *([] if callable(exercise.right) else [f"Exercise {number}: {exercise.task}"]),
            f'Exercise {number}: {missing} yet; checks.hint("{number}") gives a hint.']
    summaries = [line for line in said if line.startswith("Notebook ")]
    assert len(summaries) == len(NOTEBOOKS) and all(": 0 of " in line for line in summaries)


def test_another_error_that_nobody_implemented_keeps_its_traceback(capfd):
    shell = InteractiveShell()
    shell.set_custom_exc((NotImplementedError,), checks._show_blank)
    done = shell.run_cell("raise NotImplementedError('Exercise 4.1: Give it.')")
    assert capfd.readouterr().out == "Exercise 4.1: Give it.\n"
    assert isinstance(done.error_in_exec, NotImplementedError)          # the cell has failed all the same
    for message in ("", "no kernel for float8"):
        shell.run_cell(f"raise NotImplementedError('{message}')")
        told = capfd.readouterr().out
        assert "Traceback" in told and "NotImplementedError" in told and message in told


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
    editions.write(name, student if name == "student" else editions.instructor())
    names = zipfile.ZipFile(tmp_path / f"{name}.zip").namelist()
    assert {f"{name}/notebooks/{file}" for file in NOTEBOOKS} < set(names)
    assert (f"{name}/docs/instructor_notes.md" in names) == (name == "instructor")
    assert ({f"{name}/README.md", f"{name}/pyproject.toml", f"{name}/cvae_lib/checks.py"} < set(names)) \
        == (name == "student") and not any("__pycache__" in file for file in names)
    for path in (tmp_path / name).rglob("*"):       # every link leads somewhere within the zip
        if path.suffix in (".ipynb", ".md"):
            text = path.read_text(encoding="utf-8")
            for target in set(re.findall(r"\]\(((?:\.\./)?[\w/]+\.(?:md|ipynb|png|yml))", text)):
                assert (path.parent / target).exists(), (path.name, target)


@pytest.mark.parametrize("folder", ["browser/tests", "tools/tests"])
def test_ci_runs_the_tests_that_make_test_leaves_out(folder):
    makefile, run = ((ROOT / name).read_text(encoding="utf-8") for name in ("Makefile", ".ci/run"))
    command = rf"^([\w-]+): setup\n\t.*\n\t\$\(RUN\) -m pytest {folder}\b"
    target = re.search(command, makefile, re.MULTILINE)[1]
    assert f"\nmake {target}\n" in run


def test_the_students_readme_is_ten_lines_that_hold(student):
    lines = editions.README.splitlines()
    assert len(lines) == 10 and max(map(len, lines)) <= 110
    extras = re.search(r"\[([\w,]+)\]", editions.README)[1].split(",")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert set(extras) == {"kernel", "notebooks"} < set(project["optional-dependencies"])
    for path in re.findall(r"`(?:jupyter lab )?((?:docs|notebooks)/[\w.]+)`", editions.README):
        assert (ROOT / path).exists(), path
    assert any('raise NotImplementedError("Exercise 1.1: ' in cell.source
               for cell in student["01_data.ipynb"].cells)


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
