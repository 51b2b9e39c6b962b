"""Drawings of what is computed: matrices, the tensors of a network, the reparameterization trick."""

from itertools import pairwise

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from cvae_lib.figures.picture import COLOURS, WIDTH, Picture, new_figure


def matrices(panels, description):
    """Small matrices with their entries written in; ``panels`` is a dict from a title to a 2-D array.

    A NaN entry is left blank.
    """
    widths = [array.shape[1] + 1 for array in panels.values()]
    height = max(array.shape[0] for array in panels.values())
    cell = min(WIDTH / sum(widths), 0.5)
    figure = Figure(figsize=(cell * sum(widths), cell * height + 0.5), layout="constrained")
    grid = np.atleast_1d(figure.subplots(1, len(panels), width_ratios=widths))
    top = max(np.nanmax(np.abs(array)) for array in panels.values())
    for axes, (title, array) in zip(grid, panels.items(), strict=True):
        axes.imshow(array, cmap="Blues", vmin=0, vmax=1.6 * top, interpolation="nearest")
        for (row, column), value in np.ndenumerate(array):
            if not np.isnan(value):
                axes.text(column, row, f"{value:g}", ha="center", va="center", fontsize=10)
        axes.set_xticks(np.arange(array.shape[1] + 1) - 0.5, [])
        axes.set_yticks(np.arange(array.shape[0] + 1) - 0.5, [])
        axes.grid(color="#BBBBBB", linewidth=0.5)
        axes.tick_params(length=0)
        axes.set_title(title, fontsize=10)
    return Picture(figure, description)


def shapes(stages, description):
    """The tensors of a network as boxes: height follows the side of the image, width the number of channels.

    Args:
        stages: a dict from a name to (side, channels); a vector has side None and its length as channels.
    """
    figure, axes = new_figure(0.36)
    x, ticks = 0.0, []
    for number, (name, (side, channels)) in enumerate(stages.items()):
        height = side if side else 3 + 4 * np.log2(channels)
        width = 1.5 + 1.5 * np.log2(channels) if side else 2
        axes.add_patch(Rectangle((x, -height / 2), width, height, alpha=0.5, edgecolor="black",
                                 facecolor=COLOURS[0] if side else COLOURS[5]))
        text = f"{side}×{side}\n×{channels}" if side else f"{channels}"
        middle = x + width / 2
        above = 33 if number % 2 else 28        # two rows of names, clear of each other
        axes.text(middle, -height / 2 - 2, text, ha="center", va="top", fontsize=9)
        axes.text(middle, above, name, ha="center", va="bottom", fontsize=8)
        axes.plot([middle] * 2, [height / 2, above], color="#BBBBBB", linewidth=0.5, zorder=0)
        ticks.append((x, width))
        x += width + 6
    for (start, width), (end, _) in pairwise(ticks):
        axes.add_patch(FancyArrowPatch((start + width + 0.5, 0), (end - 0.5, 0), arrowstyle="-|>",
                                       mutation_scale=9, color="black"))
    axes.set_xlim(-4, x - 2)
    axes.set_ylim(-36, 38)
    axes.set_axis_off()
    return Picture(figure, description)


def reparameterization(description):
    """Two small graphs of how the loss depends on μ and σ.

    In the left one z is drawn from q, and the gradient stops there. In the right one z is computed from
    μ, σ and ε, and the gradient passes.
    """
    figure = Figure(figsize=(WIDTH, 2.9), layout="constrained")
    for axes, trick in zip(figure.subplots(1, 2), (False, True), strict=True):
        boxes = {"$x$": (0, 1), "encoder": (1.7, 1), r"$\mu,\ \sigma$": (3.5, 1), "$z$": (4.9, 1),
                 "decoder": (6.5, 1), "loss": (8.3, 1)}
        half = (0.3, 0.8, 0.55, 0.3, 0.8, 0.5)      # of each box's width, so that arrows end at its edge
        if trick:
            boxes[r"$\varepsilon$"] = (4.9, 2.2)
        for text, (x, y) in boxes.items():
            random = text == (r"$\varepsilon$" if trick else "$z$")
            axes.text(x, y, text, ha="center", va="center", fontsize=10,
                      bbox={"boxstyle": "round,pad=0.4", "facecolor": COLOURS[5] if random else "white",
                            "edgecolor": "black"})
        places = [x for x, _ in boxes.values()]
        for number in range(5):
            start, end = places[number] + half[number], places[number + 1] - half[number + 1]
            axes.add_patch(FancyArrowPatch((start, 1), (end, 1), arrowstyle="-|>", mutation_scale=9,
                                           color="black", shrinkA=0, shrinkB=0))
        if trick:
            axes.add_patch(FancyArrowPatch((4.9, 1.85), (4.9, 1.35), arrowstyle="-|>", mutation_scale=9,
                                           color="black"))
        axes.add_patch(FancyArrowPatch((8.3, 0.45), (1.7 if trick else 5.1, 0.45), arrowstyle="-|>",
                                       mutation_scale=12, color=COLOURS[1], linestyle="--"))
        axes.text(4.9 if trick else 6.6, 0.2, "gradient", color=COLOURS[1], ha="center", va="top", fontsize=9)
        if not trick:
            axes.text(4.9, 0.45, "✕", color=COLOURS[1], ha="center", va="center", fontsize=14)
        axes.set_title(r"$z = \mu + \sigma\,\varepsilon$, $\varepsilon$ drawn" if trick
                       else r"$z$ drawn from $q(z\,|\,x)$", fontsize=11)
        axes.set_xlim(-0.6, 9.0)
        axes.set_ylim(-0.2, 2.6)
        axes.set_axis_off()
    return Picture(figure, description)
