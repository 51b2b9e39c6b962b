"""What a picture is, and what the other rooms draw with.

A picture is a PNG or a GIF with its description. The colours, sizes, axes and tiles
here are those of every picture.
"""

import base64
import io
import os

import imageio.v3 as iio
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import Ellipse
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from cvae_lib.files import whole_files

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
        # This takes a third of the bytes. Grey pictures keep every level; coloured ones get the 256 colours
        # that fit them best, save photographs, whose soft shades would turn into patches.
        if not np.ptp(np.asarray(image), axis=-1).any():
            image = image.convert("L")
        elif not any(drawn.get_array().ndim == 3 for axes in figure.axes for drawn in axes.images):
            image = image.quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        text = PngInfo()
        text.add_itxt("Description", description)
        buffer = io.BytesIO()
        image.save(buffer, "png", optimize=True, pnginfo=text)
        self.png, self.description = buffer.getvalue(), description

    def bundle(self):
        """Data and metadata for IPython's display; the site and nbconvert read the alt text."""
        return ({"image/png": base64.b64encode(self.png).decode(), "text/plain": self.description},
                {"image/png": {"alt": self.description}})

    def save(self, path):
        """Write the PNG in one step; its Description field holds the text. OSError where that is refused."""
        whole_files.write(os.path.expanduser(path), self.png)

    def _ipython_display_(self):
        _show(self)


class Animation:
    """An animated GIF with a text description; shows itself in a notebook.

    Attributes:
        gif: the file's bytes.
        description: as in ``Picture``.
    """

    def __init__(self, frames, milliseconds, description):
        # imageio wants a list of frames; it would write one array as a single still. Of one frame Pillow
        # wants a number.
        duration = milliseconds if len(frames) > 1 else milliseconds[0]
        self.gif = iio.imwrite("<bytes>", list(frames), extension=".gif", duration=duration, loop=0)
        self.description = description

    def bundle(self):
        """As in ``Picture``, with an image tag: there is no GIF type that every notebook reader knows."""
        source = base64.b64encode(self.gif).decode()
        alt = self.description.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
        return ({"text/html": f'<img src="data:image/gif;base64,{source}" alt="{alt}">',
                 "text/plain": self.description}, {})

    def save(self, path):
        """Write the GIF in one step. OSError where that is refused."""
        whole_files.write(os.path.expanduser(path), self.gif)

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


def draw_image(axes, image, frame=False):
    """Draw an image, 0 to 1: (H, W) white on black, or (H, W, 3) in colour; ``frame`` keeps the axes' frame.

    Its pixels stay squares with sharp edges, unless there are more of them than places for them.
    """
    room = axes.figure.get_figwidth() * DPI
    axes.imshow(image, cmap="gray", vmin=0, vmax=1,
                interpolation="nearest" if image.shape[1] <= room else "antialiased")
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


def to_floats(images):
    """Images in any form and scale that ``digits`` takes → (N, H, W), or (N, H, W, 3), float32, 0 to 1.

    Raises:
        ValueError: they are neither grey nor in three colours.
    """
    images = np.asarray(images)
    if images.ndim != 3 and (images.ndim != 4 or images.shape[-1] not in (1, 3)):
        raise ValueError(f"images have shape {images.shape}; to be drawn they must be (N, H, W), (N, H, W, 1)"
                         " or (N, H, W, 3)")
    scale = 255 if images.dtype == np.uint8 and images.max() > 1 else 1
    images = images.astype(np.float32) / scale
    return images[..., 0] if images.shape[3:] == (1,) else images


def tile(images, columns, gap):
    """(N, H, W) or (N, H, W, 3) → one image, theirs in rows with a light gap around each."""
    lines, (height, width) = -(-len(images) // columns), images.shape[1:3]
    canvas = np.ones((lines * (height + gap) + gap, columns * (width + gap) + gap, *images.shape[3:]),
                     np.float32)
    for number, image in enumerate(images):
        row, column = divmod(number, columns)
        top, left = row * (height + gap) + gap, column * (width + gap) + gap
        canvas[top:top + height, left:left + width] = image
    return canvas


def tile_rows(groups, columns):
    """Images of each group as one row of a single image; with any in colour, all are.

    Returns:
        the image, and (H, W) of its tiles; a row is H + 4 high, since each keeps its gaps.

    Raises:
        ValueError: images of several sizes.
    """
    rows = [to_floats(images) for images in groups.values()]
    sizes = {images.shape[1:3] for images in rows}
    if len(sizes) > 1:
        raise ValueError(f"the rows hold images of several sizes, {sorted(sizes)}; "
                         "draw each size in a picture of its own")
    if any(images.ndim == 4 for images in rows):
        rows = [images if images.ndim == 4 else np.repeat(images[..., None], 3, axis=3) for images in rows]
    return np.concatenate([tile(images, columns, 2) for images in rows]), sizes.pop()
