"""The terms of docs/glossary.md as Sphinx terms, and on every page a link where a term is first used."""

import re

from docutils import nodes

PAGE = "docs/glossary"
EVERYDAY = {"code", "hole", "plate", "rate", "ring"}        # they mean something else in most places
# A link in a link or in a title would be odd, and code and formulas say something else.
CLOSED = (nodes.reference, nodes.title, nodes.literal, nodes.literal_block, nodes.math, nodes.math_block,
          nodes.caption, nodes.raw, nodes.term, nodes.rubric)


def names(heading):
    """What a glossary's heading is called in prose: "arc (spherical interpolation)" is called both."""
    parts = re.findall(r"[^()]+", heading)
    return [part.strip() for part in parts if part.strip()]


def sentence(section):
    """An entry's first sentence, in plain text."""
    paragraph = next(section.findall(nodes.paragraph))
    text = re.sub(r"\s+", " ", paragraph.astext())
    return re.split(r"(?<=[.!?]) (?=[A-Z])", text)[0]


def note_terms(app, doctree):
    """Make each heading of the glossary a term that :term: and the search know."""
    if app.env.docname != PAGE:
        return
    found = {}
    domain = app.env.domains.standard_domain
    for section in doctree.findall(nodes.section):
        if section.parent is doctree or len(list(section.findall(nodes.section))) > 1:
            continue
        heading = section.next_node(nodes.title).astext()
        for name in names(heading):
            domain._note_term(name, section["ids"][0], location=section)
            if name not in EVERYDAY:
                found[name] = (section["ids"][0], sentence(section))
    app.env.course_terms = found


def pattern(terms):
    """Any of the terms, the longest first, in small letters or large, one or several."""
    names = "|".join(map(re.escape, sorted(terms, key=len, reverse=True)))
    return re.compile(rf"(?<![\w-])({names})(?:s|es)?(?![\w-])", re.IGNORECASE)


def link_terms(app, doctree, docname):
    terms = getattr(app.env, "course_terms", None)
    if not terms or docname == PAGE or docname.startswith("reference/") or docname == "index":
        return
    by_name = {name.lower(): (name, *rest) for name, rest in terms.items()}
    search, seen = pattern(terms), set()
    address = app.builder.get_relative_uri(docname, PAGE)
    for text in list(doctree.findall(nodes.Text)):
        if any(isinstance(above, CLOSED) for above in ancestors(text)):
            continue
        pieces, end = [], 0
        for match in search.finditer(text.astext()):
            name, target, said = by_name[match[1].lower()]
            if target in seen:
                continue
            seen.add(target)
            pieces.append(nodes.Text(text.astext()[end:match.start()]))
            pieces.append(nodes.reference("", match[0], refuri=f"{address}#{target}", internal=True,
                                          reftitle=said, classes=["term"]))
            end = match.end()
        if pieces:
            pieces.append(nodes.Text(text.astext()[end:]))
            text.parent.replace(text, [piece for piece in pieces if piece.astext()])


def ancestors(node):
    while node.parent is not None:
        node = node.parent
        yield node


def merge(app, env, docnames, other):
    if hasattr(other, "course_terms"):
        env.course_terms = other.course_terms


def setup(app):
    app.connect("doctree-read", note_terms)
    app.connect("doctree-resolved", link_terms)
    app.connect("env-merge-info", merge)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
