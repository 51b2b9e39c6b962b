"""Points, posteriors and samples on the latent plane."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Circle, Ellipse, Rectangle

from cvae_lib.figures.picture import (
    CLASS_COLOURS,
    COLOURS,
    DASHES,
    WIDTH,
    Picture,
    draw_ellipse,
    finish,
    new_figure,
)


def plane(points, labels, description, paths=None, marks=None, limit=None, names=None):
    """Points of the latent plane, coloured by class; the first 300 of them stand as their label's number.

    Args:
        points: (N, 2). labels: (N,), whole numbers from 0.
        paths: a dict from a name to (K, 2) points, joined by a line.
        marks: a dict from a name to one (2,) point, drawn as a star, a diamond, a triangle, a square in turn.
        limit: the axes go from −limit to limit; None fits them to the points.
        names: a data set's ``class_names``, written below the plane beside their numbers.
    """
    figure, axes = new_figure(1.0, scale=0.85)
    for label in range(labels.max() + 1):
        axes.scatter(*points[labels == label].T, s=4, color=_colour(label), alpha=0.3, linewidths=0,
                     rasterized=True)
    for point, label in zip(points[:300], labels[:300], strict=True):
        axes.text(*point, str(label), fontsize=9, ha="center", va="center", clip_on=True)
    if names:
        numbers = [Line2D([], [], linestyle="none", marker=f"${label}$", color="black", label=name)
                   for label, name in enumerate(names)]
        figure.legend(handles=numbers, loc="outside lower center", ncols=5, frameon=False, fontsize=9,
                      handletextpad=0)
    for number, (name, path) in enumerate((paths or {}).items()):
        axes.plot(*np.asarray(path).T, "o" + DASHES[number % len(DASHES)], color=COLOURS[1], markersize=7,
                  markeredgecolor="black", linewidth=2.5, label=name, zorder=9)
    for number, (name, point) in enumerate((marks or {}).items()):
        axes.plot(*point, "*D^s"[number % 4], color=COLOURS[1], markeredgecolor="black", markersize=20,
                  linestyle="none", label=name, zorder=10)
    if limit:
        axes.set_xlim(-limit, limit)
        axes.set_ylim(-limit, limit)
    axes.set_aspect("equal", adjustable="datalim" if limit is None else "box")
    finish(axes, "$z_1$", "$z_2$", legend=bool(paths or marks))
    return Picture(figure, description)


def posteriors(panels, description):
    """True posteriors on the plane as shades, and the Gaussians that stand in for them as two-σ ellipses.

    Both axes have one scale; panels that are square fill the width.

    Args:
        panels: a list of (title, across (G,), upwards (H,), density (H, G), ellipses). The last is a dict
            from a name to (μ (2,), log σ² (2,)); one colour and dash for each name.
    """
    figure = Figure(figsize=(WIDTH, WIDTH / len(panels) + 0.7), layout="constrained")
    grid = np.atleast_1d(figure.subplots(1, len(panels)))
    for number, (axes, (title, across, upwards, density, ellipses)) in enumerate(
            zip(grid, panels, strict=True)):
        axes.contourf(across, upwards, density, levels=np.linspace(0.01, 1, 9) * density.max(), cmap="Greys",
                      extend="max")
        for place, (name, (mean, logvar)) in enumerate(ellipses.items()):
            draw_ellipse(axes, mean, logvar, edgecolor=COLOURS[place], linewidth=2, linestyle=DASHES[place],
                         label=name)
        axes.set_xlim(across[0], across[-1])
        axes.set_ylim(upwards[0], upwards[-1])
        axes.set_aspect("equal")
        axes.set_title(title, fontsize=10)
        finish(axes, "$z_1$", "$z_2$" if number == 0 else None)
    handles, names = axes.get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=len(names), frameon=False, fontsize=9)
    return Picture(figure, description)


def clouds(panels, description, limit=4):
    """Samples of Gaussians on the plane, one panel each with its two-σ ellipse.

    Args:
        panels: a dict from a title to (points (N, 2), μ (2,), log σ² (2,)). The first eight points keep their
            own marker from panel to panel, so that one sees where each goes.
        limit: the axes go from −limit to limit.
    """
    figure = Figure(figsize=(WIDTH, WIDTH / len(panels) + 0.4), layout="constrained")
    grid = np.atleast_1d(figure.subplots(1, len(panels), sharey=True))
    for axes, (title, (points, mean, logvar)) in zip(grid, panels.items(), strict=True):
        axes.scatter(*points.T, s=6, color="#999999", linewidths=0)
        for number, point in enumerate(points[:8]):
            axes.plot(*point, "osD^v<>P"[number], color=COLOURS[number % 6], markeredgecolor="black",
                      markersize=7)
        draw_ellipse(axes, mean, logvar)
        axes.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
        axes.set_title(title, fontsize=10)
        finish(axes, "$z_1$", "$z_2$" if axes.get_subplotspec().is_first_col() else None)
    return Picture(figure, description)


def gap_parts(posterior, gaussians, log_evidence, description):
    """The true posterior and Gaussians q on the plane, and beside them log p(x) = ELBO + KL as stacked bars.

    Args:
        posterior: (m (2,), Σ (2, 2)) of the true posterior, drawn as a grey two-σ ellipse.
        gaussians: a dict from a name to (μ (2,), log σ² (2,), ELBO, KL(q‖posterior)), the last two in nats.
        log_evidence: log p(x), nats, drawn as a level that every stack reaches.
    """
    figure = Figure(figsize=(WIDTH, 4.2), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.15))
    centre, covariance = posterior
    variances, directions = np.linalg.eigh(covariance)
    width, height = 4 * np.sqrt(variances)
    angle = np.degrees(np.arctan2(directions[1, 0], directions[0, 0]))
    left.add_patch(Ellipse(centre, width, height, angle=angle, facecolor="#CCCCCC", edgecolor="#666666",
                           label="true posterior"))
    ticks = []
    for number, (name, (mean, logvar, bound, divergence)) in enumerate(gaussians.items()):
        style = {"edgecolor": COLOURS[number], "linewidth": 2.5, "linestyle": DASHES[number % len(DASHES)]}
        draw_ellipse(left, mean, logvar, label=name, **style)
        right.bar(number, bound, width=0.6, facecolor="white", **style)
        right.text(number, bound / 2, f"ELBO\n{bound:.2f}".replace("-", "−"), ha="center", va="center",
                   fontsize=11)
        right.bar(number, divergence, width=0.6, bottom=bound, facecolor=COLOURS[5], alpha=0.5, hatch="//",
                  edgecolor="black")
        right.text(number, bound - 0.12, f"KL {divergence:.2f}", ha="center", va="top", fontsize=11)
        ticks.append(name)
    right.axhline(log_evidence, color="black", linewidth=1.5)
    right.set_title(f"the level of log p(x) = {log_evidence:.2f} = ELBO + KL".replace("-", "−"), fontsize=11)
    right.set_xticks(range(len(ticks)), ticks, fontsize=11)
    right.set_xlim(-0.5, len(ticks) - 0.5)
    right.set_ylim(bottom=1.12 * min(bound for _, _, bound, _ in gaussians.values()))
    left.autoscale_view()
    left.set_aspect("equal", adjustable="datalim")
    finish(left, "$z_1$", "$z_2$")
    figure.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=len(ticks) + 1,
                  frameon=False, fontsize=11)
    finish(right, None, "nats")
    return Picture(figure, description)


def _colour(label):
    return CLASS_COLOURS[label % len(CLASS_COLOURS)]


def _draw_prior(axes, **style):
    """The circle of two standard deviations of the prior."""
    axes.add_patch(Circle((0, 0), 2, facecolor="none", edgecolor="black", linestyle="--", **style))


def classes(points, labels, description, prior=True, axes_names=("$z_1$", "$z_2$"), names=None):
    """The points of each class in a panel of its own, black on all the others in grey.

    Args:
        points: (N, 2); the axes hold them all. labels: (N,), whole numbers from 0.
        prior: whether to draw the prior's circle of two standard deviations.
        axes_names: the labels of the two axes.
        names: a data set's ``class_names``; without them a panel has its label's number.
    """
    names = names or [str(label) for label in range(labels.max() + 1)]
    lines, fontsize = -(-len(names) // 5), 14 if max(map(len, names)) < 8 else 11
    figure = Figure(figsize=(WIDTH, (0.22 * lines + 0.05) * WIDTH), layout="constrained")
    low, high = points.min(), points.max()
    panels = figure.subplots(lines, 5, sharex=True, sharey=True).flat
    for axes in panels[len(names):]:
        axes.set_visible(False)
    for label, (name, axes) in enumerate(zip(names, panels, strict=False)):
        axes.scatter(*points.T, s=1, color="#CCCCCC", linewidths=0, rasterized=True)
        axes.scatter(*points[labels == label].T, s=2, color="black", linewidths=0, rasterized=True)
        if prior:
            _draw_prior(axes, linewidth=1.2)
        axes.set(xlim=(low, high), ylim=(low, high), aspect="equal")
        axes.set_title(name, fontsize=fontsize, fontweight="bold", pad=3)
        finish(axes, None, None)
    figure.supxlabel(axes_names[0], fontsize=11)
    figure.supylabel(axes_names[1], fontsize=11)
    return Picture(figure, description)


def ellipses(mean, logvar, labels, box, description, limit=4):
    """Posteriors as two-σ ellipses: all of them on the plane, and those in a small box, enlarged.

    Args:
        mean, logvar: (N, 2) each, μ and log σ². labels: (N,), written into the enlarged ones.
        box: (left, bottom, side) of the box.
        limit: the plane goes from −limit to limit.
    """
    figure = Figure(figsize=(WIDTH, 0.53 * WIDTH), layout="constrained")
    whole, enlarged = figure.subplots(1, 2)
    left, bottom, side = box
    inside = np.all((mean > (left, bottom)) & (mean < (left + side, bottom + side)), axis=1)
    for axes in (whole, enlarged):
        for place, (middle, spread) in enumerate(zip(mean, logvar, strict=True)):
            if axes is whole or inside[place]:
                draw_ellipse(axes, middle, spread, edgecolor=_colour(labels[place]),
                             linewidth=1.2 if axes is whole else 2)
    for middle, digit in zip(mean[inside], labels[inside], strict=True):
        enlarged.text(*middle, str(digit), fontsize=11, ha="center", va="center")
    whole.add_patch(Rectangle((left, bottom), side, side, facecolor="none", edgecolor="black", linewidth=1.5))
    _draw_prior(whole, linewidth=1.5)
    whole.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
    whole.set_title("dashed: the prior, two σ", fontsize=10)
    enlarged.set(xlim=(left, left + side), ylim=(bottom, bottom + side), aspect="equal")
    enlarged.set_title("the square, enlarged", fontsize=10)
    finish(whole, "$z_1$", "$z_2$")
    finish(enlarged, "$z_1$", None)
    return Picture(figure, description)


def heat(across, upwards, panels, name, description, marks=None):
    """Values over the plane as shades, with the prior's circle of two standard deviations.

    Args:
        across: (G,). upwards: (H,).
        panels: a dict from a title to (H, G) values; all panels share one scale.
        name: what the values are, written beside the scale.
        marks: a dict from a name to (K, 2) points; dots, triangles, squares, diamonds in turn.
    """
    scale = 1 if len(panels) > 1 else 0.85
    height = WIDTH * scale * 0.86 / len(panels) + 0.4 * bool(marks)
    figure = Figure(figsize=(WIDTH * scale, height), layout="constrained")
    grid = np.atleast_1d(figure.subplots(1, len(panels), sharey=True))
    levels = np.linspace(0, max(values.max() for values in panels.values()), 13)
    for axes, (title, values) in zip(grid, panels.items(), strict=True):
        shades = axes.contourf(across, upwards, values, levels=levels, cmap="cividis")
        for number, (mark, points) in enumerate((marks or {}).items()):
            axes.plot(*points.T, ".^sD"[number], color=("white", *COLOURS[1:4])[number], label=mark,
                      markeredgecolor="white" if number == 0 else "black", linestyle="none",
                      markersize=3 if number == 0 else 9)
        _draw_prior(axes, linewidth=1.5)
        axes.set(xlim=(across[0], across[-1]), ylim=(upwards[0], upwards[-1]), aspect="equal")
        axes.set_title(title, fontsize=11)
        finish(axes, "$z_1$", "$z_2$" if axes is grid[0] else None)
    figure.colorbar(shades, ax=list(grid), label=name, shrink=0.85, format="%.3g")
    if marks:
        handles, names = axes.get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower center", ncols=len(marks), fontsize=10,
                      facecolor="#BBBBBB")                      # white dots are to be seen in it
    return Picture(figure, description)
