"""Write where this repository lives into everything that points there. The one setting is in pyproject.toml.

    python tools/launch.py    badges and bootstrap cells of notebooks; links in pages, workflows, CITATION.cff

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
BADGES = ("![Open in Colab](https://colab.research.google.com/assets/colab-badge.svg)",
          "![Open in Binder](https://mybinder.org/badge_logo.svg)")


def links(notebook, branch, faces=("Colab", "Binder"), between=" · "):
    """Links with which Colab and Binder open a notebook, in Markdown; ``faces`` are what is seen of them."""
    repository = SETTING["repository"]
    places = (f"https://colab.research.google.com/github/{repository}/blob/{branch}/notebooks/{notebook}",
              f"https://mybinder.org/v2/gh/{repository}/{branch}?urlpath=lab/tree/notebooks/{notebook}")
    return between.join(f"[{face}]({place})" for face, place in zip(faces, places, strict=True))


def hub(notebook, branch):
    """The nbgitpuller link that puts the repository on a JupyterHub and opens a notebook."""
    place = f"lab/tree/{SETTING['repository'].split('/')[1]}/notebooks/{notebook}"
    query = {"repo": f"https://github.com/{SETTING['repository']}", "branch": branch, "urlpath": place}
    return f"{HUB}/hub/user-redirect/git-pull?{urllib.parse.urlencode(query)}"


def site():
    """Where GitHub Pages shows the site."""
    owner, name = SETTING["repository"].split("/")
    return f"https://{owner}.github.io/{name}/"


def bootstrap(branch):
    """The cell that installs the library where it is missing, which is on Colab."""
    return f'''# Where the course's library is missing, as on Colab, this installs it (a minute); \
elsewhere it does nothing.
import importlib.util, subprocess, sys

if importlib.util.find_spec("cvae_lib") is None:
    source = "cvae-course[kernel] @ git+https://github.com/{SETTING['repository']}@{branch}"
    done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", source], capture_output=True, \
text=True)
    print("The library could not be installed:\\n" + done.stderr if done.returncode else \
"The library is installed.")
    importlib.invalidate_caches()'''


def aim(notebook, name, branch):
    """Point a notebook's badges and bootstrap cell at a branch, in place; make them if they are missing."""
    cells = {cell.id: cell for cell in notebook.cells}
    if "launch" not in cells:
        new = [nbformat.v4.new_markdown_cell(id="launch"), nbformat.v4.new_code_cell(id="bootstrap")]
        notebook.cells[1:1] = new
        cells |= {cell.id: cell for cell in new}
    cells["launch"].source, cells["bootstrap"].source = links(name, branch, BADGES, " "), bootstrap(branch)


def fill(table):
    """A page's marked table; the last cell of each row gets the launch links of the notebook that it names.

    Marks are ``<!-- links: KEY, … -->`` before the table and ``<!-- /links -->`` after it. KEY names the
    branch in the setting.
    """
    return re.sub(r"(\]\(\S*notebooks/(\w+\.ipynb)\).*\| )[^|\n]*\|\n",
                  lambda row: f"{row[1]}{links(row[2], SETTING[table[1]])} |\n", table[0])


def wanted():
    """``{path: text}`` of every file that says where the repository lives, as the setting has it."""
    repository, branch, student = SETTING["repository"], SETTING["branch"], SETTING["student-branch"]
    address = f"https://github.com/{repository}"
    table = (r"(?s)<!-- links: (\S+),.*?<!-- /links -->", fill)
    clone = (r"git clone \S+ && cd \S+", f"git clone {address} && cd {repository.split('/')[1]}")
    workflows = ".github/workflows"
    changes = {
        "README.md": [table, (r"https://[\w.-]+\.github\.io/[\w.-]+/", site())],
        "docs/install.md": [clone],
        "docs/teaching.md": [table, clone, (rf"{re.escape(HUB)}/\S+", hub("01_data.ipynb", student))],
        "CITATION.cff": [(r"(repository-code: ).*", rf'\g<1>"{address}"')],
        f"{workflows}/test.yml": [(r"(branches-ignore: )\[.*?\]", rf"\g<1>[{student}]"),
                                  (r"( REPOSITORY: ).*", rf"\g<1>{repository}"),
                                  (r"( BRANCH: ).*", rf"\g<1>{branch}")],
        f"{workflows}/student.yml": [(r"(branches: )\[.*?\]", rf"\g<1>[{branch}]"),
                                     (r"( STUDENT_BRANCH: ).*", rf"\g<1>{student}")],
    }
    texts = {}
    for path, pairs in changes.items():
        texts[path] = (ROOT / path).read_text(encoding="utf-8")
        for pattern, replacement in pairs:
            texts[path] = re.sub(pattern, replacement, texts[path])
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        notebook = nbformat.read(path, as_version=4)
        aim(notebook, path.name, branch)
        texts[f"notebooks/{path.name}"] = nbformat.writes(notebook) + "\n"
    return texts


def stale():
    """``{path: text}`` of the files that do not say what the setting says."""
    return {path: text for path, text in wanted().items()
            if (ROOT / path).read_text(encoding="utf-8") != text}


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.exit(__doc__)
    for path, text in stale().items():
        (ROOT / path).write_text(text, encoding="utf-8")
        print(path)
