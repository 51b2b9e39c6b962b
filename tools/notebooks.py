"""Execute the notebooks in order, and make what a person opens.

    python tools/notebooks.py course     execute into build/: notebooks, HTML pages, pictures, the test ELBO
    python tools/notebooks.py commit     the same, then put the executed notebooks back into notebooks/
    python tools/notebooks.py commit 01 04      these notebooks only, and no pages or pictures

Both honour CVAE_BUDGET. An executed notebook is normalised before it is written: plain metadata, streams joined,
progress bars as they last looked. It is refused if it holds an error, anything on stderr, a path of this machine, cells
out of order, or more than 1.5 MB.
"""

import html
import inspect
import json
import os
import re
import shutil
import sys
import time
from pathlib import Path

import nbformat
from latex2mathml.converter import convert as to_mathml
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from tqdm import tqdm

from memory import peak_gb

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"
MAX_BYTES = 1_500_000
KEPT = ("tags", "jupyter", "cellView", "nbgrader")     # metadata of cells that are part of their source
MAX_GB = 1.5        # of memory; Binder and Colab share theirs between kernels


def sources():
    """The notebooks, in the order in which they are read."""
    return sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))


# ------------------------------------------------------------------------------------------- executing

class Client(NotebookClient):
    """Runs a notebook cell by cell and relays the last line that a cell printed to a progress bar."""

    bar = None

    def process_message(self, msg, cell, cell_index):
        if msg["msg_type"] == "stream" and self.bar is not None:
            line = re.split(r"[\r\n]", msg["content"]["text"].strip())[-1]
            self.bar.set_postfix_str(re.sub(r"\|.*\|", "", line)[:60])
        return super().process_message(msg, cell, cell_index)


def execute(path):
    """Run one notebook in a fresh kernel.

    Returns:
        the executed notebook, the seconds it took, and the peak memory of its kernel in GB.

    Raises:
        CellExecutionError: a cell failed.
    """
    notebook = nbformat.read(path, as_version=4)
    client = Client(notebook, timeout=None, kernel_name="python3", extra_arguments=["--log-level=ERROR"],
                    resources={"metadata": {"path": str(path.parent)}})
    started = time.perf_counter()
    with client.setup_kernel(), tqdm(total=len(notebook.cells), desc=path.stem, unit="cell") as bar:
        client.bar = bar
        for index, cell in enumerate(notebook.cells):
            client.execute_cell(cell, index)
            bar.update()
        client.bar = None
        probe = nbformat.v4.new_code_cell(inspect.getsource(peak_gb) + "\nprint(peak_gb())")
        notebook.cells.append(probe)
        client.execute_cell(probe, len(notebook.cells) - 1, store_history=False)
        notebook.cells.pop()
    return notebook, time.perf_counter() - started, float(probe.outputs[0]["text"])


def normalise(notebook):
    """Bring an executed notebook to the form that is committed, in place."""
    notebook.metadata = nbformat.from_dict({
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"}, "title": notebook.cells[0].source.splitlines()[0].lstrip("# ")})
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for cell in notebook.cells:
        # Folded solutions, in Jupyter's way and in Colab's, and what nbgrader must know.
        cell.metadata = nbformat.from_dict({name: value for name, value in cell.metadata.items() if name in KEPT})
        if cell.cell_type == "code":
            cell.outputs = _join_streams(cell.outputs)
            for output in cell.outputs:         # a live widget is gone with its kernel; its still picture stays
                output.get("data", {}).pop("application/vnd.jupyter.widget-view+json", None)


def faults(notebook):
    """What is wrong with an executed notebook, a line each; empty when it may be committed."""
    found = []
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if [cell.execution_count for cell in code] != list(range(1, len(code) + 1)):
        found.append("its cells were not executed in order, each once")
    for output in (output for cell in code for output in cell.outputs):
        # Encoded pictures hold any letters and slashes by chance.
        text = re.sub(r"[A-Za-z0-9+/=]{200,}", "", json.dumps(output))
        if output.output_type == "error":
            found.append(f"it holds an error: {output.ename}")
        if output.get("name") == "stderr":
            found.append(f"it holds a message on stderr: {output.text.strip().splitlines()[0]}")
        for place in {str(ROOT), str(Path.home())} - {"/"}:
            if place in text:
                found.append(f"an output holds a path of this machine: {place}")
        if "image/png" in output.get("data", {}) and not output.get("metadata", {}).get("image/png", {}).get("alt"):
            found.append("a picture has no alt text")
    size = len(nbformat.writes(notebook).encode())
    if size > MAX_BYTES:
        found.append(f"it is {size / 1e6:.2f} MB long; the limit is {MAX_BYTES / 1e6} MB")
    return found


def _join_streams(outputs):
    joined = []
    for output in outputs:
        if output.output_type == "stream" and joined and joined[-1].output_type == "stream" \
                and joined[-1].name == output.name:
            joined[-1].text += output.text
        else:
            joined.append(output)
    for output in joined:
        if output.output_type == "stream":
            lines = output.text.split("\n")         # of what a carriage return overwrote, only the last remains
            output.text = "\n".join(line.rstrip("\r").split("\r")[-1] for line in lines)
    return [output for output in joined if output.output_type != "stream" or output.text.strip()]


# ----------------------------------------------------------------------------------------------- pages

TEMPLATE = """
{%- extends 'lab/index.html.j2' -%}
{%- block html_head_js -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
{%- block html_head_css -%}
<style>body { max-width: 60rem; margin: 0 auto; padding: 1rem; } img { max-width: 100%; height: auto; }
math { font-size: 1.1em; font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", math; } math[display="block"] { overflow-x: auto; padding: 0.3em 0; }
.jp-InputArea .highlight pre { white-space: pre-wrap; } .jp-CodeCell summary { font: 0.9em system-ui, sans-serif; margin-left: 5.5rem; }</style>
{%- endblock -%}
{%- block input_group -%}
{%- if cell.metadata.get('jupyter', {}).get('source_hidden') -%}
<details><summary>Show the solution</summary>{{ super() }}</details>
{%- else -%}{{ super() }}{%- endif -%}
{%- endblock input_group -%}
{%- block data_png -%}
<div class="jp-RenderedImage jp-OutputArea-output"><img src="data:image/png;base64,{{ output.data['image/png'] }}"
alt="{{ output.metadata['image/png']['alt'] | escape_html }}"></div>
{%- endblock -%}
"""


WEB_IMAGE = re.compile(r"!\[([^\]]*)\]\(https?://[^)]*\)")        # a badge; on a page that loads nothing, its text must do


class _MathML(IPythonRenderer):
    """Formulas as MathML, which browsers set by themselves: no script, no network."""

    def block_math(self, body):
        return _spaced(to_mathml(body.strip(), display="block"))

    def inline_math(self, body):
        return _spaced(to_mathml(body.strip()))


def _spaced(mathml):
    """TeX sets a thin space between a named function and its argument, unless that is in parentheses."""
    return re.sub(r"(<mi>(?:log|exp|max)</mi>)(?!<mo[^>]*>(?:\(|&#x00028;))", r'\1<mspace width="0.17em"/>', mathml)


class Exporter(HTMLExporter):
    """A page that loads nothing from elsewhere."""

    def __init__(self, **kwargs):
        super().__init__(raw_template=TEMPLATE, **kwargs)

    def default_filters(self):
        yield from super().default_filters()
        yield "markdown2html", lambda source: MarkdownWithMath(_MathML(escape=False)).render(WEB_IMAGE.sub(r"\1", source))


def write_pages(notebooks, footer):
    """An HTML page of each notebook and an index, below build/html."""
    folder = BUILD / "html"
    folder.mkdir(parents=True, exist_ok=True)
    entries = []
    for path, notebook in notebooks.items():
        page, _ = Exporter().from_notebook_node(notebook)
        page = re.sub(r'href="([0-9][^"]*)\.ipynb"', r'href="\1.html"', page)
        # What a notebook links to outside its own folder lies elsewhere from a page.
        page = re.sub(r'href="(\.\./[^"]*)"', lambda link: f'href="{os.path.relpath(path.parent / link[1], folder)}"', page)
        (folder / f"{path.stem}.html").write_text(page, encoding="utf-8")
        entries.append(f'<li><a href="{path.stem}.html">{html.escape(notebook.metadata.title)}</a></li>')
    style = ("body{font:1.1rem/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;"
             "color-scheme:light dark}img{max-width:100%;height:auto}ul{list-style:none;padding:0}li{margin:.4rem 0}")
    pictures = "".join(f'<figure><img src="../{name}" alt="{html.escape(text)}"><figcaption>{html.escape(text)}</figcaption>'
                       "</figure>" for name, text in PICTURES.items() if (BUILD / name).exists())
    (folder / "index.html").write_text(
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Variational autoencoders: a course</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head><body><main>'
        f"<h1>Variational autoencoders: a course</h1><ul>{''.join(entries)}</ul><p>{html.escape(footer)}</p>{pictures}"
        "</main></body></html>\n", encoding="utf-8")


PICTURES = {
    "manifold.png": "The latent plane decoded: twenty by twenty digits, each changing gradually into its neighbours.",
    "cvae.gif": "Animation: sixteen samples from one fixed prior vector, a frame per epoch from epoch 0.",
    "reconstructions.gif": "Animation: sixteen test digits reconstructed, a frame per epoch from epoch 0.",
}


# ------------------------------------------------------------------------------------------------ jobs

def main(job, only=()):
    if job == "commit" and os.environ.get("CVAE_BUDGET", "full") != "full":
        sys.exit("notebooks: what is committed is executed at full budget; unset CVAE_BUDGET")
    BUILD.mkdir(exist_ok=True)
    os.environ["CVAE_RUNS_DIR"] = str(BUILD / "runs")
    # A user's own "python3" kernel must not stand in for this environment's.
    os.environ["JUPYTER_PREFER_ENV_PATH"] = "1"
    executed, table = {}, []
    for path in sources():
        if only and not path.name.startswith(only):
            continue
        source = path.read_bytes()
        try:
            notebook, seconds, peak = execute(path)
        except CellExecutionError as error:
            sys.exit(f"{path.name}: a cell failed\n{error}")
        normalise(notebook)
        wrong = faults(notebook)
        if peak > MAX_GB:
            wrong.append(f"its kernel took {peak:.2f} GB of memory; the limit is {MAX_GB} GB")
        if wrong:
            sys.exit("\n".join(f"{path.name}: {fault}" for fault in wrong))
        (BUILD / "notebooks").mkdir(exist_ok=True)
        nbformat.write(notebook, BUILD / "notebooks" / path.name)
        if job == "commit":
            if path.read_bytes() != source:
                sys.exit(f"{path.name}: was changed while it ran; the executed one is in build/notebooks")
            shutil.copyfile(BUILD / "notebooks" / path.name, path)
        executed[path] = notebook
        table.append({"notebook": path.stem, "seconds": round(seconds), "peak_gb": round(peak, 2)})
        print(f"{path.stem}: {seconds:.0f} s, peak memory {peak:.2f} GB", flush=True)
    if not only:
        finish(executed, table)


def finish(executed, table):
    """Pictures, pages, times and memory as JSON, and as the last line the test ELBO."""
    from cvae_lib import __main__ as shell
    from cvae_lib import runs

    (BUILD / "course.json").write_text(json.dumps(table, indent=1) + "\n")
    last = runs.finished("tutorial_2d")[0]
    print()
    for command, name in (("manifold", "manifold.png"), ("gif", "cvae.gif"), ("gif", "reconstructions.gif")):
        kind = ["--kind", "reconstructions"] if name.startswith("reconstructions") else []
        if shell.main([command, str(last.path), "-o", str(BUILD / name), "--force", *kind]):
            sys.exit(1)
    write_pages(executed, last.summary)
    print(f"\npages: {(BUILD / 'html' / 'index.html').relative_to(ROOT)}   pictures: "
          + "  ".join(f"build/{name}" for name in PICTURES))
    print(last.summary)


if __name__ == "__main__":
    if sys.argv[1:2] not in (["course"], ["commit"]) or (sys.argv[1] == "course" and sys.argv[2:]):
        sys.exit(__doc__)
    main(sys.argv[1], tuple(sys.argv[2:]))
