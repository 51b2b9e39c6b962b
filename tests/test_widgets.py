"""cvae_lib.widgets, from the kernel's side. browser/tests moves them with a mouse."""

import re
from pathlib import Path

import numpy as np
import pytest

from cvae_lib import data, figures, latent, runs, widgets
from cvae_lib.model import CVAE

MODEL, TEST = runs.load_pretrained("mnist-2d"), data.load_mnist().test
VIEW = "application/vnd.jupyter.widget-view+json"


def pictures(widget_bytes):
    return np.frombuffer(widget_bytes, np.uint8).reshape(-1, 28, 28, 1) / 255


def test_the_plane_decodes_its_point():
    plane = widgets.LatentPlane(MODEL, TEST)
    for point in ([0.0, 0.0], [1.5, -0.7]):
        plane.point = point
        assert np.abs(pictures(plane.pixels) - latent.decode(MODEL, [point])).max() < 0.5 / 255 + 1e-6
    dots = np.frombuffer(plane.dots, np.float32).reshape(-1, 2)
    assert np.array_equal(dots, latent.encode(MODEL, TEST.images[:2_000])[0])
    assert plane.labels == TEST.labels[:2_000].astype("<u2").tobytes()
    assert widgets.LatentPlane(MODEL).labels == b"" and plane.shape == [28, 28, 1]
    assert plane.buttons == plane.names == []
    with pytest.raises(ValueError, match="has 3"):
        widgets.LatentPlane(CVAE(3))


def test_the_plane_of_a_conditional_model_follows_its_label():
    model = runs.load_pretrained("mnist-conditional")
    plane = widgets.LatentPlane(model, TEST)
    assert plane.buttons == list("0123456789") and plane.given == 0
    plane.set_state({"point": [0.5, 1.0], "asked": 1})
    for asked, label in ((2, 7), (3, 2)):
        before = plane.pixels
        plane.set_state({"given": label, "asked": asked})           # what the browser sends
        assert plane.answered == asked and plane.failed == "" and plane.pixels != before
        expected = latent.decode(model.given(label), [[0.5, 1.0]])
        assert np.abs(pictures(plane.pixels) - expected).max() < 0.5 / 255 + 1e-6
        images = TEST.images[TEST.labels == label]
        assert np.array_equal(np.frombuffer(plane.dots, np.float32).reshape(-1, 2),
                              latent.encode(model.given(label), images)[0])
        assert set(np.frombuffer(plane.labels, np.uint16)) == {label}
        assert len(plane.labels) == 2 * len(images)
    plane.set_state({"given": 10, "asked": 4})
    assert plane.answered == 4 and "must be from 0 to 9" in plane.failed
    with pytest.raises(ValueError, match="must be from 0 to 9"):
        plane.given = 11
    without = widgets.LatentPlane(model, data.Part(TEST.images[:1], TEST.labels[:1]))       # a seven alone
    assert without.dots == without.labels == b""
    without.given = 7
    assert len(without.dots) == 8
    with pytest.raises(ValueError, match="2 class names, and this model has 10 classes"):
        widgets.LatentPlane(model, class_names=("even", "odd"))


def test_the_plane_shows_images_of_any_size_and_colour():
    model = CVAE(2, image_shape=(18, 40, 3), filters=(4, 6), likelihood="discretized_logistic")
    images = np.random.default_rng(0).integers(0, 256, (5, 18, 40, 3), np.uint8)
    plane = widgets.LatentPlane(model, data.Part(images, np.array([0, 2, 300, 1, 0])), class_names="abc")
    plane.point = [1.0, -1.0]
    found = np.frombuffer(plane.pixels, np.uint8).reshape(plane.shape) / 255
    assert np.abs(found - latent.decode(model, [[1.0, -1.0]])[0]).max() < 0.5 / 255 + 1e-6
    assert plane.names == ["a", "b", "c"] and plane.buttons == []
    assert list(np.frombuffer(plane.labels, np.uint16)) == [0, 2, 300, 1, 0]
    assert np.allclose(np.frombuffer(plane.dots, np.float32).reshape(-1, 2), latent.encode(model, images)[0])
    assert plane.picture().png


@pytest.mark.parametrize("network", [{"image_shape": (32, 28, 1)}, {"image_shape": (28, 28, 3)},
                                     {"likelihood": "continuous_bernoulli"}, {"classes": 10}])
def test_the_drawing_pad_is_for_black_and_white_digits(network):
    with pytest.raises(ValueError, match="the drawing pad needs a model of black-and-white"):
        widgets.DrawDigit(CVAE(2, filters=(4, 4), **network))


def test_every_question_of_the_browser_is_answered():
    plane = widgets.LatentPlane(MODEL)
    # Also a question that repeats the last.
    for asked, point in ((1, [1.0, 1.0]), (2, [1.0, 1.0]), (3, [0.0, 0.0]), (7, [0.0, 0.0])):
        plane.set_state({"point": point, "asked": asked})       # what the browser sends
        assert plane.answered == asked
        assert np.abs(pictures(plane.pixels) - latent.decode(MODEL, [point])).max() < 0.01
    pad = widgets.DrawDigit(MODEL)
    for asked in (1, 2):                                        # Clear on an empty pad, twice
        pad.set_state({"drawing": memoryview(b""), "asked": asked})
        assert pad.answered == asked and pad.said == "Nothing is drawn."
    calls = []

    def draw(a):
        calls.append(a)
        return figures.digits(TEST.images[:1], f"A test digit, a seven, at {a}.")
    sliders = widgets.Sliders(draw, [("a", 0, 1, 0.1, 0)], "One")
    for asked in (1, 2):
        sliders.set_state({"values": [0.5], "asked": asked})
    assert calls == [0, 0.5, 0.5] and sliders.answered == 2     # each question is answered once


def test_a_function_that_raises_is_an_answer_too():
    def draw(a):
        if a > 1:
            raise ValueError(f"a is {a}\nand that is too much")
        return figures.digits(TEST.images[:1], f"A test digit, a seven, at {a}.")
    sliders = widgets.Sliders(draw, [("a", 0, 2, 0.1, 0)], "One")
    sliders.set_state({"values": [2], "asked": 1})
    assert sliders.answered == 1 and sliders.failed == "ValueError: a is 2" and sliders.said.endswith("at 0.")
    sliders.set_state({"values": [1], "asked": 2})
    assert sliders.answered == 2 and sliders.failed == "" and sliders.said.endswith("at 1.")
    with pytest.raises(ValueError, match="a is 3"):             # assigned in a cell, it stops that cell
        sliders.values = [3]
    with pytest.raises(ValueError, match="a is 2"):
        widgets.Sliders(draw, [("a", 0, 2, 0.1, 2)], "One")


def test_a_drawing_is_encoded_as_mnist_is():
    pad = widgets.DrawDigit(MODEL)
    assert pad.pictures == b"" and pad.mean == []
    drawing = np.zeros((140, 140), np.uint8)
    drawing[20:120, 60:72] = 255
    pad.set_state({"drawing": memoryview(drawing.tobytes()), "asked": 1})      # what the browser sends
    digit = data.binarize(data.to_mnist(drawing))[None]
    mean, logvar = latent.encode(MODEL, digit)
    assert np.allclose(pad.mean, mean[0]) and np.allclose(pad.logvar, logvar[0])
    seen, rebuilt, *samples = pictures(pad.pictures)
    assert np.array_equal(seen, digit[0]) and np.abs(rebuilt - latent.decode(MODEL, mean)[0]).max() < 0.01
    assert len(samples) == widgets.SAMPLES and np.abs(samples[0] - samples[1]).max() > 0
    pad.drawing = b""
    assert pad.pictures == b"" and pad.said == "Nothing is drawn."


def test_sliders_follow_their_values():
    asked = []

    def draw(a, b):
        asked.append((a, b))
        return figures.digits(TEST.images[:int(a)], f"The first {a:.0f} test digits, and {b:.1f}.")
    sliders = widgets.Sliders(draw, [("how many", 1, 5, 1, 2), ("nothing", 0, 1, 0.1, 0.5)], "Digits")
    first = sliders.png
    sliders.values = [3, 0.2]
    assert asked == [(2, 0.5), (3, 0.2)]
    assert sliders.png != first and sliders.said == "The first 3 test digits, and 0.2."
    assert sliders.controls[1] == {"label": "nothing", "min": 0, "max": 1, "step": 0.1}


def one_digit(a):
    return figures.digits(TEST.images[:1], f"A test digit, a seven, whatever {a} is.")


@pytest.mark.parametrize("make", [
    lambda: widgets.LatentPlane(MODEL, TEST), lambda: widgets.DrawDigit(MODEL),
    lambda: widgets.Sliders(one_digit, [("a", 0, 1, 0.1, 0)], "Nothing")])
def test_a_still_picture_stands_beside_the_live_one(make, monkeypatch):
    shown = []
    monkeypatch.setattr(widgets, "display", lambda bundle, **options: shown.append((bundle, options)))
    for widget in (make(), make()):                             # a cell that runs twice
        widget._ipython_display_()
    (bundle, options), (other, _) = shown
    assert {VIEW, "image/png", "text/plain"} <= set(bundle)
    assert bundle[VIEW]["model_id"] != other[VIEW]["model_id"]
    assert options["raw"] and len(options["metadata"]["image/png"]["alt"]) > 30


def test_page_and_pictures_have_the_same_colours():
    script = (Path(__file__).parents[1] / "browser" / "src" / "plane.js").read_text(encoding="utf-8")
    line = next(line for line in script.splitlines() if line.startswith("export const CLASS_COLOURS"))
    assert re.findall(r"#[0-9A-F]{6}", line) == list(figures.CLASS_COLOURS)
