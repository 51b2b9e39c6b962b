"""Drawings of what is computed: matrices, the tensors of a network, the reparameterization trick."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, FancyArrowPatch, FancyBboxPatch, Rectangle

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


def shapes(networks, description, noise=None):
    """The tensors of networks as boxes, one row for each network, and the layers between them as arrows.

    A box's height follows the side of the image, the greatest of which fills its row, and its width the
    number of channels.

    Args:
        networks: a dict from a network's name to its stages, (layer, name, side, channels) each: ``layer`` is
            written on the arrow that leads to the box, and the first has none. A vector has side None, and
            its length as channels.
        noise: a short text on what is added where one network hands over to the next, such as "ε".
    """
    figure = Figure(figsize=(WIDTH, 2.5 * len(networks)), layout="constrained")
    rows, longest = np.atleast_1d(figure.subplots(len(networks), 1)), 0.0
    scale = 28 / max([side for stages in networks.values() for _, _, side, _ in stages if side], default=28)
    for row, (axes, (title, stages)) in enumerate(zip(rows, networks.items(), strict=True)):
        x, end = 0.0, None
        for layer, name, side, channels in stages:
            height = scale * side if side else 3 + 2 * np.log2(channels)
            width = 1.2 * np.log2(2 * channels) if side else 2.5
            if end is not None:
                _straight_arrow(axes, (end + 0.5, 0), (x - 0.5, 0))
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
            _straight_arrow(axes, (-9, 0), (-0.5, 0))
            axes.text(-10, 0, noise, ha="right", va="center", fontsize=10)
        longest = max(longest, end)
        axes.set_axis_off()
    for axes in rows:
        axes.set(xlim=(-22, longest + 6), ylim=(-24, 24))
    return Picture(figure, description)


def _straight_arrow(axes, start, end):
    axes.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=11, color="black", shrinkA=0,
                                   shrinkB=0))


def _box(axes, text, place, colour="white", **style):
    """A rounded box with a text; arrows to and from it stop at its edge."""
    return axes.text(*place, text, ha="center", va="center", fontsize=13, zorder=3,
                     bbox={"boxstyle": "round,pad=0.4", "facecolor": colour, "edgecolor": "black"}, **style)


def _arrow(axes, start, end, colour="black", dashed=False, bend=0.0):
    """An arrow from one box to another, drawn from edge to edge."""
    axes.add_patch(FancyArrowPatch(
        start.get_position(), end.get_position(), arrowstyle="-|>", mutation_scale=14, color=colour,
        linestyle="--" if dashed else "-", linewidth=1.5, connectionstyle=f"arc3,rad={bend}",
        patchA=start.get_bbox_patch(), patchB=end.get_bbox_patch(), shrinkA=3, shrinkB=3,
        zorder=4))      # boxes first: an arrow ends at the edge of a box that has been drawn


def reparameterization(description):
    """Two graphs of how the loss depends on μ and σ.

    In the upper one z is drawn from q, and the gradient stops there. In the lower one z is computed from
    μ, σ and ε, and the gradient passes; its dashed arrows carry ∂z/∂μ = 1 and ∂z/∂σ = ε.
    """
    figure = Figure(figsize=(WIDTH, 5.4), layout="constrained")
    for axes, trick in zip(figure.subplots(2, 1), (False, True), strict=True):
        axes.set_xlim(-0.5, 11.5)
        axes.set_ylim(-0.7, 2.9)
        axes.set_axis_off()
        random, plain = COLOURS[5], "white"
        x, encoder = _box(axes, "$x$", (0, 1)), _box(axes, "encoder", (1.9, 1))
        mean, sigma = _box(axes, r"$\mu$", (4.2, 1.9)), _box(axes, r"$\sigma$", (4.2, 0.1))
        z, decoder = _box(axes, "$z$", (7, 1), plain if trick else random), _box(axes, "decoder", (9, 1))
        loss = _box(axes, "loss", (11, 1))
        for start, end in ((x, encoder), (encoder, mean), (encoder, sigma), (mean, z), (sigma, z),
                           (z, decoder), (decoder, loss)):
            _arrow(axes, start, end)
        back = [(loss, decoder), (decoder, z)]
        if trick:
            _arrow(axes, _box(axes, r"$\varepsilon$", (7, 2.5), random), z)
            back += [(z, mean), (z, sigma), (mean, encoder), (sigma, encoder)]
            label = {"color": COLOURS[1], "fontsize": 13}
            axes.text(5.3, 2.25, r"$\partial z / \partial \mu = 1$", **label)
            axes.text(5.3, -0.45, r"$\partial z / \partial \sigma = \varepsilon$", **label)
        else:
            axes.text(6.45, 0.4, "✕", color=COLOURS[1], ha="center", va="center", fontsize=20)
        for start, end in back:
            bend = 0.35 if mean in (start, end) else -0.35      # outside the arrows that go forward
            _arrow(axes, start, end, COLOURS[1], dashed=True, bend=bend)
        axes.text(10, 0.1, "gradient", color=COLOURS[1], ha="center", va="center", fontsize=13)
        title = r"$z$ is drawn from $q(z\,|\,x)$: the gradient stops"
        if trick:
            title = r"$z = \mu + \sigma\,\varepsilon$, and $\varepsilon$ is drawn: the gradient passes"
        axes.set_title(title, fontsize=13, loc="left")
    return Picture(figure, description)


def graphical_model(description):
    """The VAE as a graph: z → x in a plate over N images, with θ outside, and q from x to z, dashed, with φ.

    After Kingma and Welling (2014), figure 1.
    """
    figure, axes = new_figure(0.62, scale=0.62)
    axes.set_xlim(0, 6)
    axes.set_ylim(0, 4.2)
    axes.set_axis_off()
    axes.add_patch(FancyBboxPatch((1.9, 0.25), 2.2, 3.75, boxstyle="round,pad=0,rounding_size=0.2",
                                  facecolor="none", edgecolor="black", linewidth=1.5))
    axes.text(3.95, 0.4, "$N$", ha="right", va="bottom", fontsize=15)
    for name, y, colour in (("$z$", 3.2, "white"), ("$x$", 1.1, "#CCCCCC")):
        axes.add_patch(Ellipse((3, y), 0.8, 0.8, facecolor=colour, edgecolor="black", linewidth=1.5))
        axes.text(3, y, name, ha="center", va="center", fontsize=18)
    axes.text(0.45, 3.2, r"$\phi$", ha="center", va="center", fontsize=20, color=COLOURS[1])
    axes.text(5.55, 1.1, r"$\theta$", ha="center", va="center", fontsize=20, color=COLOURS[0])
    axes.text(5.4, 2.15, r"$p_\theta(x\,|\,z)$", ha="center", va="center", fontsize=15, color=COLOURS[0])
    axes.text(0.75, 2.15, r"$q_\phi(z\,|\,x)$", ha="center", va="center", fontsize=15, color=COLOURS[1])
    arrows = (((3.15, 2.82), (3.15, 1.48), 0.0, False), ((5.25, 1.1), (3.42, 1.1), 0.0, False),
              ((2.75, 1.42), (2.75, 2.88), -0.35, True), ((0.75, 3.2), (2.58, 3.2), 0.0, True))
    for start, end, bend, dashed in arrows:
        axes.add_patch(FancyArrowPatch(start, end, arrowstyle="-|>", mutation_scale=18, shrinkA=0, shrinkB=0,
                                       linewidth=1.8, connectionstyle=f"arc3,rad={bend}",
                                       linestyle="--" if dashed else "-", color=COLOURS[1 if dashed else 0]))
    return Picture(figure, description)
