"""Pictures made of digits or other images: grids, rows, animations, the decoded plane. And feature maps."""

import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image, ImageDraw, ImageFont

from cvae_lib.figures.picture import (
    COLOURS,
    WIDTH,
    Animation,
    Picture,
    draw_image,
    new_figure,
    tile,
    tile_rows,
    to_floats,
)


def digits(images, description, columns=8, captions=None):
    """Digits, or other images, in a grid.

    Args:
        images: (N, H, W) or (N, H, W, 1), or (N, H, W, 3) in colour, in one of three scales:
            uint8 0 to 255, uint8 0 or 1, float 0 to 1.
        description: what is to be seen.
        columns: images in a row.
        captions: N short texts, one above each image.

    Raises:
        ValueError: images of another shape.
    """
    images = to_floats(images)
    height, width = images.shape[1:3]
    gap = round(12 * width / 28) if captions is not None else 2         # a line of text, whatever the size
    tiled = tile(images, columns, gap)
    figure, axes = new_figure(tiled.shape[0] / tiled.shape[1], scale=min(1, columns / 8))
    draw_image(axes, tiled)
    for number, caption in enumerate(captions if captions is not None else ()):
        row, column = divmod(number, columns)
        axes.text(column * (width + gap) + gap + (width - 1) / 2, row * (height + gap) + gap - 2,
                  str(caption), ha="center", va="bottom", fontsize=9)
    return Picture(figure, description)


def rows(groups, description):
    """Rows of digits or other images, each with its name at the left.

    Args:
        groups: a dict from a row's name to its images, as in ``digits``, all of one size; a shorter row ends
            sooner.

    Raises:
        ValueError: images of several sizes.
    """
    tiled, (height, _) = tile_rows(groups, max(len(images) for images in groups.values()))
    figure, axes = new_figure(tiled.shape[0] / tiled.shape[1])
    draw_image(axes, tiled, frame=True)
    middles = [(height + 4) * number + height // 2 + 1 for number in range(len(groups))]
    axes.set_yticks(middles, groups.keys(), fontsize=10)
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    return Picture(figure, description)


def thinned(count):
    """The tutorials' choice among ``count`` frames, as places: many at first, fewer later.

    About 2·√count frames are chosen. Frame i is kept where 2·√i, rounded, exceeds that of the last one kept.
    The last frame is always kept, and once; the tutorials append it a second time where the rule had kept it.
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
    grids = [tile(frames[kind][place] / np.float32(255), 4, 2) for place in places]
    zoom = max(2, 100 // max(frames[kind].shape[2:4]))
    pictures = [_captioned(grid, f"epoch {frames['epochs'][place]}", zoom)
                for grid, place in zip(grids, places, strict=True)]
    return Animation(pictures, [milliseconds] * (len(pictures) - 1) + [4 * milliseconds], description)


def _captioned(tiled, caption, zoom):
    """A GIF frame, (H, W, 3) uint8: the tiles enlarged, with a line of text above."""
    tiles = Image.fromarray(np.rint(tiled * 255).astype(np.uint8)).resize(
        (zoom * tiled.shape[1], zoom * tiled.shape[0]), Image.Resampling.NEAREST)
    image = Image.new(tiles.mode, (tiles.width, tiles.height + 30), "white")
    image.paste(tiles, (0, 30))
    ImageDraw.Draw(image).text((8, 5), caption, fill="black", font=ImageFont.load_default(size=18))
    # In colour, because imageio cannot read back a GIF that it wrote of grey frames.
    return np.asarray(image.convert("RGB"))


def manifold(image, description, tick_values=None):
    """The decoded plane, as ``latent.manifold`` returns it.

    Args:
        image: (H·n, W·n) or in colour (H·n, W·n, 3), 0 to 1.
        tick_values: (n,), the latent coordinate of each column, and from bottom to top of each row.
    """
    figure, axes = new_figure(image.shape[0] / image.shape[1])
    draw_image(axes, image, frame=tick_values is not None)
    if tick_values is not None:
        n = len(tick_values)
        shown = np.unique(np.linspace(0, n - 1, 7).round().astype(int))
        texts = [f"{tick_values[index]:.2f}" for index in shown]
        height, width = image.shape[0] / n, image.shape[1] / n
        axes.set_xticks(width * shown + (width - 1) / 2, texts)
        axes.set_yticks(height * (n - 1 - shown) + (height - 1) / 2, texts)
        axes.set_xlabel("$z_1$")
        axes.set_ylabel("$z_2$")
    return Picture(figure, description)


def feature_maps(image, kernels, maps, description, columns=4):
    """An image, then channels of a first layer: each one's kernel, and beside it the map that it makes.

    Args:
        image: (H, W) or (H, W, 3), 0 to 1, what the layer is given.
        kernels: (k, k, C); mid-grey is 0, a white weight asks for ink and a black one for its absence.
        maps: (h, w, C), 0 and above; all on one scale.
        columns: pairs of kernel and map in a row; the image takes the first place.
    """
    lines = -(-(kernels.shape[-1] + 1) // columns)
    figure = Figure(figsize=(WIDTH, WIDTH * lines / columns * 0.66 + 0.6), layout="constrained")
    grid = figure.subplots(lines, 3 * columns, width_ratios=(1, 2, 0.2) * columns, squeeze=False)
    places = grid.reshape(-1, 3)                # for a kernel, for its map, and a gap before the next
    for axes in grid.ravel():
        axes.set_axis_off()
    places[0, 0].text(0.5, 0.5, "input", ha="center", va="center", fontsize=11)
    draw_image(places[0, 1], image)
    weight, activation = np.abs(kernels).max(), maps.max()
    for channel, (left, right, _) in enumerate(places[1:kernels.shape[-1] + 1]):
        kernel = left.imshow(kernels[..., channel], cmap="gray", vmin=-weight, vmax=weight)
        drawn = right.imshow(maps[..., channel], cmap="viridis", vmin=0, vmax=activation)
    for scale, label in ((kernel, "kernel: weight"), (drawn, "map: activation")):
        figure.colorbar(scale, ax=grid, location="bottom", label=label, shrink=0.4, aspect=30, pad=0.02,
                        panchor=False)
    return Picture(figure, description)


def table(groups, columns, description, boxed=()):
    """Rows of digits or other images with a text above each column, and a box around some.

    Args:
        groups: a dict from a row's name to its images, as in ``digits``; all rows of one length.
        columns: a short text for each column.
        description: what is to be seen.
        boxed: pairs (row, column), counted from 0.

    Raises:
        ValueError: images of several sizes.
    """
    tiled, (height, width) = tile_rows(groups, len(columns))
    figure, axes = new_figure((tiled.shape[0] + 12) / tiled.shape[1])
    draw_image(axes, tiled, frame=True)
    middles = [(height + 4) * number + height // 2 + 1 for number in range(len(groups))]
    axes.set_yticks(middles, groups.keys(), fontsize=10)
    axes.set_xticks([(width + 2) * number + (width + 3) / 2 for number in range(len(columns))], columns,
                    fontsize=10)
    axes.tick_params(length=0, labeltop=True, labelbottom=False)
    for row, column in boxed:
        axes.add_patch(Rectangle(((width + 2) * column + 0.5, (height + 4) * row + 0.5), width + 2,
                                 height + 2, fill=False, edgecolor=COLOURS[5], linewidth=3))
    return Picture(figure, description)
