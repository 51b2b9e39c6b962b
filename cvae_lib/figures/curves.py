"""Lines and histograms, and the course of a training run."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, NullLocator

from cvae_lib.figures.picture import COLOURS, DASHES, WIDTH, Picture, draw_image, finish, new_figure, tile


def curves(series, xlabel, ylabel, description, references=None, logx=False, logy=False,
           markers=True, texts=None, xticks=None, lines=True):
    """Lines in one pair of axes, told apart by colour and dashes.

    Args:
        series: a dict from a name to (x, y), or (x, y, low, high) with a shaded band.
        references: a dict from a name to a y value, drawn as a thin grey level.
        logx, logy: logarithmic axes.
        markers: a dot at each point.
        texts: a dict from a name to short texts, one beside each of its points.
        xticks: where the x axis is marked, in plain numbers; None leaves that to the axis.
        lines: join the points; without, each series has a marker of its own.
    """
    figure, axes = new_figure(0.5)
    for number, (name, values) in enumerate(series.items()):
        x, y, *band = values
        colour = COLOURS[number % len(COLOURS)]
        axes.plot(x, y, linestyle=DASHES[number % len(DASHES)] if lines else "none", color=colour, label=name,
                  marker=("o" if lines else "os^D"[number % 4]) if markers else None,
                  markersize=4 if lines else 7)
        if band:
            axes.fill_between(x, *band, color=colour, alpha=0.2, linewidth=0)
        # Not strict, since a line may have no texts.
        for *place, text in zip(x, y, (texts or {}).get(name, ()), strict=False):
            axes.annotate(text, place, xytext=(7, 2), textcoords="offset points", fontsize=9)
    for name, level in (references or {}).items():
        axes.axhline(level, color="#666666", linewidth=1)
        # In the middle, where curves that end or begin near the level are clear of it.
        axes.annotate(name, (0.5, level), xycoords=("axes fraction", "data"), xytext=(0, 3),
                      textcoords="offset points", ha="center", fontsize=9, color="#444444")
    if logx:
        axes.set_xscale("log")
    elif all(np.issubdtype(np.asarray(values[0]).dtype, np.integer) for values in series.values()):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if logy:
        axes.set_yscale("log")
    if xticks is not None:
        axes.set_xticks(xticks, [f"{place:,}" for place in xticks])
        axes.xaxis.set_minor_locator(NullLocator())
    finish(axes, xlabel, ylabel, legend=len(series) > 1)
    return Picture(figure, description)


def panels(groups, xlabel, description, shaded=None):
    """Lines in several pairs of axes side by side, over the same x, each pair with a y of its own.

    Args:
        groups: a dict from a y label to a dict from a line's name to (x, y); the same names in each.
        shaded: (name, low, high): a stretch of x that is shaded in each, named in the legend.
    """
    figure = Figure(figsize=(WIDTH, 3.6), layout="constrained")
    for place, (axes, (ylabel, series)) in enumerate(zip(figure.subplots(1, len(groups)), groups.items(),
                                                         strict=True)):
        for number, (name, (x, y)) in enumerate(series.items()):
            axes.plot(x, y, DASHES[number % len(DASHES)], color=COLOURS[number % len(COLOURS)], label=name,
                      linewidth=2, marker="os^D"[number % 4] if len(x) < 30 else None, markersize=5)
        if shaded:
            name, *ends = shaded
            axes.axvspan(*ends, color="#DDDDDD", label=name, zorder=0)
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
        finish(axes, xlabel, ylabel, legend=place == 0)
    return Picture(figure, description)


def histogram(groups, bins, xlabel, ylabel, description, lines=None, logy=False):
    """Outlined histograms over each other.

    Args:
        groups: a dict from a name to values of any shape.
        bins: as in ``numpy.histogram``.
        lines: a dict from a name to an x value, drawn as a dashed vertical.
        logy: a logarithmic count.
    """
    figure, axes = new_figure(0.45)
    box = {"boxstyle": "square,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.8}
    for number, (name, values) in enumerate(groups.items()):
        axes.hist(np.ravel(values), bins=bins, histtype="stepfilled", color=COLOURS[number], alpha=0.35)
        axes.hist(np.ravel(values), bins=bins, histtype="step", color=COLOURS[number], linewidth=1.5,
                  linestyle=DASHES[number % len(DASHES)], label=name)
    for name, value in (lines or {}).items():
        axes.axvline(value, color="#000000", linestyle="--", linewidth=1)
        axes.annotate(name, (value, 1), xycoords=("data", "axes fraction"), xytext=(4, -12),
                      textcoords="offset points", fontsize=9, bbox=box)
    if logy:
        axes.set_yscale("log")
    if lines:       # room for their names above the bars
        axes.set_ylim(top=axes.get_ylim()[1] * (3 if logy else 1.12))
    finish(axes, xlabel, ylabel, legend=len(groups) > 1)
    return Picture(figure, description)


def training_curves(histories, description, references=None):
    """The held-out ELBO after each epoch; ``histories`` is a dict from a name to a run's ``history``.

    The axis says which images were held out, "test" or "validation", where the runs have the same.
    """
    results = [history["result"] for history in histories.values()]
    parts = {result["part"] if result else "held-out" for result in results}
    part = parts.pop() if len(parts) == 1 else "held-out"
    series = {name: (np.array([row["epoch"] for row in history["epochs"]]),
                     [row["elbo"] for row in history["epochs"]]) for name, history in histories.items()}
    return curves(series, "epoch", f"{part} ELBO, nats per image", description, references=references)


def progress(run):
    """What a run has come to so far: its newest samples beside the held-out ELBO after each epoch."""
    frames, rows = run.frames, run.history["epochs"]
    epoch = int(frames["epochs"][-1])
    figure = Figure(figsize=(WIDTH, 3.0), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.7))
    draw_image(left, tile(frames["samples"][-1] / np.float32(255), 4, 2))
    left.set_title(f"samples, epoch {epoch}", fontsize=10)
    right.plot([row["epoch"] for row in rows], [row["elbo"] for row in rows], "o-", color=COLOURS[0])
    right.set_xlim(0.5, max(2, run.info["epochs"]) + 0.5)
    right.xaxis.set_major_locator(MaxNLocator(integer=True))
    finish(right, "epoch", f"{run.info['part']} ELBO, nats per image")
    reached = f" and the {run.info['part']} ELBO is {rows[-1]['elbo']:.1f} nats per image" if rows else ""
    return Picture(figure, f"Recipe {run.recipe.name} after epoch {epoch}: sixteen samples from the fixed "
                           f"prior vector on the left, the curve of the ELBO on the right{reached}.")


def rate_distortion(rates, distortions, description, texts=(), levels=(), beta=None):
    """Distortion over rate of several models, with straight lines of equal ELBO, or one of slope −β.

    Args:
        rates, distortions: (K,) each, nats, in the order in which a line joins them.
        texts: K short texts, one beside each point.
        levels: nats; at each, a dotted line joins the points where rate + distortion, minus the ELBO, has
            that value.
        beta: a dashed line of slope −β through the point where distortion + β · rate is least.
    """
    rates, distortions = np.asarray(rates), np.asarray(distortions)
    figure, axes = new_figure(0.6)
    right, top = 1.15 * rates.max(), 1.1 * distortions.max()
    box = {"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"}
    for level in levels:
        axes.plot((0, level), (level, 0), ":", color="#666666", linewidth=1.5)
        # The line of the best ELBO lies below the curve, the others cross it.
        share = 0.15 if level == min(levels) else 0.5
        axes.text(share * level, (1 - share) * level, f"ELBO −{level:g}", fontsize=9, bbox=box,
                  ha="center", va="center", color="#444444")
    axes.plot(rates, distortions, "o-", color=COLOURS[0], markersize=5, label="measured")
    for *place, text in zip(rates, distortions, texts, strict=False):
        axes.annotate(text, place, xytext=(7, 4), textcoords="offset points", fontsize=10)
    if beta is not None:
        best = np.argmin(distortions + beta * rates)
        ends = np.array([0, right])
        axes.plot(ends, distortions[best] - beta * (ends - rates[best]), "--", color=COLOURS[1],
                  label=f"slope −{beta:.2g}")
        axes.plot(rates[best], distortions[best], "D", color=COLOURS[1], markersize=10, fillstyle="none")
    axes.set(xlim=(-0.01 * right, right), ylim=(0, top))
    finish(axes, "rate: KL, nats per image", "distortion: −log p(x|z), nats per image", beta is not None)
    return Picture(figure, description)
