"""Make the site in build/site, for any static host: notebooks, pages, the library's reference, the explorer.

    python tools/website.py                        from the notebooks as they are committed
    python tools/website.py executed 01_data …     these as `make course` executed them, and what it made

Sphinx reads one folder, build/site-source, which this puts together. There a notebook's cells are arranged
for reading, and a link to a file that has no page leads to GitHub. Nothing else is changed.
"""

import ast
import hashlib
import html
import json
import posixpath
import re
import shutil
import sys
from pathlib import Path

import nbformat
import numpy as np
from PIL import Image

import explorer
import launch
from cvae_lib import latent, quiet, runs

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
BLOB = f"https://github.com/{launch.SETTING['repository']}/blob/{launch.SETTING['branch']}"
TREE = BLOB.replace("/blob/", "/tree/")
PAGES = ("benchmarks/README.md", "CHANGELOG.md", "CONTRIBUTING.md")     # beside docs/*.md
FILES = ("docs/pictures", "benchmarks/waiting.png")
MARK = re.compile(r"!\[([^\]]*)\]\(https?://[^)]*\)")    # a picture from another host; here its text must do
FOLDED = {"bootstrap": "How the library is installed where it is missing",
          "budget": "How much work each cell does"}
PLACES = {"LatentPlane": "move", "DrawDigit": "draw"}       # tabs of the explorer that do what a widget does
PICTURES = ("image/png", "image/gif", "image/jpeg", "image/svg+xml")
LIMIT, TILES = 3, 24        # of the front page's plane: its ends, and pictures along a side of its map
GIF = re.compile(r'<img src="data:image/gif;base64,([^"]*)" alt="([^"]*)">')


class SiteError(Exception):
    """The site cannot be made; one line says why."""


# ------------------------------------------------------------------------------------------ the pages' source

def assemble(target, executed=None):
    """Write what Sphinx reads into a folder; what is as before stays untouched, and is not read anew.

    ``executed`` has the names of the notebooks that are taken from build/notebooks. With it, even empty,
    comes the page of what was made on this machine.
    """
    files = {path: (ROOT / "site" / path).read_text(encoding="utf-8") for path in pages_of_the_site()}
    for name in (*(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md")), *PAGES):
        files[name] = (ROOT / name).read_text(encoding="utf-8")
    notebooks = {}
    for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb")):
        place = BUILD / "notebooks" / path.name if path.stem in (executed or ()) else path
        notebooks[f"notebooks/{path.name}"] = nbformat.read(place, 4)
    files |= reference()
    known = {*files, *notebooks}
    texts = {name: relink(files[name], name, known) for name in files}
    texts |= {name: nbformat.writes(arranged(notebook, name, known)) for name, notebook in notebooks.items()}
    if executed is not None and (BUILD / "trained.json").exists():
        texts |= trained(target)
        texts["index.md"] = texts["index.md"].replace("\nlibrary\n```", "\nlibrary\ntrained\n```")
    for name, text in texts.items():
        write(target / name, text.encode())
    for name in FILES:
        for path in [ROOT / name] if (ROOT / name).is_file() else (ROOT / name).iterdir():
            write(target / path.relative_to(ROOT), path.read_bytes())
    for path in [path for path in target.rglob("*") if path.suffix in (".md", ".ipynb")]:
        if path.relative_to(target).as_posix() not in texts:
            path.unlink()


def pages_of_the_site():
    """The pages that the site alone has."""
    return sorted(path.relative_to(ROOT / "site").as_posix() for path in (ROOT / "site").rglob("*.md"))


def write(path, content):
    if not path.exists() or path.read_bytes() != content:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def relink(text, name, known):
    """Markdown whose links to files without a page lead to GitHub, those to the README to the front page."""
    folder = posixpath.dirname(name)

    def aimed(match):
        target, anchor = match[2], match[3] or ""
        if re.match(r"[a-z]+:", target) or not target:
            return match[0]
        there = posixpath.normpath(posixpath.join(folder, target))
        if there == "README.md":
            there, anchor = "index.md", ""
        elif there not in known and not there.startswith(FILES):
            if not (ROOT / there).exists():
                return match[0]
            return f"{match[1]}{TREE if (ROOT / there).is_dir() else BLOB}/{there}{anchor}{match[4]}"
        return f"{match[1]}{posixpath.relpath(there, folder or '.')}{anchor}{match[4]}"

    text = MARK.sub(r"\1", text)
    text = re.sub(r"(\]\()([^)#\s]*)(#[^)\s]*)?(\))", aimed, text)
    return re.sub(r"(?m)(^\[[^\]]+\]: )([^#\s]+)(#\S*)?($)", aimed, text)


def reference():
    """A page for each module of the library, and lists of them by room."""
    pages = {}
    for path in sorted((ROOT / "cvae_lib").rglob("*.py")):
        parts = [part for part in path.relative_to(ROOT).with_suffix("").parts if part != "__init__"]
        # The answers of the exercises are no reading; all that figures' rooms offer is in figures itself.
        inner = len(parts) > 2 and parts[1] in ("exercises", "figures")
        if path.stem == "__main__" or len(parts) == 1 or inner:
            continue
        name = ".".join(parts)
        pages[f"reference/{name}.md"] = (
            f"# `{name}`\n\n```{{eval-rst}}\n"
            f".. automodule:: {name}\n   :members:\n   :show-inheritance:\n```\n")
    names = [path.removeprefix("reference/").removesuffix(".md") for path in pages]
    entries = "\n".join(f"{name.removeprefix('cvae_lib.')} <{name}>" for name in names)
    pages["reference/index.md"] = (
        "# The library's reference\n\nWhat each module of `cvae_lib` offers, from its docstrings. The page "
        "on [the library](../docs/library.md) says what the modules are for, and in which layers.\n\n"
        f"```{{toctree}}\n:maxdepth: 1\n\n{entries}\n```\n")
    return pages


# ------------------------------------------------------------------------------------------------- notebooks

def arranged(notebook, name, known):
    """An executed notebook for reading: what is not the lesson is folded, and the code of pictures too."""
    cells = []
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = opened(Path(name).name) if cell.id == "launch" else relink(cell.source, name, known)
            cells.append(nbformat.v4.new_markdown_cell(text, id=cell.id))
            continue
        cells += [arranged_code(part) for part in apart(cell)]
    notebook.cells = cells
    return notebook


def arranged_code(cell):
    """A code cell with what myst-nb must know: its prompt if it is folded, and its pictures' alt texts."""
    tags = cell.metadata.get("tags", [])
    prompt = (cell.metadata.get("prompt") or FOLDED.get(cell.id)
              or ("How the claims are checked" if "claims" in tags else None)
              or ("Show the solution" if cell.metadata.get("jupyter", {}).get("source_hidden") else None))
    outputs, alts, widget = [], [], re.search(r"widgets\.(\w+)", cell.source)
    for output in cell.outputs:
        animation = GIF.fullmatch(output.get("data", {}).get("text/html", "").strip())
        if animation:
            output.data = nbformat.from_dict({"image/gif": animation[1]})
            output.metadata = nbformat.from_dict({"image/gif": {"alt": html.unescape(animation[2])}})
        kinds = [kind for kind in output.get("data", {}) if kind in PICTURES]
        if kinds:       # one that a reader's own cell drew says nothing of itself
            alts.append(output.metadata.get(kinds[0], {}).get("alt", ""))
            output.data = nbformat.from_dict({kinds[0]: output.data[kinds[0]]})
        outputs.append(output)
    if widget and alts:
        place = PLACES.get(widget[1])
        text = (f'<a href="../explorer/index.html#{place}">Do this live in the explorer</a>' if place else
                "In a running notebook this picture has sliders.")
        text = f'<p class="live">{text}</p>'
        outputs.append(nbformat.v4.new_output("display_data", data={"text/html": text}))
    new = nbformat.v4.new_code_cell(cell.source, id=cell.id, outputs=outputs,
                                    execution_count=cell.execution_count)
    new.metadata = nbformat.from_dict({"tags": ["hide-input"] if prompt else [], "alts": alts})
    if prompt:
        new.metadata["mystnb"] = {"code_prompt_show": prompt, "code_prompt_hide": prompt}
    return new


def apart(cell):
    """A cell as one, or as two where it ends with nothing but the drawing of pictures, which is folded."""
    if cell.metadata.get("jupyter", {}).get("source_hidden"):
        return [cell]
    try:
        statements = ast.parse(cell.source).body
    except SyntaxError:
        return [cell]
    count = len(statements)
    while count and draws(statements[count - 1]):
        count -= 1
    if count == len(statements) or not any("data" in output for output in cell.outputs):
        return [cell]
    prompt = "The code of this picture"
    if not count:
        cell.metadata["prompt"] = prompt
        return [cell]
    lines = cell.source.split("\n")
    start = statements[count].lineno - 1
    while start and (lines[start - 1].startswith("#") or not lines[start - 1].strip()):
        start -= 1
    first, second = (nbformat.from_dict(dict(cell)) for _ in range(2))
    first["source"] = "\n".join(lines[:start]).strip("\n")
    second["source"] = "\n".join(lines[start:]).strip("\n")
    first["outputs"] = [output for output in cell.outputs if output.output_type == "stream"]
    second["outputs"] = [output for output in cell.outputs if output.output_type != "stream"]
    second["id"] = f"{cell.id}-drawn"
    second["metadata"]["prompt"] = prompt
    return [first, second]


def draws(statement):
    """Whether a statement does nothing but show a picture: figures.kind(...) or a method of what it gives."""
    call = statement.value if isinstance(statement, ast.Expr) else None
    while isinstance(call, (ast.Call, ast.Attribute)):
        call = call.func if isinstance(call, ast.Call) else call.value
    return isinstance(call, ast.Name) and call.id in ("figures", "widgets")


def opened(notebook):
    """The links that open a notebook elsewhere, to be filled in."""
    branch = launch.SETTING["student-branch"]
    filled = launch.links(notebook, branch, ("Open in Colab", "Open in Binder"), " ")
    own = launch.HUB == "https://hub.example.org"
    hub = "../docs/teaching.md#on-a-jupyterhub-of-your-own" if own else launch.hub(notebook, branch)
    return (f":::{{div}} launch\n{filled} [On a JupyterHub]({hub}) "
            f"[On GitHub]({BLOB}/notebooks/{notebook})\n:::")


def trained(target):
    """The page of what `make course` trained on this machine."""
    summary, pictures = json.loads((BUILD / "trained.json").read_text(encoding="utf-8")).values()
    for name in pictures:
        write(target / "trained" / name, (BUILD / name).read_bytes())
    figures = "\n\n".join(f"![{text}](trained/{name})\n\n*{text}*" for name, text in pictures.items())
    return {"trained.md": f"# Made on this machine\n\n{summary}\n\n{figures}\n"}


# ------------------------------------------------------------------------------------------- the front page

def front(folder):
    """Write what the front page's plane needs: its map, a picture, and the decoder with 16 bits a weight."""
    run = runs.find("mnist-2d")
    model, images = run.load_model(), run.load_images().test.images[:64]
    at = (np.arange(TILES) + 0.5) / TILES * 2 * LIMIT - LIMIT
    points = np.stack(np.meshgrid(at, -at), axis=-1).reshape(-1, 2)                     # (T · T, 2)
    tiles = latent.decode(model, points).reshape(TILES, TILES, 28, 28).swapaxes(1, 2)   # (T, 28, T, 28)
    # Sixteen greys, which take a third of the bytes of 256.
    greys = Image.fromarray((np.round(15 * tiles.reshape(28 * TILES, -1)) * 17).astype("uint8"))
    folder.mkdir(parents=True, exist_ok=True)
    greys.quantize(16, dither=Image.Dither.NONE).save(folder / "plane.png", optimize=True)
    # It begins at a clear digit: of some codes that whose white pixels have the least grey beside them.
    codes = latent.encode(model, images)[0]
    codes = codes[np.linalg.norm(codes, axis=1) < 0.6 * LIMIT]
    pixels = latent.decode(model, codes).reshape(len(codes), -1)
    start = codes[((pixels * (1 - pixels)).sum(axis=1) / pixels.sum(axis=1)).argmin()]
    decoder = {"shape": list(model.image_shape), "decoder": explorer.layers(model.decoder, bits=16)}
    known = json.dumps({"network": decoder, "limit": LIMIT, "start": [round(float(z), 3) for z in start]})
    write(folder / "front-data.js", f"window.CVAE_FRONT = {known};".encode())
    for name in ("front.js", "parts.css"):
        write(folder / name, (explorer.BROWSER / "built" / name).read_bytes())
    write(folder / "manifold.png", (ROOT / "docs" / "pictures" / "manifold.png").read_bytes())


# -------------------------------------------------------------------------------------------------- the site

def build(target, source, executed=None):
    """The site in a folder, from a source folder that is kept for the next time."""
    from sphinx.cmd.build import main as sphinx

    quiet.tensorflow()          # the library's reference imports it
    static, state = (source.with_name(f"{source.name}-{kind}") for kind in ("static", "state"))
    assemble(source, executed)
    front(static)
    # What Sphinx remembers of pages holds for the same code of the site alone. Of a page that has gone
    # nothing is to remain.
    code, stamp = hashlib.sha256(), state / "stamp"
    for path in sorted([Path(__file__), *(ROOT / "site").rglob("*.py"), *(ROOT / "site").rglob("*.js")]):
        code.update(path.read_bytes())
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != code.hexdigest():
        shutil.rmtree(state, ignore_errors=True)
    shutil.rmtree(target, ignore_errors=True)
    # A fault in what is committed is to be seen; one in a reader's own notebook is to hinder nobody.
    strict = ["-W", "--keep-going"] if executed is None else []
    wrong = sphinx(["-b", "html", "-q", *strict, "-c", str(ROOT / "site"), "-d", str(state),
                    "-D", f"html_static_path={ROOT / 'site' / '_static'},{static}", str(source), str(target)])
    state.mkdir(exist_ok=True)
    write(stamp, code.hexdigest().encode())
    if wrong:
        raise SiteError("Sphinx found faults in the pages; its lines above say where")
    (target / "explorer").mkdir(exist_ok=True)
    (target / "explorer" / "index.html").write_text(explorer.build(site=".."), encoding="utf-8")
    (target / ".nojekyll").touch()          # or GitHub Pages would leave out the folders that begin with _


def main(executed=None):
    build(BUILD / "site", BUILD / "site-source", executed)
    print("the site: build/site/index.html")


if __name__ == "__main__":
    if sys.argv[1:2] not in ([], ["executed"]):
        sys.exit(__doc__)
    try:
        main(sys.argv[2:] if sys.argv[1:] else None)
    except SiteError as error:
        sys.exit(f"site: {error}")
