"""Every picture of the course. Each function returns a ``Picture`` or an ``Animation`` with a text description.

The description is shown below the picture in a notebook, is its alt text on the HTML page, and is saved in a PNG.
Digits are white on black on one grey scale, from 0 to the largest value a pixel can take, not that of the picture.
"""

import base64
import io
from pathlib import Path

import imageio.v3 as iio
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse, FancyArrowPatch, Rectangle
from matplotlib.ticker import MaxNLocator
from PIL import Image, ImageDraw, ImageFont
from PIL.PngImagePlugin import PngInfo

DPI = 100
WIDTH = 8.0         # inches; 800 pixels fit the width of a notebook
# Okabe and Ito's colours, told apart by readers with any of the common colour-vision deficiencies.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
# Ten classes are more than colour alone can carry: plots with these also write the digit.
CLASS_COLOURS = ("#332288", "#88CCEE", "#44AA99", "#117733", "#999933", "#DDCC77", "#CC6677", "#882255", "#AA4499", "#555555")
DASHES = ("-", "--", "-.", ":")


# ---------------------------------------------------------------------------------- what a picture is

class Picture:
    """A PNG with a text description; shows itself in a notebook.

    Attributes:
        png: the file's bytes.
        description: what is to be seen, for a reader who cannot see it.
    """

    def __init__(self, figure, description):
        canvas = FigureCanvasAgg(figure)
        figure.set_dpi(DPI)
        canvas.draw()
        image = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3].copy())
        # A third of the bytes: grey pictures keep every level, coloured ones get the 256 colours that fit them best.
        grey = not np.ptp(np.asarray(image), axis=-1).any()
        image = image.convert("L") if grey else image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        text = PngInfo()
        text.add_itxt("Description", description)
        buffer = io.BytesIO()
        image.save(buffer, "png", optimize=True, pnginfo=text)
        self.png, self.description = buffer.getvalue(), description

    def bundle(self):
        """Data and metadata for IPython's display; the alt text is read by nbconvert."""
        return ({"image/png": base64.b64encode(self.png).decode(), "text/plain": self.description},
                {"image/png": {"alt": self.description}})

    def save(self, path):
        """Write the PNG; its Description field holds the text."""
        Path(path).write_bytes(self.png)

    def _ipython_display_(self):
        _show(self)


class Animation:
    """An animated GIF with a text description; shows itself in a notebook.

    Attributes:
        gif: the file's bytes.
        description: as in ``Picture``.
    """

    def __init__(self, frames, milliseconds, description):
        # imageio wants a list of frames; it would write one array as a single still.
        self.gif = iio.imwrite("<bytes>", list(frames), extension=".gif", duration=milliseconds, loop=0)
        self.description = description

    def bundle(self):
        """As in ``Picture``. There is no GIF type that every notebook reader knows; an image tag works in all."""
        source = base64.b64encode(self.gif).decode()
        alt = self.description.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        return ({"text/html": f'<img src="data:image/gif;base64,{source}" alt="{alt}">',
                 "text/plain": self.description}, {})

    def save(self, path):
        """Write the GIF."""
        Path(path).write_bytes(self.gif)

    def _ipython_display_(self):
        _show(self)


class Live:
    """A place in a notebook whose picture is replaced by the next: ``live = Live()``, then ``live.show(picture)``."""

    def __init__(self):
        self._handle = None

    def show(self, picture):
        from IPython.display import display

        data, metadata = picture.bundle()
        if self._handle is None:
            self._handle = display(data, metadata=metadata, raw=True, display_id=True)
        else:
            self._handle.update(data, metadata=metadata, raw=True)


def _show(picture):
    from IPython.display import Markdown, display

    data, metadata = picture.bundle()
    display(data, metadata=metadata, raw=True)
    display(Markdown(f"*Picture: {picture.description}*"))


# --------------------------------------------------------------------------------------------- digits

def digits(images, description, columns=8, captions=None):
    """Digits in a grid.

    Args:
        images: (N, 28, 28) or (N, 28, 28, 1), in one of three scales: uint8 0 to 255, uint8 0 or 1, float 0 to 1.
        description: what is to be seen.
        columns: digits in a row.
        captions: N short texts, one above each digit.
    """
    images = _grey(images)
    gap = 12 if captions is not None else 2
    tiled = _tile(images, columns, gap)
    figure, axes = _figure(tiled.shape[0] / tiled.shape[1], scale=min(1, columns / 8))
    _imshow(axes, tiled)
    for number, caption in enumerate(captions if captions is not None else ()):
        row, column = divmod(number, columns)
        axes.text(column * (28 + gap) + gap + 13.5, row * (28 + gap) + gap - 2, str(caption), ha="center", va="bottom",
                  fontsize=9)
    return Picture(figure, description)


def rows(groups, description):
    """Rows of digits, each with its name at the left.

    Args:
        groups: a dict from a row's name to its digits, as in ``digits``; all rows of one length.
    """
    tiled = np.concatenate([_tile(_grey(images), len(images), 2) for images in groups.values()])
    figure, axes = _figure(tiled.shape[0] / tiled.shape[1])
    _imshow(axes, tiled, frame=True)
    axes.set_yticks([30 * number + number * 2 + 15 for number in range(len(groups))], groups.keys(), fontsize=10)
    axes.tick_params(length=0)
    return Picture(figure, description)


def film(frames, epochs, description, kind="samples"):
    """The 4 × 4 grids of some epochs side by side.

    Args:
        frames: a run's ``frames``.
        epochs: which epochs; five fit well.
        kind: "samples" or "reconstructions".
    """
    grids = [_tile(frames[kind][epoch] / np.float32(255), 4, 2) for epoch in epochs]
    figure = Figure(figsize=(WIDTH, WIDTH / len(grids) + 0.3), layout="constrained")
    for axes, grid, epoch in zip(figure.subplots(1, len(grids)), grids, epochs):
        _imshow(axes, grid)
        axes.set_title(f"epoch {epoch}", fontsize=10)
    return Picture(figure, description)


def thinned(count):
    """The tutorials' choice among ``count`` frames, as places: many at first, fewer later, about 2·√count of them.

    Frame i is kept where 2·√i, rounded, exceeds that of the last one kept. The last frame is always kept, and once; the
    tutorials append it a second time where the rule had kept it.
    """
    kept = [0]
    for place in range(1, count):
        if round(2 * place ** 0.5) > round(2 * kept[-1] ** 0.5) or place == count - 1:
            kept.append(place)
    return kept


def animation(frames, description, kind="samples", milliseconds=600, places=None):
    """The 4 × 4 grids of epochs as a GIF, one frame an epoch, each with its number; the last stays longer.

    Args:
        frames: a run's ``frames``.
        kind: "samples" or "reconstructions".
        milliseconds: how long a frame stays.
        places: which of the frames, such as ``thinned`` gives; all if None.
    """
    places = range(len(frames["epochs"])) if places is None else places
    pictures = [_captioned(_tile(frames[kind][place] / np.float32(255), 4, 2), f"epoch {frames['epochs'][place]}")
                for place in places]
    return Animation(pictures, [milliseconds] * (len(pictures) - 1) + [4 * milliseconds], description)


def manifold(image, description, tick_values=None):
    """The decoded plane, as ``latent.manifold`` returns it.

    Args:
        image: (28·n, 28·n), 0 to 1.
        tick_values: (n,), the latent coordinate of each column, and from bottom to top of each row.
    """
    figure, axes = _figure(1.0)
    _imshow(axes, image, frame=tick_values is not None)
    if tick_values is not None:
        n = len(tick_values)
        shown = np.unique(np.linspace(0, n - 1, 7).round().astype(int))
        texts = [f"{tick_values[index]:.2f}" for index in shown]
        axes.set_xticks(28 * shown + 13.5, texts)
        axes.set_yticks(28 * (n - 1 - shown) + 13.5, texts)
        axes.set_xlabel("$z_1$")
        axes.set_ylabel("$z_2$")
    return Picture(figure, description)


def feature_maps(maps, description, columns=8):
    """The channels of one layer's output for one image, (H, W, C), on one scale with its bar."""
    size, channels = maps.shape[0], maps.shape[-1]
    lines = -(-channels // columns)
    canvas = np.full((lines * (size + 1) + 1, columns * (size + 1) + 1), np.nan, np.float32)
    for channel in range(channels):
        row, column = divmod(channel, columns)
        canvas[row * (size + 1) + 1:(row + 1) * (size + 1),
               column * (size + 1) + 1:(column + 1) * (size + 1)] = maps[..., channel]
    figure, axes = _figure(lines / columns)
    drawn = axes.imshow(canvas, cmap="viridis", vmin=0, interpolation="nearest")
    axes.set_axis_off()
    figure.colorbar(drawn, ax=axes, label="activation", shrink=0.8)
    return Picture(figure, description)


# --------------------------------------------------------------------------------------------- curves

def curves(series, xlabel, ylabel, description, references=None, logx=False, logy=False, markers=True, texts=None):
    """Lines in one pair of axes, told apart by colour and dashes.

    Args:
        series: a dict from a name to (x, y), or (x, y, low, high) with a shaded band.
        references: a dict from a name to a y value, drawn as a thin grey level.
        logx, logy: logarithmic axes.
        markers: a dot at each point.
        texts: a dict from a name to short texts, one beside each of its points.
    """
    figure, axes = _figure(0.5)
    for number, (name, values) in enumerate(series.items()):
        x, y, *band = values
        colour = COLOURS[number % len(COLOURS)]
        axes.plot(x, y, DASHES[number % len(DASHES)], color=colour, marker="o" if markers else None, markersize=4,
                  label=name)
        if band:
            axes.fill_between(x, *band, color=colour, alpha=0.2, linewidth=0)
        for place, text in zip(zip(x, y), (texts or {}).get(name, ())):
            axes.annotate(text, place, xytext=(7, 2), textcoords="offset points", fontsize=9)
    for name, level in (references or {}).items():
        axes.axhline(level, color="#666666", linewidth=1)
        # In the middle, where curves that end or begin near the level are clear of it.
        axes.annotate(name, (0.5, level), xycoords=("axes fraction", "data"), xytext=(0, 3), textcoords="offset points",
                      ha="center", fontsize=9, color="#444444")
    if logx:
        axes.set_xscale("log")
    elif all(np.issubdtype(np.asarray(values[0]).dtype, np.integer) for values in series.values()):
        axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    if logy:
        axes.set_yscale("log")
    _finish(axes, xlabel, ylabel, legend=len(series) > 1)
    return Picture(figure, description)


def histogram(groups, bins, xlabel, ylabel, description, lines=None, logy=False):
    """Outlined histograms over each other.

    Args:
        groups: a dict from a name to values of any shape.
        bins: as in ``numpy.histogram``.
        lines: a dict from a name to an x value, drawn as a dashed vertical.
        logy: a logarithmic count.
    """
    figure, axes = _figure(0.45)
    for number, (name, values) in enumerate(groups.items()):
        axes.hist(np.ravel(values), bins=bins, histtype="stepfilled", color=COLOURS[number], alpha=0.35)
        axes.hist(np.ravel(values), bins=bins, histtype="step", color=COLOURS[number], linewidth=1.5,
                  linestyle=DASHES[number % len(DASHES)], label=name)
    for name, value in (lines or {}).items():
        axes.axvline(value, color="#000000", linestyle="--", linewidth=1)
        axes.annotate(name, (value, 1), xycoords=("data", "axes fraction"), xytext=(4, -12), textcoords="offset points",
                      fontsize=9, bbox={"boxstyle": "square,pad=0.15", "facecolor": "white", "edgecolor": "none", "alpha": 0.8})
    if logy:
        axes.set_yscale("log")
    _finish(axes, xlabel, ylabel, legend=len(groups) > 1)
    return Picture(figure, description)


def training_curves(histories, description, references=None):
    """The held-out ELBO after each epoch; ``histories`` is a dict from a name to a run's ``history``."""
    series = {name: (np.array([row["epoch"] for row in history["epochs"]]),
                     [row["elbo"] for row in history["epochs"]]) for name, history in histories.items()}
    return curves(series, "epoch", "held-out ELBO, nats per image", description, references=references)


def progress(run):
    """What a run has come to so far: its newest samples beside the held-out ELBO after each epoch."""
    frames, rows_ = run.frames, run.history["epochs"]
    epoch = int(frames["epochs"][-1])
    figure = Figure(figsize=(WIDTH, 3.0), layout="constrained")
    left, right = figure.subplots(1, 2, width_ratios=(1, 1.7))
    _imshow(left, _tile(frames["samples"][-1] / np.float32(255), 4, 2))
    left.set_title(f"samples, epoch {epoch}", fontsize=10)
    right.plot([row["epoch"] for row in rows_], [row["elbo"] for row in rows_], "o-", color=COLOURS[0])
    right.set_xlim(0.5, max(2, run.info["epochs"]) + 0.5)
    right.xaxis.set_major_locator(MaxNLocator(integer=True))
    _finish(right, "epoch", f"{run.info['part']} ELBO, nats per image")
    reached = f" and the {run.info['part']} ELBO is {rows_[-1]['elbo']:.1f} nats per image" if rows_ else ""
    return Picture(figure, f"Recipe {run.recipe.name} after epoch {epoch}: sixteen samples from the fixed prior vector "
                           f"on the left, the curve of the ELBO on the right{reached}.")


# ---------------------------------------------------------------------------------------------- plane

def plane(points, labels, description, ellipses=None, paths=None, marks=None, limit=None, axes_names=("$z_1$", "$z_2$")):
    """Points of the latent plane, coloured by class, with each class's digit at its median (up to 100: at each point).

    Args:
        points: (N, 2). labels: (N,), 0 to 9.
        ellipses: a list of (μ (2,), log σ² (2,)), drawn at two standard deviations.
        paths: a dict from a name to (K, 2) points, joined by a line.
        marks: a dict from a name to one (2,) point, drawn as a star.
        limit: the axes go from −limit to limit; None fits them to the points.
    """
    figure, axes = _figure(1.0, scale=0.85)
    for digit in range(10):
        axes.scatter(*points[labels == digit].T, s=4, color=CLASS_COLOURS[digit], alpha=0.5, linewidths=0,
                     rasterized=True)
    few = len(points) <= 100
    for point, digit in zip(points, labels) if few else ():
        axes.text(*point, str(digit), fontsize=9, ha="center", va="center", fontweight="bold")
    for digit in range(0 if few else 10):
        if (labels == digit).any():
            axes.text(*np.median(points[labels == digit], axis=0), str(digit), fontsize=15, fontweight="bold",
                      ha="center", va="center", color="white",
                      bbox={"boxstyle": "circle,pad=0.2", "facecolor": CLASS_COLOURS[digit], "edgecolor": "white"})
    for mean, logvar in ellipses or ():
        _ellipse(axes, mean, logvar, linewidth=1)
    for number, (name, path) in enumerate((paths or {}).items()):
        axes.plot(*np.asarray(path).T, "o" + DASHES[number % len(DASHES)], color="black", markersize=4, label=name)
    for number, (name, point) in enumerate((marks or {}).items()):
        axes.plot(*point, "*D^s"[number % 4], color="black", markeredgecolor="white", markersize=18, label=name,
                  zorder=10)
    if limit:
        axes.set_xlim(-limit, limit)
        axes.set_ylim(-limit, limit)
    axes.set_aspect("equal", adjustable="datalim" if limit is None else "box")
    _finish(axes, *axes_names, legend=bool(paths or marks))
    return Picture(figure, description)


def posteriors(panels, description):
    """True posteriors on the plane as shades, each with the two-σ ellipses of Gaussians that stand in for it.

    Args:
        panels: a list of (title, across (G,), upwards (H,), density (H, G), ellipses), the last a dict from a name to
            (μ (2,), log σ² (2,)); one colour and dash for each name.
    """
    figure = Figure(figsize=(WIDTH, WIDTH / len(panels) + 0.7), layout="constrained")
    for number, (axes, (title, across, upwards, density, ellipses)) in enumerate(
            zip(np.atleast_1d(figure.subplots(1, len(panels))), panels)):
        axes.contourf(across, upwards, density, levels=np.linspace(0.01, 1, 9) * density.max(), cmap="Greys", extend="max")
        for place, (name, (mean, logvar)) in enumerate(ellipses.items()):
            _ellipse(axes, mean, logvar, edgecolor=COLOURS[place], linewidth=2, linestyle=DASHES[place], label=name)
        axes.set_xlim(across[0], across[-1])
        axes.set_ylim(upwards[0], upwards[-1])
        axes.set_title(title, fontsize=10)
        _finish(axes, "$z_1$", "$z_2$" if number == 0 else None)
    handles, names = axes.get_legend_handles_labels()
    figure.legend(handles, names, loc="outside lower center", ncols=len(names), frameon=False, fontsize=9)
    return Picture(figure, description)


def clouds(panels, description, limit=4):
    """Samples of Gaussians on the plane, one panel each with its two-σ ellipse.

    Args:
        panels: a dict from a title to (points (N, 2), μ (2,), log σ² (2,)). The first eight points keep their own
            marker from panel to panel, so that one sees where each goes.
    """
    figure = Figure(figsize=(WIDTH, WIDTH / len(panels) + 0.4), layout="constrained")
    for axes, (title, (points, mean, logvar)) in zip(
            np.atleast_1d(figure.subplots(1, len(panels), sharey=True)), panels.items()):
        axes.scatter(*points.T, s=6, color="#999999", linewidths=0)
        for number, point in enumerate(points[:8]):
            axes.plot(*point, "osD^v<>P"[number], color=COLOURS[number % 6], markeredgecolor="black", markersize=7)
        _ellipse(axes, mean, logvar)
        axes.set(xlim=(-limit, limit), ylim=(-limit, limit), aspect="equal")
        axes.set_title(title, fontsize=10)
        _finish(axes, "$z_1$", "$z_2$" if axes.get_subplotspec().is_first_col() else None)
    return Picture(figure, description)


# ------------------------------------------------------------------------------------------- diagrams

def matrices(panels, description):
    """Small matrices with their entries written in; ``panels`` is a dict from a title to a 2-D array.

    A NaN entry is left blank.
    """
    widths = [array.shape[1] + 1 for array in panels.values()]
    height = max(array.shape[0] for array in panels.values())
    cell = min(WIDTH / sum(widths), 0.5)
    figure = Figure(figsize=(cell * sum(widths), cell * height + 0.5), layout="constrained")
    top = max(np.nanmax(np.abs(array)) for array in panels.values())
    for axes, (title, array) in zip(np.atleast_1d(figure.subplots(1, len(panels), width_ratios=widths)), panels.items()):
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
    figure, axes = _figure(0.36)
    x, ticks = 0.0, []
    for number, (name, (side, channels)) in enumerate(stages.items()):
        height = side if side else 3 + 4 * np.log2(channels)
        width = 1.5 + 1.5 * np.log2(channels) if side else 2
        axes.add_patch(Rectangle((x, -height / 2), width, height, facecolor=COLOURS[0] if side else COLOURS[5], alpha=0.5,
                                 edgecolor="black"))
        text = f"{side}×{side}\n×{channels}" if side else f"{channels}"
        axes.text(x + width / 2, -height / 2 - 2, text, ha="center", va="top", fontsize=9)
        axes.text(x + width / 2, 33 if number % 2 else 28, name, ha="center", va="bottom", fontsize=8)
        axes.plot([x + width / 2] * 2, [height / 2, 33 if number % 2 else 28], color="#BBBBBB", linewidth=0.5, zorder=0)
        ticks.append((x, width))
        x += width + 6
    for (start, width), (end, _) in zip(ticks, ticks[1:]):
        axes.add_patch(FancyArrowPatch((start + width + 0.5, 0), (end - 0.5, 0), arrowstyle="-|>", mutation_scale=9,
                                       color="black"))
    axes.set_xlim(-4, x - 2)
    axes.set_ylim(-36, 38)
    axes.set_axis_off()
    return Picture(figure, description)


def reparameterization(description):
    """Two small graphs: z drawn from q, where the gradient stops, and z computed from μ, σ and ε, where it passes."""
    figure = Figure(figsize=(WIDTH, 2.9), layout="constrained")
    for axes, trick in zip(figure.subplots(1, 2), (False, True)):
        boxes = {"$x$": (0, 1), "encoder": (1.7, 1), r"$\mu,\ \sigma$": (3.5, 1), "$z$": (4.9, 1), "decoder": (6.5, 1),
                 "loss": (8.3, 1)}
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
            axes.add_patch(FancyArrowPatch((places[number] + half[number], 1), (places[number + 1] - half[number + 1], 1),
                                           arrowstyle="-|>", mutation_scale=9, color="black", shrinkA=0, shrinkB=0))
        if trick:
            axes.add_patch(FancyArrowPatch((4.9, 1.85), (4.9, 1.35), arrowstyle="-|>", mutation_scale=9, color="black"))
        axes.add_patch(FancyArrowPatch((8.3, 0.45), (1.7 if trick else 5.1, 0.45), arrowstyle="-|>", mutation_scale=12,
                                       color=COLOURS[1], linestyle="--"))
        axes.text(4.9 if trick else 6.6, 0.2, "gradient", color=COLOURS[1], ha="center", va="top", fontsize=9)
        if not trick:
            axes.text(4.9, 0.45, "✕", color=COLOURS[1], ha="center", va="center", fontsize=14)
        axes.set_title(r"$z = \mu + \sigma\,\varepsilon$, $\varepsilon$ drawn" if trick
                       else r"$z$ drawn from $q(z\,|\,x)$", fontsize=11)
        axes.set_xlim(-0.6, 9.0)
        axes.set_ylim(-0.2, 2.6)
        axes.set_axis_off()
    return Picture(figure, description)


# --------------------------------------------------------------------------------------------- details

def _figure(ratio, scale=1.0):
    """A figure of notebook width times ``scale`` and its axes; ``ratio`` is height over width."""
    figure = Figure(figsize=(WIDTH * scale, WIDTH * scale * ratio), layout="constrained")
    return figure, figure.subplots()


def _imshow(axes, image, frame=False):
    axes.imshow(image, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    if frame:
        axes.set_xticks([])
        axes.set_yticks([])
    else:
        axes.set_axis_off()


def _ellipse(axes, mean, logvar, edgecolor="black", **style):
    width, height = 4 * np.exp(0.5 * np.asarray(logvar))        # two σ to either side
    axes.add_patch(Ellipse(mean, width, height, facecolor="none", edgecolor=edgecolor, **style))


def _finish(axes, xlabel, ylabel, legend=False):
    if xlabel:
        axes.set_xlabel(xlabel)
    if ylabel:
        axes.set_ylabel(ylabel)
    axes.grid(color="#DDDDDD", linewidth=0.5)
    axes.set_axisbelow(True)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    if legend:
        axes.legend(frameon=False, fontsize=9)


def _grey(images):
    """(N, 28, 28[, 1]) in any of the three scales → (N, 28, 28) float32, 0 to 1."""
    images = np.asarray(images)
    scale = 255 if images.dtype == np.uint8 and images.max() > 1 else 1
    return images.reshape(len(images), 28, 28).astype(np.float32) / scale


def _tile(images, columns, gap):
    """(N, 28, 28) → one image, digits in rows with a light gap around each."""
    lines = -(-len(images) // columns)
    canvas = np.ones((lines * (28 + gap) + gap, columns * (28 + gap) + gap), np.float32)
    for number, image in enumerate(images):
        row, column = divmod(number, columns)
        top, left = row * (28 + gap) + gap, column * (28 + gap) + gap
        canvas[top:top + 28, left:left + 28] = image
    return canvas


def _captioned(tiled, caption, zoom=3):
    """A GIF frame, (H, W, 3) uint8: the tiles enlarged, with a line of text above."""
    pixels = np.repeat(np.repeat(np.rint(tiled * 255).astype(np.uint8), zoom, axis=0), zoom, axis=1)
    image = Image.new("L", (pixels.shape[1], pixels.shape[0] + 30), 255)
    image.paste(Image.fromarray(pixels), (0, 30))
    ImageDraw.Draw(image).text((8, 5), caption, fill=0, font=ImageFont.load_default(size=18))
    return np.asarray(image.convert("RGB"))     # of grey frames, imageio cannot read back the GIF that it wrote
