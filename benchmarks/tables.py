"""How figures are written."""

import statistics


def spread(values, digits=1):
    """A median, and the smallest and largest value where there are several."""
    middle = f"{statistics.median(values):.{digits}f}"
    return middle if len(values) == 1 else f"{middle} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def ratios(values, base):
    """Ratios round by round."""
    return [value / other for value, other in zip(values, base)]


def section(text, head, rows, after=""):
    """Text, a table in Markdown, and more text; nothing at all where there are no rows."""
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in (head, *rows)]
    return "\n".join([text, "", lines[0], "|" + "---|" * len(head), *lines[1:], after]) if rows else ""
