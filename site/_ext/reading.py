"""What makes pages good to read: pictures with texts and sizes, tables that scroll, docstrings as meant."""

import contextlib
import re
from pathlib import Path

from docutils import nodes
from PIL import Image, UnidentifiedImageError

SHORT = 24          # letters of a cell that holds a number and little else


def describe_pictures(app, doctree):
    """Each picture of a notebook has the alt text that its output carries."""
    for cell in doctree.findall(lambda node: node.get("nb_element") == "cell_code"
                                if isinstance(node, nodes.Element) else False):
        pictures = list(cell.findall(nodes.image))
        for image, alt in zip(pictures, cell["cell_metadata"]["alts"], strict=True):
            image["alt"] = alt


def wrap_tables(app, doctree, docname):
    """A table scrolls by itself where it is wider than the page; the keyboard reaches it."""
    for table in list(doctree.findall(nodes.table)):
        for entry in table.findall(nodes.entry):
            text = entry.astext()
            if len(text) <= SHORT and re.search(r"\d", text):
                entry["classes"].append("number")
        before = nodes.raw("", '<div class="wide-table" tabindex="0" role="region" aria-label="table">',
                           format="html")
        after = nodes.raw("", "</div>", format="html")
        table.parent.replace(table, [before, table, after])


def plain(app, what, name, obj, options, lines):
    """p(x|z) in a docstring is a density and no markup; columns of a module's docstring stay columns."""
    text = "\n".join(lines)
    if what == "module":
        text = re.sub(r"(?m)^(\S.*\n)?\n(?=    )", lambda match: f"{match[1] or ''}\n::\n\n", text)
    parts = re.split(r"(?s)(``.*?``|\n *::\n\n(?:    .*?)(?=\n\S|\Z))", text)
    parts[::2] = [re.sub(r"(?<!\\)([|*])", r"\\\1", part) for part in parts[::2]]
    lines[:] = "".join(parts).split("\n")


def size_pictures(app, pagename, templatename, context, doctree):
    """A picture has its size, so that nothing moves when it comes, and comes when it is near the screen."""
    paths = {name: path for path, name in app.builder.images.items()}

    def sized(match):
        size = ""
        with contextlib.suppress(UnidentifiedImageError):       # drawn as SVG by a reader's own cell
            size = 'width="{}" height="{}" '.format(*Image.open(Path(app.srcdir) / paths[match[1]]).size)
        return f'{match[0]}{size}loading="lazy" '

    if "body" in context:
        context["body"] = re.sub(r'<img (?=[^>]*_images/([^"/]+)")', sized, context["body"])


def setup(app):
    app.connect("doctree-read", describe_pictures)
    app.connect("doctree-resolved", wrap_tables)
    app.connect("html-page-context", size_pictures)
    app.connect("autodoc-process-docstring", plain, priority=400)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
