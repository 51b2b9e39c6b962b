"""What a picture is, and what the other rooms draw with.

A picture is a PNG or a GIF with its description. The colours, sizes, axes and tiles
here are those of every picture.
"""

import base64
import io
from pathlib import Path

import imageio.v3 as iio
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

DPI = 100
WIDTH = 8.0         # inches; 800 pixels fit the width of a notebook
# Okabe and Ito's colours, told apart by readers with any of the common colour-vision deficiencies.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#000000")
# Ten classes are more than colour alone can carry: plots with these also write the digit.
CLASS_COLOURS = ("#332288", "#88CCEE", "#44AA99", "#117733", "#999933",
                 "#DDCC77", "#CC6677", "#882255", "#AA4499", "#555555")
DASHES = ("-", "--", "-.", ":")


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
        # This takes a third of the bytes. Grey pictures keep every level; coloured ones get
        # the 256 colours that fit them best.
        if np.ptp(np.asarray(image), axis=-1).any():
            image = image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        else:
            image = image.convert("L")
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
        """As in ``Picture``, with an image tag: there is no GIF type that every notebook reader knows."""
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
    """A place in a notebook whose picture is replaced by the next.

    Make it with ``live = Live()``, then call ``live.show(picture)`` as often as there is a new picture.
    """

    def __init__(self):
        self._handle = None

    def show(self, picture):
        """Show a ``Picture`` in place of the last one."""
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


# ------------------------------------------------------------------------ what the rooms draw with

def new_figure(ratio, scale=1.0):
    """A figure of notebook width times ``scale`` and its axes; ``ratio`` is height over width."""
    figure = Figure(figsize=(WIDTH * scale, WIDTH * scale * ratio), layout="constrained")
    return figure, figure.subplots()


def draw_grey(axes, image, frame=False):
    """Draw an image (H, W), 0 to 1, white on black; with ``frame`` the axes keep their frame."""
    axes.imshow(image, cmap="gray", vmin=0, vmax=1, interpolation="nearest")
    if frame:
        axes.set_xticks([])
        axes.set_yticks([])
    else:
        axes.set_axis_off()


def draw_ellipse(axes, mean, logvar, edgecolor="black", **style):
    """Draw a Gaussian's ellipse of two standard deviations; ``mean`` is μ (2,), ``logvar`` log σ² (2,)."""
    width, height = 4 * np.exp(0.5 * np.asarray(logvar))        # two σ to either side
    axes.add_patch(Ellipse(mean, width, height, facecolor="none", edgecolor=edgecolor, **style))


def finish(axes, xlabel, ylabel, legend=False):
    """Give axes their labels, a pale grid, and a legend if wanted; a label of None is left out."""
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


def to_grey(images):
    """(N, 28, 28[, 1]) in any of the scales that ``digits`` takes → (N, 28, 28) float32, 0 to 1."""
    images = np.asarray(images)
    scale = 255 if images.dtype == np.uint8 and images.max() > 1 else 1
    return images.reshape(len(images), 28, 28).astype(np.float32) / scale


def tile(images, columns, gap):
    """(N, 28, 28) → one image, digits in rows with a light gap around each."""
    lines = -(-len(images) // columns)
    canvas = np.ones((lines * (28 + gap) + gap, columns * (28 + gap) + gap), np.float32)
    for number, image in enumerate(images):
        row, column = divmod(number, columns)
        top, left = row * (28 + gap) + gap, column * (28 + gap) + gap
        canvas[top:top + 28, left:left + 28] = image
    return canvas
