"""The notebooks as HTML pages that load nothing from elsewhere, and an index that grows with them."""

import html
import os
import re

from latex2mathml.converter import convert as to_mathml
from nbconvert import HTMLExporter
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

TEMPLATE = """
{%- extends 'lab/index.html.j2' -%}
{%- block html_head_js -%}{%- endblock -%}
{%- block html_head_js_mathjax -%}{%- endblock -%}
{%- block html_head_js_mermaidjs -%}{%- endblock -%}
{%- block html_head_css -%}
<style>body { max-width: 60rem; margin: 0 auto; padding: 1rem; } img { max-width: 100%; height: auto; }
math { font-size: 1.1em; font-family: "STIX Two Math", "Cambria Math", "Latin Modern Math", math; }
math[display="block"] { overflow-x: auto; padding: 0.3em 0; }
.jp-InputArea .highlight pre { white-space: pre-wrap; }
.jp-CodeCell summary { font: 0.9em system-ui, sans-serif; margin-left: 5.5rem; }</style>
{%- endblock -%}
{%- block input_group -%}
{%- if 'claims' in cell.metadata.get('tags', []) -%}
<details><summary>How the claims are checked</summary>{{ super() }}</details>
{%- elif cell.id == 'budget' -%}
<details><summary>How much work each cell does</summary>{{ super() }}</details>
{%- elif cell.metadata.get('jupyter', {}).get('source_hidden') -%}
<details><summary>Show the solution</summary>{{ super() }}</details>
{%- else -%}{{ super() }}{%- endif -%}
{%- endblock input_group -%}
{%- block data_png -%}
<div class="jp-RenderedImage jp-OutputArea-output">
<img src="data:image/png;base64,{{ output.data['image/png'] }}"
alt="{{ output.metadata['image/png']['alt'] | escape_html }}"></div>
{%- endblock -%}
"""

INDEX = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Variational autoencoders: a course</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>body{{font:1.1rem/1.6 system-ui,sans-serif;max-width:44rem;margin:2rem auto;padding:0 1rem;
color-scheme:light dark}} img{{max-width:100%;height:auto}}
ul{{list-style:none;padding:0}} li{{margin:.4rem 0}}
</style></head><body><main><h1>Variational autoencoders: a course</h1>
<ul>{entries}</ul><p>{footer}</p>{pictures}</main></body></html>
"""

WEB_IMAGE = re.compile(r"!\[([^\]]*)\]\(https?://[^)]*\)")        # a badge; here its text must do


class _MathML(IPythonRenderer):
    """Formulas as MathML, which browsers set by themselves: no script, no network."""

    def block_math(self, body):
        return _spaced(to_mathml(body.strip(), display="block"))

    def inline_math(self, body):
        return _spaced(to_mathml(body.strip()))


def _spaced(mathml):
    """TeX sets a thin space between a named function and its argument, unless that is in parentheses."""
    return re.sub(r"(<mi>(?:log|exp|max)</mi>)(?!<mo[^>]*>(?:\(|&#x00028;))",
                  r'\1<mspace width="0.17em"/>', mathml)


def _to_html(markdown):
    return MarkdownWithMath(_MathML(escape=False)).render(WEB_IMAGE.sub(r"\1", markdown))


class Exporter(HTMLExporter):
    """A page that loads nothing from elsewhere."""

    def __init__(self, **kwargs):
        super().__init__(raw_template=TEMPLATE, **kwargs)

    def default_filters(self):
        yield from super().default_filters()
        yield "markdown2html", _to_html


def write_page(source, notebook, folder):
    """The page of an executed notebook, ``folder/NAME.html``; its links start from the path ``source``."""
    page, _ = Exporter().from_notebook_node(notebook)
    page = re.sub(r'href="([0-9][^"]*)\.ipynb"', r'href="\1.html"', page)
    # What a notebook links to outside its own folder lies elsewhere from a page.
    page = re.sub(r'href="(\.\./[^"]*)"',
                  lambda link: f'href="{os.path.relpath(source.parent / link[1], folder)}"', page)
    (folder / f"{source.stem}.html").write_text(page, encoding="utf-8")


def write_index(titles, pictures, footer, folder):
    """The index: what can be read, what is still to come, and pictures.

    Args:
        titles: for each notebook in order (name of its page without ending, title); one without a page is to
            come.
        pictures: for each picture (path, its text).
        footer: a sentence below the list.
    """
    entries = []
    for name, title in titles:
        there = (folder / f"{name}.html").exists()
        text = html.escape(title)
        entries.append(f'<li><a href="{name}.html">{text}</a></li>' if there else
                       f"<li>{text} (to come)</li>")
    figures = "".join(
        f'<figure><img src="{os.path.relpath(path, folder)}" alt="{html.escape(text)}">'
        f"<figcaption>{html.escape(text)}</figcaption></figure>" for path, text in pictures)
    index = INDEX.format(entries="".join(entries), footer=html.escape(footer), pictures=figures)
    (folder / "index.html").write_text(index, encoding="utf-8")
