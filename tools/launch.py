"""Write where this repository lives into everything that points there, from the one setting in pyproject.toml.

    python tools/launch.py      badges and bootstrap cells of the notebooks; links in pages, CITATION.cff and workflows

A fork changes [tool.cvae-course] in pyproject.toml and runs `make links`.
"""

import re
import sys
import tomllib
import urllib.parse
from pathlib import Path

import nbformat

ROOT = Path(__file__).resolve().parent.parent
SETTING = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["cvae-course"]
HUB = "https://hub.example.org"         # stands for a teacher's own JupyterHub


def colab(notebook, branch):
    """The address at which Colab opens a notebook of the repository."""
    return f"https://colab.research.google.com/github/{SETTING['repository']}/blob/{branch}/notebooks/{notebook}"


def binder(notebook, branch):
    """The address at which Binder opens it."""
    return f"https://mybinder.org/v2/gh/{SETTING['repository']}/{branch}?urlpath=lab/tree/notebooks/{notebook}"


def hub(notebook, branch):
    """The nbgitpuller link that puts the repository on a JupyterHub and opens a notebook."""
    folder = SETTING["repository"].split("/")[1]
    query = {"repo": f"https://github.com/{SETTING['repository']}", "branch": branch, "urlpath": f"lab/tree/{folder}/notebooks/{notebook}"}
    return f"{HUB}/hub/user-redirect/git-pull?{urllib.parse.urlencode(query)}"


def badges(notebook, branch):
    """Both badges, in Markdown."""
    return (f"[![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)]({colab(notebook, branch)}) "
            f"[![Open in Binder](https://mybinder.org/badge_logo.svg)]({binder(notebook, branch)})")


def bootstrap(branch):
    """The cell that installs the library where it is missing, which is on Colab."""
    return f'''# Where the course's library is missing, as on Colab, this installs it (a minute); elsewhere it does nothing.
import importlib.util, subprocess, sys

if importlib.util.find_spec("cvae_lib") is None:
    source = "cvae-course[kernel] @ git+https://github.com/{SETTING['repository']}@{branch}"
    done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", source], capture_output=True, text=True)
    print("The library could not be installed:\\n" + done.stderr if done.returncode else "The library is installed.")
    importlib.invalidate_caches()'''


def aim(notebook, name, branch):
    """Point a notebook's badges and its bootstrap cell at a branch, in place; makes the two cells where they are missing."""
    cells = {cell.id: cell for cell in notebook.cells}
    if "launch" not in cells:
        new = [nbformat.v4.new_markdown_cell(id="launch"), nbformat.v4.new_code_cell(id="bootstrap")]
        notebook.cells[1:1] = new
        cells |= {cell.id: cell for cell in new}
    cells["launch"].source, cells["bootstrap"].source = badges(name, branch), bootstrap(branch)


def wanted():
    """``{path: text}`` of every file that says where the repository lives, as the setting has it.

    In pages, the parts between ``<!-- links: NAME … -->`` and ``<!-- /links -->``; elsewhere, single lines.
    """
    branch, student, address = SETTING["branch"], SETTING["student-branch"], f"https://github.com/{SETTING['repository']}"
    names = [path.name for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))]
    parts = {
        "badges": "| notebook | exercises to fill in | with solutions |\n|---|---|---|\n" + "".join(
            f"| {name[:2].lstrip('0')} | {badges(name, student)} | {badges(name, branch)} |\n" for name in names),
        "clone": f"```\ngit clone {address} && cd {SETTING['repository'].split('/')[1]}\nmake student\n"
                 "cd classroom && ../.venv/bin/nbgrader release_assignment 04_elbo\n```\n",
        "hub": "```\n" + "".join(hub(name, student) + "\n" for name in names) + "```\n",
    }
    in_page = r"(<!-- links: (\w+)[^>]*-->\n).*?(<!-- /links -->)", lambda found: found[1] + parts[found[2]] + found[3]
    changes = {
        "README.md": [in_page], "docs/teaching.md": [in_page],
        "CITATION.cff": [(r"(repository-code: ).*", rf'\g<1>"{address}"')],
        ".github/workflows/test.yml": [(r"(branches-ignore: )\[.*?\]", rf"\g<1>[{student}]"), (r"( REPOSITORY: ).*", rf"\g<1>{SETTING['repository']}"),
                                       (r"( BRANCH: ).*", rf"\g<1>{branch}")],
        ".github/workflows/student.yml": [(r"(branches: )\[.*?\]", rf"\g<1>[{branch}]"), (r"( STUDENT_BRANCH: ).*", rf"\g<1>{student}")],
    }
    texts = {}
    for path, pairs in changes.items():
        texts[path] = (ROOT / path).read_text(encoding="utf-8")
        for pattern, replacement in pairs:
            texts[path] = re.sub(pattern, replacement, texts[path], flags=re.DOTALL if pattern is in_page[0] else 0)
    for name in names:
        notebook = nbformat.read(ROOT / "notebooks" / name, as_version=4)
        aim(notebook, name, branch)
        texts[f"notebooks/{name}"] = nbformat.writes(notebook) + "\n"
    return texts


def stale():
    """``{path: text}`` of the files that do not say what the setting says."""
    return {path: text for path, text in wanted().items() if (ROOT / path).read_text(encoding="utf-8") != text}


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.exit(__doc__)
    for path, text in stale().items():
        (ROOT / path).write_text(text, encoding="utf-8")
        print(path)
