"""cvae_lib.latent and cvae_lib.figures: the plane, and what is drawn."""

import io
import sys
from itertools import pairwise

import imageio.v3 as iio
import numpy as np
import pytest
from PIL import Image

from cvae_lib import figures, latent, runs
from cvae_lib.mnist_files import CLASS_NAMES
from cvae_lib.model import CVAE

RNG = np.random.default_rng(0)
NAMES = CLASS_NAMES["fashion_mnist"]


class Echo:
    """A decoder whose picture tells its point: the left half shows z₁, the right half z₂."""

    latent_dim, at_once = 2, 500

    def decode(self, z, apply_sigmoid):
        assert apply_sigmoid        # a picture holds probabilities
        picture = np.zeros((len(z), 28, 28, 1), np.float32)
        picture[:, :, :14], picture[:, :, 14:] = z[:, 0, None, None, None], z[:, 1, None, None, None]
        return picture


def test_quantiles_are_equally_probable():
    values = latent.quantile_grid(20)
    assert np.allclose(values, -values[::-1]) and np.isclose(values[0], -1.6448536269514729)
    assert np.isclose(latent.quantile_grid(3)[1], 0, atol=1e-12)
    with pytest.raises(ValueError, match="at least 2"):
        latent.quantile_grid(1)


@pytest.mark.parametrize("n", [2, 25])          # 625 points need two batches
def test_manifold_puts_each_point_in_its_place(n):
    picture, values = latent.manifold(Echo(), n), latent.quantile_grid(n)
    assert picture.shape == (28 * n, 28 * n)
    for row, column in ((0, 0), (0, n - 1), (n - 1, 0), (n // 2, n - 1)):
        tile = picture[28 * row:28 * row + 28, 28 * column:28 * column + 28]
        assert np.isclose(tile[0, 0], values[column]) and np.isclose(tile[0, -1], values[n - 1 - row])


def test_manifold_wants_two_dimensions():
    with pytest.raises(ValueError, match="this model has 3"):
        latent.manifold(CVAE(3))


def test_encode_and_decode_in_batches_equal_one_batch():
    model, images = CVAE(2), RNG.integers(0, 2, (700, 28, 28, 1)).astype("uint8")
    mean, logvar = latent.encode(model, images)
    whole = model.encode(images.astype("float32"))
    assert mean.shape == logvar.shape == (700, 2) and np.allclose(mean, whole[0], atol=1e-5)
    assert np.allclose(latent.decode(model, mean), model.decode(mean, apply_sigmoid=True), atol=1e-5)


def test_walk_is_straight():
    assert np.allclose(latent.walk([0, 0], [3, 6], 4), [[0, 0], [1, 2], [2, 4], [3, 6]])


def pixels(picture):
    return np.asarray(Image.open(io.BytesIO(picture.png)).convert("L"))


def test_grey_means_the_same_in_every_picture():
    """A faint digit stays faint: nothing is rescaled to its own largest value."""
    for level in (0.2, 0.6):
        image = pixels(figures.digits(np.full((1, 28, 28), level), "flat", columns=1))
        middle = image[image.shape[0] // 2, image.shape[1] // 2]
        assert abs(middle - 255 * level) < 2
    scales = [np.full((1, 28, 28), 51, np.uint8), np.full((1, 28, 28, 1), 0.2, np.float32)]
    assert np.array_equal(*(pixels(figures.digits(images, "flat", columns=1)) for images in scales))


def test_colour_is_drawn_as_colour_and_keeps_all_its_shades():
    red = np.zeros((2, 20, 32, 3), np.uint8)
    red[..., 0] = 200
    image = np.asarray(Image.open(io.BytesIO(figures.digits(red, "red", columns=2).png)).convert("RGB"))
    assert image.shape[0] / image.shape[1] == pytest.approx(24 / 70, abs=0.01)      # with gaps of 2 around
    assert tuple(image[image.shape[0] // 2, image.shape[1] // 4]) == (200, 0, 0)
    photograph = figures.digits(RNG.integers(0, 256, (16, 32, 32, 3), np.uint8), "noise")
    assert len(set(Image.open(io.BytesIO(photograph.png)).convert("RGB").getdata())) > 5_000
    plot = figures.plane(RNG.normal(size=(300, 2)), RNG.integers(0, 10, 300), "d")
    assert Image.open(io.BytesIO(plot.png)).mode == "P"         # what is no photograph stays small


def test_grey_rows_stand_beside_rows_in_colour():
    colour, grey = np.full((3, 16, 24, 3), (0.9, 0.5, 0.1)), np.full((3, 16, 24, 1), 0.5)
    image = Image.open(io.BytesIO(figures.rows({"a": colour, "b": grey}, "d").png)).convert("RGB")
    for share, expected in ((0.3, (230, 128, 26)), (0.7, (128, 128, 128))):
        found = image.getpixel((image.width // 2, int(image.height * share)))
        assert np.abs(np.subtract(found, expected)).max() <= 1
    for draw in (figures.rows, lambda groups, text: figures.table(groups, "abc", text)):
        with pytest.raises(ValueError, match=r"several sizes, \[\(16, 24\), \(24, 16\)\]"):
            draw({"a": colour, "b": grey.transpose(0, 2, 1, 3)}, "d")
    for images in (np.ones((3, 784)), np.ones((3, 16, 16, 2)), np.ones((16, 16))):
        with pytest.raises(ValueError, match="to be drawn they must be"):
            figures.digits(images, "d")


@pytest.fixture
def drawn_by_digits(monkeypatch):
    """Functions of the room "digits" give their figure, as Matplotlib has it, in place of a picture."""
    room = sys.modules[figures.digits.__module__]
    monkeypatch.setattr(room, "Picture", lambda figure, description: figure)


@pytest.mark.parametrize("height, width", [(28, 28), (16, 40), (64, 64)])
def test_marks_sit_on_images_of_any_size(drawn_by_digits, height, width):
    n, colour = 9, np.ones((9, height, width, 3))
    axes = figures.manifold(np.ones((n * height, n * width, 3)), "d", np.arange(9.0)).axes[0]
    places = {float(text.get_text()): int(place // width)
              for place, text in zip(axes.get_xticks(), axes.get_xticklabels(), strict=True)}
    assert len(places) == 7 and all(value == place for value, place in places.items())
    assert [int(place // height) for place in axes.get_yticks()] == [n - 1 - place for place in places]
    assert all(place % width == (width - 1) / 2 for place in axes.get_xticks())
    assert all(place % height == (height - 1) / 2 for place in axes.get_yticks())

    for figure, box, wide in ((figures.rows({"a": colour, "b": colour}, "d"), None, None),
                              (figures.table({"a": colour, "b": colour}, range(9), "d", [(1, 2)]), 1, 2)):
        axes = figure.axes[0]
        tiled = np.asarray(axes.images[0].get_array())
        assert tiled.shape == (2 * (height + 4), 9 * (width + 2) + 2, 3)
        for place in axes.get_yticks():
            assert abs(place % (height + 4) - (height + 3) / 2) <= 0.5
        for frame in axes.patches:          # it runs through the gaps around its image
            assert (frame.get_x() // (width + 2), frame.get_y() // (height + 4)) == (wide, box)
            assert (frame.get_width(), frame.get_height()) == (width + 2, height + 2)

    grid = figures.digits(colour, "d", captions=range(9)).axes[0]
    gap = round(12 * width / 28)
    for number, text in enumerate(grid.texts):
        column, row = number % 8, number // 8
        assert text.get_position() == (column * (width + gap) + gap + (width - 1) / 2,
                                       row * (height + gap) + gap - 2)


def test_an_animation_in_colour():
    samples = np.zeros((2, 16, 64, 48, 3), np.uint8)
    samples[:, :, :, :, 1] = np.array([120, 240])[:, None, None, None]
    animation = figures.animation({"epochs": np.arange(2), "samples": samples}, "d")
    frames = iio.imread(io.BytesIO(animation.gif), extension=".gif")
    assert frames.shape[:3] == (2, 2 * (4 * 66 + 2) + 30, 2 * (4 * 50 + 2))
    assert np.abs(frames[:, -20, 20].astype(int) - [[0, 120, 0], [0, 240, 0]]).max() <= 3


def test_pictures_carry_their_description(tmp_path):
    picture = figures.digits(RNG.random((3, 28, 28)), 'Three "noisy" squares.')
    picture.save(tmp_path / "a.png")
    assert Image.open(tmp_path / "a.png").text["Description"] == 'Three "noisy" squares.'
    data, metadata = picture.bundle()
    assert metadata["image/png"]["alt"] == data["text/plain"] == 'Three "noisy" squares.'


def test_gif_has_a_frame_per_epoch_and_alt_text(tmp_path):
    frames = runs.pretrained_run("mnist-2d").frames
    animation = figures.animation(frames, 'Sixteen "samples".')
    animation.save(tmp_path / "a.gif")
    assert iio.imread(tmp_path / "a.gif").shape[0] == len(frames["epochs"]) == 11
    assert Image.open(tmp_path / "a.gif").info["loop"] == 0
    assert 'alt="Sixteen &quot;samples&quot;."' in animation.bundle()[0]["text/html"]
    still = figures.animation({name: np.repeat(values[:1], 4, axis=0) if name != "epochs" else np.arange(4)
                               for name, values in frames.items()}, "Equal frames.")
    still.save(tmp_path / "b.gif")
    # Equal neighbours are not merged, since each names its epoch.
    assert iio.imread(tmp_path / "b.gif").shape[0] == 4


def test_every_figure_draws():
    run = runs.pretrained_run("mnist-2d")
    images = RNG.random((6, 28, 28))
    points, labels = RNG.normal(size=(300, 2)), RNG.integers(0, 10, 300)
    history = run.history
    drawn = [
        figures.digits(images, "d", captions="abcdef"), figures.rows({"a": images, "b": images[:2]}, "d"),
        figures.table({"a": images, "b": images}, "abcdef", "d", boxed=[(1, 2)]),
        figures.manifold(RNG.random((56, 56)), "d", np.array([-1.0, 1.0])),
        figures.feature_maps(images[0], RNG.normal(size=(3, 3, 9)), RNG.random((13, 13, 9)), "d"),
        figures.matrices({"m": np.eye(3)}, "d"),
        figures.curves({"a": ([1, 2], [3, 4], [2, 3], [4, 5]), "b": ([1, 2], [1, 2])}, "x", "y", "d",
                       {"r": 3}, logx=True, texts={"b": ["first", "second"]}),
        figures.histogram({"a": points}, 10, "x", "n", "d", {"here": 0.0}, logy=True),
        figures.curves({"a": ([1, 2], [3, 4]), "b": ([1, 2], [1, 2])}, "x", "y", "d", lines=False),
        figures.rate_distortion([2, 1, 0], [1, 3, 9], "d", texts="abc", levels=(4, 6)),
        figures.rate_distortion([2, 1, 0], [1, 3, 9], "d", beta=2.5),
        figures.training_curves({"run": history}, "d"), figures.progress(run),
        figures.panels({"y": {"a": ([1, 2], [3, 4])}, "v": {"a": ([1, 2], [5, 4])}}, "x", "d",
                       ("early", 1, 1.5)),
        figures.plane(points, labels, "d", paths={"p": points[:3]}, marks={"m": (0, 0)}, limit=3),
        figures.plane(points[:20], labels[:20], "d"),
        figures.posteriors([("t", np.arange(5), np.arange(4), RNG.random((4, 5)), {"q": ((2, 2), (0, 0))})],
                           "d"),
        figures.clouds({"c": (points, np.zeros(2), np.zeros(2))}, "d"),
        figures.shapes({"one": [(None, "image", 28, 1), ("dense", "μ", None, 2)],
                        "two": [(None, "z", None, 2)]}, "d", noise="ε"), figures.reparameterization("d"),
        figures.gap_parts((np.zeros(2), np.eye(2)), {"q": (np.ones(2), np.zeros(2), -3.0, 1.0)}, -2.0, "d"),
        figures.curves({"a": ([1, 5], [3, 4])}, "x", "y", "d", logx=True, xticks=[1, 5]),
        figures.graphical_model("d"),
        figures.classes(points, labels, "d"), figures.classes(points, labels % 7, "d"),
        figures.classes(points, labels, "d", names=NAMES),
        figures.plane(points, labels, "d", names=NAMES),
        figures.manifold(RNG.random((100, 160, 3)), "d"),
        figures.rows({"a": RNG.random((40, 64, 64, 3))}, "d"),
        figures.ellipses(points, points, labels, (0, 0, 1), "d"),
        figures.heat(np.arange(5), np.arange(4), {"t": RNG.random((4, 5))}, "v", "d", {"m": points})]
    for picture in drawn:
        image = pixels(picture)
        assert image.shape[1] <= figures.WIDTH * figures.DPI and image.std() > 1 and picture.description


def test_thinning_keeps_early_frames_and_the_last_once():
    kept = figures.thinned(101)
    assert kept[:6] == [0, 1, 2, 4, 6, 8] and kept[-2:] == [96, 100] and len(kept) == 21
    assert all(round(2 * b ** 0.5) > round(2 * a ** 0.5) for a, b in pairwise(kept[:-1]))
    assert figures.thinned(97)[-2:] == [86, 96]         # the rule keeps 96 by itself
    assert figures.thinned(1) == [0]
    frames = runs.pretrained_run("mnist-50d").frames
    animation = figures.animation(frames, "d", places=figures.thinned(31))
    assert len(iio.imread(io.BytesIO(animation.gif), extension=".gif")) == len(figures.thinned(31)) == 12
