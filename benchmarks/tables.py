"""How figures are written."""

import math
import statistics


def spread(values, digits=1):
    """A median, and the smallest and largest value where there are several."""
    middle = f"{statistics.median(values):.{digits}f}"
    return middle if len(values) == 1 else f"{middle} ({min(values):.{digits}f} to {max(values):.{digits}f})"


def ratios(values, base):
    """Ratios round by round."""
    return [value / other for value, other in zip(values, base)]


def paired(values, base):
    """Mean difference of pairs, and half the width of its 95 % interval (Student's t)."""
    from cvae_lib import quiet

    quiet.tensorflow()
    import tensorflow_probability as tfp

    pairs = [value - other for value, other in zip(values, base, strict=True)]
    t = float(tfp.distributions.StudentT(len(pairs) - 1.0, 0.0, 1.0).quantile(0.975))
    return statistics.mean(pairs), t * statistics.stdev(pairs) / math.sqrt(len(pairs))


def section(text, head, rows, after=""):
    """Text, a table in Markdown, and more text; nothing at all where there are no rows."""
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in (head, *rows)]
    return "\n".join([text, "", lines[0], "|" + "---|" * len(head), *lines[1:], after]) if rows else ""
