"""cvae_lib.figures: what is drawn, read back from the axes: values, places, words, and no looks.

A picture is a file when it leaves the library, so the figure is caught where it becomes one.
"""

import importlib

import numpy as np
import pytest
from matplotlib.collections import PathCollection
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, Ellipse, FancyArrowPatch, Rectangle

from cvae_lib import figures, runs

ROOMS = [importlib.import_module(f"cvae_lib.figures.{name}")
         for name in ("curves", "diagrams", "digits", "plane")]
RNG = np.random.default_rng(0)
POINTS, LABELS = RNG.normal(size=(400, 2)), RNG.integers(0, 10, 400)
IMAGES = RNG.random((5, 28, 28)).astype("float32")


@pytest.fixture(autouse=True)
def caught(monkeypatch):
    """Figures in place of pictures, as Matplotlib has them, with their description."""
    def keep(figure, description):
        figure.description = description
        return figure
    for room in ROOMS:
        monkeypatch.setattr(room, "Picture", keep)


def words(axes):
    return [text.get_text() for text in axes.texts]


def lines(axes):
    """``{label: (x, y)}`` of the lines."""
    return {line.get_label(): tuple(map(np.asarray, line.get_data())) for line in axes.lines}


def of_kind(axes, kind):
    return [patch for patch in axes.patches if type(patch) is kind]


def sizes(ellipse):
    """Centre, and the half axes along z₁ and z₂."""
    return (*ellipse.get_center(), ellipse.get_width() / 2, ellipse.get_height() / 2)


def scattered(axes):
    """The points of each cloud, (N, 2)."""
    return [np.asarray(cloud.get_offsets()) for cloud in axes.collections
            if isinstance(cloud, PathCollection)]


# ----------------------------------------------------------------------------------------------- lines

def test_curves_draw_their_points_bands_texts_and_levels():
    series = {"a": ([1, 2, 4], [3, 5, 4], [2, 4, 3], [4, 6, 5]), "b": ([1, 2], [7, 8])}
    axes, = figures.curves(series, "steps", "nats", "d", references={"floor": 2.5},
                           texts={"b": ["one", "two"]}, logx=True, xticks=[1, 4]).axes
    drawn = lines(axes)
    assert np.array_equal(drawn["a"], ([1, 2, 4], [3, 5, 4])) and np.array_equal(drawn["b"], ([1, 2], [7, 8]))
    band = axes.collections[0].get_paths()[0].vertices
    assert {(1, 2), (1, 4), (2, 4), (2, 6), (4, 3), (4, 5)} <= set(map(tuple, band))
    level, = [line for line in axes.lines if line.get_label() not in "ab"]
    assert list(level.get_ydata()) == [2.5, 2.5] and words(axes) == ["one", "two", "floor"]
    assert [text.xy for text in axes.texts] == [(1, 7), (2, 8), (0.5, 2.5)]
    assert (axes.get_xlabel(), axes.get_ylabel(), axes.get_xscale(), axes.get_yscale()) == (
        "steps", "nats", "log", "linear")
    assert [text.get_text() for text in axes.get_xticklabels()] == ["1", "4"]
    assert list(axes.get_xticks()) == [1, 4]
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["a", "b"]
    styles = [(line.get_color(), line.get_linestyle(), line.get_marker()) for line in axes.lines[:2]]
    assert styles == [(figures.COLOURS[0], "-", "o"), (figures.COLOURS[1], "--", "o")]
    plain = figures.curves({"a": ([1, 2], [3, 4])}, "x", "y", "d", logy=True, markers=False).axes[0]
    assert plain.get_yscale() == "log" and plain.get_legend() is None
    assert plain.lines[0].get_marker() == "None" and plain.lines[0].get_linestyle() == "-"
    apart = figures.curves({"a": ([1, 2], [3, 4]), "b": ([1], [2])}, "x", "y", "d", lines=False).axes[0]
    assert [line.get_linestyle() for line in apart.lines] == ["None"] * 2
    assert [line.get_marker() for line in apart.lines] == ["o", "s"]
    whole = figures.curves({"a": ([1, 2], [3, 4])}, "x", "y", "d").axes[0]
    assert all(place == int(place) for place in whole.get_xticks())             # no half epochs


def test_panels_draw_each_quantity_in_its_own_axes():
    figure = figures.panels({"loss": {"a": ([1, 2], [3, 4]), "b": ([1, 2], [5, 6])},
                             "KL": {"a": ([1, 2], [7, 8]), "b": ([1, 2], [9, 1])}},
                            "epoch", "d", shaded=("early", 1, 1.5))
    left, right = figure.axes
    assert np.array_equal(lines(left)["b"], ([1, 2], [5, 6]))
    assert np.array_equal(lines(right)["a"], ([1, 2], [7, 8]))
    assert [axes.get_ylabel() for axes in figure.axes] == ["loss", "KL"]
    assert left.get_xlabel() == right.get_xlabel() == "epoch"
    stretch, = left.patches
    assert stretch.get_label() == "early" and (stretch.get_x(), stretch.get_width()) == (1, 0.5)
    assert [text.get_text() for text in left.get_legend().get_texts()] == ["a", "b", "early"]
    assert right.get_legend() is None


def test_a_histogram_counts():
    groups = {"a": [[0.5, 1.5], [1.6, 2.5]], "b": [0.5]}
    figure = figures.histogram(groups, [0, 1, 2, 3], "nats", "images", "d", lines={"mean": 1.25})
    axes, = figure.axes
    filled = [patch.get_path().vertices[:, 1] for patch in axes.patches][:2]
    assert max(filled[0]) == 2 and max(filled[1]) == 2 and axes.get_ylim()[1] > 2
    outlines = [np.unique(patch.get_xy()[:, 1]).tolist() for patch in axes.patches]
    assert outlines[0] == outlines[1] == [0, 1, 2] and outlines[2] == [0, 1]
    assert list(axes.lines[0].get_xdata()) == [1.25, 1.25] and words(axes) == ["mean"]
    assert (axes.get_xlabel(), axes.get_ylabel(), axes.get_yscale()) == ("nats", "images", "linear")
    assert figures.histogram({"a": [1.0]}, 3, "x", "y", "d", logy=True).axes[0].get_yscale() == "log"


def test_training_curves_are_of_the_elbo_and_say_whose():
    history = runs.pretrained_run("mnist-2d").history
    axes = figures.training_curves({"mine": history}, "d", references={"level": -150.0}).axes[0]
    x, y = lines(axes)["mine"]
    assert list(x) == list(range(1, 11)) and list(y) == [row["elbo"] for row in history["epochs"]]
    assert all(-170 < value < -140 for value in y) and axes.get_ylabel() == "test ELBO, nats per image"
    assert axes.get_xlabel() == "epoch" and "level" in words(axes)
    held_out = {"epochs": history["epochs"], "result": history["result"] | {"part": "validation"}}
    assert figures.training_curves({"a": held_out}, "d").axes[0].get_ylabel().startswith("validation ELBO")
    for other in (held_out, {"epochs": history["epochs"], "result": None}):
        both = figures.training_curves({"a": history, "b": other}, "d").axes[0]
        assert both.get_ylabel() == "held-out ELBO, nats per image"


def test_progress_shows_the_newest_samples_and_the_elbo():
    run = runs.pretrained_run("mnist-2d")
    figure = figures.progress(run)
    left, right = figure.axes
    tiles = np.asarray(left.images[0].get_array())
    for number in (0, 5, 15):
        row, column = divmod(number, 4)
        tile = tiles[2 + 30 * row:30 + 30 * row, 2 + 30 * column:30 + 30 * column]
        assert np.allclose(tile, run.frames["samples"][-1][number] / 255, atol=1e-6)
    line, = right.lines
    assert list(line.get_xdata()) == list(range(1, 11))
    assert list(line.get_ydata()) == [row["elbo"] for row in run.history["epochs"]]
    assert right.get_ylabel() == "test ELBO, nats per image" and left.get_title() == "samples, epoch 10"
    assert right.get_xlim() == (0.5, 10.5)
    assert f"{run.history['epochs'][-1]['elbo']:.1f} nats" in figure.description


def test_rate_distortion_lays_lines_of_equal_elbo():
    axes = figures.rate_distortion([20, 10, 1], [80, 100, 150], "d", texts=["a", "b", "c"],
                                   levels=(100, 160)).axes[0]
    assert np.array_equal(lines(axes)["measured"], ([20, 10, 1], [80, 100, 150]))
    for line, level in zip(axes.lines[:2], (100, 160), strict=True):
        assert np.allclose(np.sum(line.get_data(), axis=0), level)              # rate + distortion
    for text in axes.texts:
        if text.get_text().startswith("ELBO"):
            assert sum(text.get_position()) == pytest.approx(float(text.get_text().split("−")[1]))
            assert min(text.get_position()) > 0                                 # on the line, within the axes
    assert [(text.get_text(), text.xy) for text in axes.texts[2:]] == [
        ("a", (20, 80)), ("b", (10, 100)), ("c", (1, 150))]
    assert axes.get_xlabel().startswith("rate: KL")
    assert axes.get_ylabel().startswith("distortion: −log p(x|z)")
    sloped = figures.rate_distortion([20, 10, 1], [80, 100, 150], "d", beta=2.5).axes[0]
    (x0, x1), (y0, y1) = lines(sloped)["slope −2.5"]
    assert (y1 - y0) / (x1 - x0) == pytest.approx(-2.5)
    touched = sloped.lines[-1].get_data()                       # where D + 2.5 R is least: 130, 125, 152.5
    assert (touched[0][0], touched[1][0]) == (10, 100) and y0 - 2.5 * 10 == pytest.approx(100)


# ------------------------------------------------------------------------------------------ on the plane

def test_the_plane_draws_every_point_with_its_label():
    path, mark = POINTS[:3], (0.5, -0.5)
    names = [f"name {label}" for label in range(10)]
    figure = figures.plane(POINTS, LABELS, "d", paths={"walk": path}, marks={"here": mark, "there": (1, 2)},
                           limit=3, names=names)
    axes, = figure.axes
    for label, cloud in enumerate(scattered(axes)):
        assert np.array_equal(cloud, POINTS[label == LABELS])
    colours = [to_hex(cloud.get_facecolor()[0]).upper() for cloud in axes.collections]
    assert colours == [colour.upper() for colour in figures.CLASS_COLOURS]
    assert len(axes.texts) == 300
    for text, point, label in zip(axes.texts, POINTS, LABELS, strict=False):
        assert text.get_position() == tuple(point) and text.get_text() == str(label)
    assert np.array_equal(lines(axes)["walk"], path.T) and np.array_equal(np.ravel(lines(axes)["here"]), mark)
    assert [line.get_marker() for line in axes.lines] == ["o", "*", "D"]
    assert axes.get_xlim() == axes.get_ylim() == (-3, 3)
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("$z_1$", "$z_2$")
    assert [text.get_text() for text in figure.legends[0].get_texts()] == names
    assert axes.get_aspect() == 1 and figures.plane(POINTS, LABELS, "d").axes[0].get_legend() is None


def test_classes_put_each_class_on_all_points():
    figure = figures.classes(POINTS, LABELS % 7, "d", axes_names=("first", "second"))
    seven = [axes for axes in figure.axes if axes.get_visible()]
    assert [axes.get_title() for axes in seven] == list("0123456")
    for label, axes in enumerate(seven):
        everything, own = scattered(axes)
        assert np.array_equal(everything, POINTS) and np.array_equal(own, POINTS[label == LABELS % 7])
        prior, = of_kind(axes, Circle)
        assert prior.radius == 2 and prior.center == (0, 0)             # two standard deviations of N(0, I)
        assert axes.get_xlim() == axes.get_ylim() == (POINTS.min(), POINTS.max())
    assert (figure.get_supxlabel(), figure.get_supylabel()) == ("first", "second")
    named = figures.classes(POINTS, LABELS, "d", prior=False, names=list("abcdefghij"))
    assert [axes.get_title() for axes in named.axes] == list("abcdefghij")
    assert not any(of_kind(axes, Circle) for axes in named.axes)


MEAN = np.array([[0.5, -1.0], [2.0, 2.5], [0.4, -0.9]])
LOGVAR = np.log([[0.25, 4.0], [1.0, 0.01], [0.16, 0.09]])
# Centre and half axes of two standard deviations.
TWO_SIGMA = [(0.5, -1.0, 1.0, 4.0), (2.0, 2.5, 2.0, 0.2), (0.4, -0.9, 0.8, 0.6)]


def test_ellipses_have_two_standard_deviations():
    figure = figures.ellipses(MEAN, LOGVAR, np.array([3, 1, 7]), (0, -2, 1.5), "d", limit=5)
    whole, enlarged = figure.axes
    assert np.allclose([sizes(ellipse) for ellipse in of_kind(whole, Ellipse)], TWO_SIGMA)
    inside = [TWO_SIGMA[0], TWO_SIGMA[2]]
    assert np.allclose([sizes(ellipse) for ellipse in of_kind(enlarged, Ellipse)], inside)
    assert [(text.get_text(), text.get_position()) for text in enlarged.texts] == [
        ("3", (0.5, -1.0)), ("7", (0.4, -0.9))]
    box, = of_kind(whole, Rectangle)
    assert (box.get_xy(), box.get_width(), box.get_height()) == ((0, -2), 1.5, 1.5)
    assert of_kind(whole, Circle)[0].radius == 2 and whole.get_xlim() == (-5, 5)
    assert enlarged.get_xlim() == (0, 1.5) and enlarged.get_ylim() == (-2, -0.5)
    assert to_hex(of_kind(whole, Ellipse)[0].get_edgecolor()).upper() == figures.CLASS_COLOURS[3].upper()


def test_clouds_show_samples_with_their_gaussian():
    figure = figures.clouds({"one": (POINTS[:20], MEAN[0], LOGVAR[0]),
                             "two": (POINTS[20:40], MEAN[1], LOGVAR[1])}, "d", limit=6)
    for number, axes in enumerate(figure.axes):
        points = POINTS[20 * number:20 * number + 20]
        assert np.array_equal(scattered(axes)[0], points)
        assert np.allclose(sizes(of_kind(axes, Ellipse)[0]), TWO_SIGMA[number]) and axes.get_xlim() == (-6, 6)
        assert np.array_equal([np.ravel(line.get_data()) for line in axes.lines], points[:8])
        assert "".join(line.get_marker() for line in axes.lines) == "osD^v<>P"
    assert [axes.get_title() for axes in figure.axes] == ["one", "two"]
    assert [axes.get_ylabel() for axes in figure.axes] == ["$z_2$", ""]


def test_posteriors_stand_beside_their_gaussians():
    across, upwards = np.linspace(-2, 3, 11), np.linspace(-4, 1, 6)
    density = np.exp(-0.5 * ((across - 1) ** 2 + (upwards[:, None] + 2) ** 2))
    ellipses = {"q": (MEAN[0], LOGVAR[0]), "r": (MEAN[1], LOGVAR[1])}
    figure = figures.posteriors([("t", across, upwards, density, ellipses)], "d")
    axes, = figure.axes
    shades, = axes.collections
    assert np.allclose(shades.levels, np.linspace(0.01, 1, 9) * density.max())
    darkest = shades.get_paths()[-2].vertices                   # about the top of the density
    assert np.abs(darkest.mean(axis=0) - (1, -2)).max() < 0.5
    assert np.allclose([sizes(ellipse) for ellipse in of_kind(axes, Ellipse)], TWO_SIGMA[:2])
    assert axes.get_xlim() == (-2, 3) and axes.get_ylim() == (-4, 1) and axes.get_title() == "t"
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["q", "r"]


def test_the_parts_of_the_gap_stack_up_to_log_p():
    angle = np.radians(30)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    covariance = turn @ np.diag([4.0, 0.25]) @ turn.T
    gaussians = {"one": (MEAN[0], LOGVAR[0], -3.0, 1.0), "two": (MEAN[1], LOGVAR[1], -2.5, 0.5)}
    figure = figures.gap_parts((np.array([1.0, 2.0]), covariance), gaussians, -2.0, "d")
    left, right = figure.axes
    posterior, *gaussians = of_kind(left, Ellipse)
    # The points of the outline lie at two standard deviations: (z − m)ᵀ Σ⁻¹ (z − m) = 4.
    outline = posterior.get_patch_transform().transform(posterior.get_path().vertices[:-1]) - (1, 2)
    reach = np.einsum("ni,ij,nj->n", outline, np.linalg.inv(covariance), outline)
    assert np.allclose(reach[::3], 4, rtol=1e-3)                # every third vertex is on the curve itself
    assert np.allclose([sizes(ellipse) for ellipse in gaussians], TWO_SIGMA[:2])
    bars = [(bar.get_x() + bar.get_width() / 2, bar.get_y(), bar.get_height())
            for bar in of_kind(right, Rectangle)]
    assert np.allclose(bars, [(0, 0, -3), (0, -3, 1), (1, 0, -2.5), (1, -2.5, 0.5)])
    assert list(right.lines[0].get_ydata()) == [-2, -2] and "−2.00 = ELBO + KL" in right.get_title()
    assert words(right) == ["ELBO\n−3.00", "KL 1.00", "ELBO\n−2.50", "KL 0.50"]
    assert [text.get_text() for text in right.get_xticklabels()] == ["one", "two"]
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["true posterior", "one", "two"]


def test_heat_shares_one_scale():
    across, upwards = np.linspace(-3, 3, 7), np.linspace(-2, 2, 5)
    values = np.abs(across) + 2 * np.abs(upwards[:, None])                      # (5, 7), to 7
    figure = figures.heat(across, upwards, {"a": values, "b": 0.5 * values}, "nats", "d",
                          marks={"m": POINTS[:9]})
    left, right, scale = figure.axes
    for axes in (left, right):
        assert np.allclose(axes.collections[0].levels, np.linspace(0, 7, 13))
        assert of_kind(axes, Circle)[0].radius == 2
        assert np.array_equal(lines(axes)["m"], POINTS[:9].T)
        assert axes.get_xlim() == (-3, 3) and axes.get_ylim() == (-2, 2)
    assert (left.get_title(), right.get_title(), scale.get_ylabel()) == ("a", "b", "nats")
    shown = [np.flatnonzero([len(path.vertices) for path in axes.collections[0].get_paths()])
             for axes in (left, right)]
    assert shown[0].max() == 11 and shown[1].max() == 5         # half of the values, half of the shades
    assert not figures.heat(across, upwards, {"a": values}, "nats", "d").legends


# ------------------------------------------------------------------------------ digits, matrices, networks

def test_digits_stand_in_their_order_under_their_captions():
    axes = figures.digits(IMAGES, "d", columns=3, captions="abcde").axes[0]
    tiled = np.asarray(axes.images[0].get_array())
    assert tiled.shape == (2 * 40 + 12, 3 * 40 + 12) and words(axes) == list("abcde")
    for number, image in enumerate(IMAGES):
        row, column = divmod(number, 3)
        assert np.array_equal(tiled[12 + 40 * row:40 + 40 * row, 12 + 40 * column:40 + 40 * column], image)
    drawn = axes.images[0]
    assert drawn.get_clim() == (0, 1) and drawn.get_cmap().name == "gray"       # of all pictures


def test_rows_and_tables_keep_their_rows():
    groups = {"a": IMAGES[:3], "b": IMAGES[2:]}
    for figure in (figures.rows(groups, "d"), figures.table(groups, "xyz", "d")):
        axes, = figure.axes
        tiled = np.asarray(axes.images[0].get_array())
        assert [text.get_text() for text in axes.get_yticklabels()] == ["a", "b"]
        for row, images in enumerate(groups.values()):
            for column, image in enumerate(images):
                place = (slice(32 * row + 2, 32 * row + 30), slice(30 * column + 2, 30 * column + 30))
                assert np.array_equal(tiled[place], image)
    assert [text.get_text() for text in axes.get_xticklabels()] == list("xyz")


def test_the_manifold_says_which_coordinate_is_where():
    picture, ticks = np.arange(56 * 56).reshape(56, 56) / 56 ** 2, np.array([-1.5, 0.75])
    axes = figures.manifold(picture, "d", ticks).axes[0]
    assert np.array_equal(axes.images[0].get_array(), picture)
    assert [text.get_text() for text in (*axes.get_xticklabels(), *axes.get_yticklabels())] == 2 * [
        "-1.50", "0.75"]
    assert list(axes.get_xticks()) == [13.5, 41.5] and list(axes.get_yticks()) == [41.5, 13.5]  # z₂ upwards
    assert (axes.get_xlabel(), axes.get_ylabel()) == ("$z_1$", "$z_2$")


def test_feature_maps_pair_each_kernel_with_its_map():
    kernels, maps = RNG.normal(size=(3, 3, 6)), RNG.random((13, 13, 6))
    figure = figures.feature_maps(IMAGES[0], kernels, maps, "d")
    drawn = [axes.images[0] for axes in figure.axes if axes.images]
    assert np.array_equal(drawn[0].get_array(), IMAGES[0])
    for channel in range(6):
        kernel, made = drawn[1 + 2 * channel], drawn[2 + 2 * channel]
        assert np.array_equal(kernel.get_array(), kernels[..., channel])
        assert np.array_equal(made.get_array(), maps[..., channel])
        assert kernel.get_clim() == (-np.abs(kernels).max(), np.abs(kernels).max())     # mid-grey is 0
        assert made.get_clim() == (0, maps.max())
    assert {"kernel: weight", "map: activation"} <= {axes.get_xlabel() for axes in figure.axes}


def test_matrices_write_their_entries():
    figure = figures.matrices({"m": np.array([[1.0, np.nan, 2.5], [0.0, 4.0, -1.0]]), "n": np.eye(2)}, "d")
    left, right = figure.axes
    assert [(text.get_position(), text.get_text()) for text in left.texts] == [
        ((0, 0), "1"), ((2, 0), "2.5"), ((0, 1), "0"), ((1, 1), "4"), ((2, 1), "-1")]
    assert (left.get_title(), right.get_title()) == ("m", "n")
    assert left.images[0].get_clim() == right.images[0].get_clim() == (0, 6.4)          # one scale for both


def test_shapes_grow_with_side_and_channels():
    figure = figures.shapes({"one": [(None, "image", 28, 1), ("conv", "", 14, 32), ("dense", "μ", None, 2)],
                             "two": [(None, "z", None, 50)]}, "d", noise="ε")
    upper, lower = figure.axes
    boxes = of_kind(upper, Rectangle)
    assert [box.get_height() for box in boxes[:2]] == [28, 14]
    assert [box.get_y() for box in boxes[:2]] == [-14, -7]                      # about one line
    assert boxes[1].get_width() / boxes[0].get_width() == 6             # log₂ of 2 · 32 beside that of 2
    assert boxes[0].get_width() > 1
    assert boxes[0].get_width() < boxes[1].get_width() and boxes[2].get_height() < boxes[1].get_height()
    assert np.all(np.diff([box.get_x() for box in boxes]) > [box.get_width() for box in boxes[:-1]])
    assert words(upper) == ["image\n28 × 28 × 1", "conv", "14 × 14 × 32", "dense", "μ\n2", "one"]
    assert words(lower) == ["z\n50", "two", "ε"] and "ε" not in words(upper)


def test_the_diagrams_have_their_arrows():
    drawn = figures.reparameterization("d")
    above, below = drawn.axes
    assert above.get_title(loc="left").endswith("the gradient stops")
    assert below.get_title(loc="left").endswith("the gradient passes")
    arrows = [[arrow.get_linestyle() for arrow in axes.patches] for axes in drawn.axes]
    assert [(found.count("-"), found.count("--")) for found in arrows] == [(7, 2), (8, 6)]
    assert r"$\varepsilon$" in words(below) and r"$\varepsilon$" not in words(above) and "✕" in words(above)
    graph = figures.graphical_model("d").axes[0]
    assert {"$z$", "$x$", r"$\phi$", r"$\theta$", "$N$"} <= set(words(graph))
    places = {ellipse.get_center(): to_hex(ellipse.get_facecolor()) for ellipse in of_kind(graph, Ellipse)}
    assert places == {(3, 3.2): "#ffffff", (3, 1.1): "#cccccc"}                 # x is observed
    arrows = [arrow for arrow in graph.patches if isinstance(arrow, FancyArrowPatch)]
    told = {"z to x": (3, 3.2, 3, 1.1), "θ to x": (5.55, 1.1, 3, 1.1), "x to z": (3, 1.1, 3, 3.2),
            "φ to z": (0.45, 3.2, 3, 3.2)}
    for arrow, ends in zip(arrows, told.values(), strict=True):         # from edge to edge
        assert np.abs(np.ravel(arrow._posA_posB) - ends).max() < 0.6
    assert [arrow.get_linestyle() for arrow in arrows] == ["-", "-", "--", "--"]        # q is dashed


def test_animations_show_the_frames_that_they_name(monkeypatch):
    shown, captions = [], []
    room = importlib.import_module("cvae_lib.figures.digits")
    monkeypatch.setattr(room, "Animation", lambda pictures, milliseconds, description: shown.append(
        (pictures, milliseconds, description)))
    draw = room._captioned
    monkeypatch.setattr(room, "_captioned", lambda tiled, caption, zoom: captions.append(caption) or draw(
        tiled, caption, zoom))
    frames = {"epochs": np.array([0, 3, 7]), "samples": np.zeros((3, 16, 28, 28), np.uint8),
              "reconstructions": np.zeros((3, 16, 28, 28), np.uint8)}
    frames["samples"][:, 5] = np.array([50, 100, 200], np.uint8)[:, None, None]
    frames["reconstructions"][:, 5] = 250
    figures.animation(frames, "d", places=[0, 2])
    figures.animation(frames, "d", "reconstructions", milliseconds=100)
    (samples, slow, _), (rebuilt, quick, description) = shown
    assert captions == ["epoch 0", "epoch 7", "epoch 0", "epoch 3", "epoch 7"] and description == "d"
    assert slow == [600, 2400] and quick == [100, 100, 400]                     # the last stays longer
    at = 30 + 3 * (30 + 2 + 14), 3 * (30 + 2 + 14)              # in image 5, in the second row and column
    assert [picture[at][0] for picture in samples] == [50, 200] and rebuilt[0][at][0] == 250
