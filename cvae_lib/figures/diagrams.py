"""Drawings of what is computed: matrices, the tensors of a network, the reparameterization trick."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, Rectangle

from cvae_lib.figures.picture import COLOURS, WIDTH, Picture


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


def shapes(networks, description, noise=None):
    """The tensors of networks as boxes, one row for each network, and the layers between them as arrows.

    A box's height follows the side of the image and its width the number of channels.

    Args:
        networks: a dict from a network's name to its stages, (layer, name, side, channels) each: ``layer`` is
            written on the arrow that leads to the box, and the first has none. A vector has side None, and
            its length as channels.
        noise: a short text on what is added where one network hands over to the next, such as "ε".
    """
    figure = Figure(figsize=(WIDTH, 2.5 * len(networks)), layout="constrained")
    rows, longest = np.atleast_1d(figure.subplots(len(networks), 1)), 0.0
    for row, (axes, (title, stages)) in enumerate(zip(rows, networks.items(), strict=True)):
        x, end = 0.0, None
        for layer, name, side, channels in stages:
            height = side if side else 3 + 2 * np.log2(channels)
            width = 1.2 * np.log2(2 * channels) if side else 2.5
            if end is not None:
                _arrow(axes, (end + 0.5, 0), (x - 0.5, 0))
                axes.text((end + x) / 2 - 0.5, 1.2, layer, ha="center", va="bottom", fontsize=10)
            axes.add_patch(Rectangle((x, -height / 2), width, height, alpha=0.5, edgecolor="black",
                                     facecolor=COLOURS[0] if side else COLOURS[5]))
            size = f"{side} × {side} × {channels}" if side else f"{channels:,}"
            axes.text(x + width / 2, -height / 2 - 1.5, f"{name}\n{size}" if name else size, ha="center",
                      va="top", fontsize=10)
            end, x = x + width, x + width + 15
        axes.plot([0, 0, end, end], [17, 18.5, 18.5, 17], color="black", linewidth=1)       # the bracket
        axes.text(end / 2, 19.5, title, ha="center", va="bottom", fontsize=12)
        if noise and row:
            _arrow(axes, (-9, 0), (-0.5, 0))
            axes.text(-10, 0, noise, ha="right", va="center", fontsize=10)
        longest = max(longest, end)
        axes.set_axis_off()
    for axes in rows:
        axes.set(xlim=(-22, longest + 6), ylim=(-24, 24))
    return Picture(figure, description)


def _arrow(axes, start, end):
    axes.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=11, color="black", shrinkA=0,
                                   shrinkB=0))


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
