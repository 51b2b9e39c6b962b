"""Formulas as MathML, which browsers set by themselves: no script, no network."""

import re

from docutils import nodes
from latex2mathml.converter import convert


def spaced(mathml):
    """TeX sets a thin space between a named function and its argument, unless that is in parentheses."""
    return re.sub(r"(<mi>(?:log|exp|max)</mi>)(?!<mo[^>]*>(?:\(|&#x00028;))",
                  r'\1<mspace width="0.17em"/>', mathml)


def inline(translator, node):
    translator.body.append(spaced(convert(node.astext().strip())))
    raise nodes.SkipNode


def block(translator, node):
    # It may be scrolled where it is too wide, so the keyboard must reach it.
    formula = spaced(convert(node.astext().strip(), display="block"))
    translator.body.append('<div class="formula" tabindex="0" role="group" aria-label="formula">'
                           f"{formula}</div>")
    raise nodes.SkipNode


def setup(app):
    app.add_html_math_renderer("mathml", (inline, None), (block, None))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
