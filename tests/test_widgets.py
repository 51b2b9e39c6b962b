"""cvae_lib.widgets, from the kernel's side. browser/tests moves them with a mouse."""

import re
import threading
from pathlib import Path

import numpy as np
import pytest

from cvae_lib import data, figures, latent, runs, widgets
from cvae_lib.model import CVAE

MODEL, TEST = runs.load_pretrained("mnist-2d"), data.load_mnist().test
VIEW = "application/vnd.jupyter.widget-view+json"


def pictures(widget_bytes):
    return np.frombuffer(widget_bytes, np.uint8).reshape(-1, 28, 28, 1) / 255


def ask(widget, count, view="a", **values):
    """What the browser sends, and ipywidgets 7 and 8 alike hand on; the widget's answer."""
    buffers = {name: memoryview(value) for name, value in values.items() if isinstance(value, bytes)}
    question = {"view": view, "count": count, "bytes": list(buffers),
                "values": {name: value for name, value in values.items() if name not in buffers}}
    widget._handle_msg({"content": {"data": {"method": "custom", "content": question}},
                        "buffers": list(buffers.values())})
    return widget.answered


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
    ask(plane, 1, point=[0.5, 1.0])
    for count, label in ((2, 7), (3, 2)):
        before = plane.pixels
        assert ask(plane, count, given=label) == f"a {count}"
        assert plane.failed == "" and plane.pixels != before
        expected = latent.decode(model.given(label), [[0.5, 1.0]])
        assert np.abs(pictures(plane.pixels) - expected).max() < 0.5 / 255 + 1e-6
        images = TEST.images[TEST.labels == label]
        assert np.array_equal(np.frombuffer(plane.dots, np.float32).reshape(-1, 2),
                              latent.encode(model.given(label), images)[0])
        assert set(np.frombuffer(plane.labels, np.uint16)) == {label}
        assert len(plane.labels) == 2 * len(images)
    assert ask(plane, 4, given=10) == "a 4" and "must be from 0 to 9" in plane.failed
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
    model = CVAE(2, filters=(4, 4), **network)
    for models in ({"model": model}, {"model": MODEL, "beside": model}):
        with pytest.raises(ValueError, match="the drawing pad needs a model of black-and-white"):
            widgets.DrawDigit(**models)


def toy(draw=lambda a: None):
    """Sliders that call draw before their picture, and the values that they were called with."""
    calls = []

    def drawn(a):
        calls.append(a)
        draw(a)
        return figures.digits(TEST.images[:1], f"A test digit, a seven, at {a}.")
    return widgets.Sliders(drawn, [("a", 0, 2, 0.1, 0)], "One"), calls


def test_every_question_of_the_browser_is_answered():
    plane = widgets.LatentPlane(MODEL)
    # Also a question that repeats the last.
    for count, point in ((1, [1.0, 1.0]), (2, [1.0, 1.0]), (3, [0.0, 0.0]), (7, [0.0, 0.0])):
        assert ask(plane, count, point=point) == f"a {count}"
        assert np.abs(pictures(plane.pixels) - latent.decode(MODEL, [point])).max() < 0.01
    pad = widgets.DrawDigit(MODEL)
    for count in (1, 2):                                        # Clear on an empty pad, twice
        assert ask(pad, count, drawing=b"") == f"a {count}" and pad.said == "Nothing is drawn."
    sliders, calls = toy()
    for count in (1, 2):
        assert ask(sliders, count, values=[0.5]) == f"a {count}"
    assert calls == [0, 0.5, 0.5]                               # each question is answered once
    sliders.values = [1]
    assert calls == [0, 0.5, 0.5, 1]


def test_an_answer_comes_as_one_message(monkeypatch):
    sliders, _ = toy()
    sent = []
    monkeypatch.setattr(sliders, "send_state", lambda key: sent.append(key))
    ask(sliders, 1, values=[0.5])
    assert len(sent) == 1


def test_a_question_that_was_overtaken_changes_nothing():
    sliders, calls = toy()
    assert ask(sliders, 2, values=[2]) == "a 2"
    assert ask(sliders, 1, values=[1]) == "a 2" and calls == [0, 2] and sliders.values == [2]
    assert ask(sliders, 1, view="b", values=[1]) == "b 1" and calls == [0, 2, 1]


def test_a_function_that_raises_is_an_answer_too():
    def draw(a):
        if a > 1:
            raise ValueError(f"a is {a}\nand that is too much")
    sliders, _ = toy(draw)
    assert ask(sliders, 1, values=[2]) == "a 1"
    assert sliders.failed == "ValueError: a is 2" and sliders.said.endswith("at 0.")
    assert ask(sliders, 2, values=[1]) == "a 2"
    assert sliders.failed == "" and sliders.said.endswith("at 1.")
    assert ask(sliders, 3, values=1) == "a 3" and sliders.failed.startswith("TraitError: ")
    sliders.values = [0.5]                                      # assigned in a cell
    assert sliders.failed == "" and sliders.said.endswith("at 0.5.")
    with pytest.raises(ValueError, match="a is 3"):             # and there it stops that cell
        sliders.values = [3]
    with pytest.raises(ValueError, match="a is 2"):
        widgets.Sliders(draw, [("a", 0, 2, 0.1, 2)], "One")


@pytest.mark.parametrize("stop, goes_on", [(KeyboardInterrupt, False), (SystemExit, True)])
def test_a_function_that_is_stopped_is_an_answer_too(stop, goes_on):
    def draw(a):
        if a > 1:
            raise stop
    sliders, calls = toy(draw)
    try:
        ask(sliders, 1, values=[2])
        went_on = True
    except stop:
        went_on = False
    assert went_on == goes_on and sliders.answered == "a 1" and sliders.failed == stop.__name__
    assert ask(sliders, 2, values=[1]) == "a 2" and sliders.failed == ""
    sliders.values = [0.5]                                      # what is assigned is followed as before
    assert calls == [0, 2, 1, 0.5]


def test_a_cell_may_assign_while_a_question_is_answered_in_another_thread():
    begun, go_on = threading.Event(), threading.Event()

    def draw(a):
        if a == 1:
            begun.set()
            assert go_on.wait(10)
    sliders, calls = toy(draw)
    threads = [threading.Thread(target=lambda: ask(sliders, 1, values=[1])),
               threading.Thread(target=lambda: setattr(sliders, "values", [2]))]
    threads[0].start()
    assert begun.wait(10)
    threads[1].start()
    while sliders.values != [2]:                                # the second has come as far as it can
        threads[1].join(0.01)
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert calls == [0, 1, 2] and sliders.answered == "a 1" and sliders.said.endswith("at 2.")


def test_a_drawing_is_encoded_as_mnist_is():
    pad = widgets.DrawDigit(MODEL)
    assert pad.pictures == b"" and pad.mean == []
    drawing = np.zeros((140, 140), np.uint8)
    drawing[20:120, 60:72] = 255
    assert ask(pad, 1, drawing=drawing.tobytes()) == "a 1" and pad.failed == ""
    digit = data.binarize(data.to_mnist(drawing))[None]
    mean, logvar = latent.encode(MODEL, digit)
    assert np.allclose(pad.mean, mean[0]) and np.allclose(pad.logvar, logvar[0])
    seen, rebuilt, *samples = pictures(pad.pictures)
    assert np.array_equal(seen, digit[0]) and np.abs(rebuilt - latent.decode(MODEL, mean)[0]).max() < 0.01
    assert len(samples) == widgets.SAMPLES and np.abs(samples[0] - samples[1]).max() > 0
    pad.drawing = b""
    assert pad.pictures == b"" and pad.said == "Nothing is drawn."


def test_a_second_model_rebuilds_a_drawing_beside_the_first():
    more = runs.load_pretrained("mnist-50d")
    pad = widgets.DrawDigit(MODEL, beside=more)
    drawing = data.load_grey_sample().test.images[1].repeat(5, 0).repeat(5, 1)[..., 0]
    ask(pad, 1, drawing=drawing.tobytes())
    digit, two, fifty, *samples = pictures(pad.pictures)
    assert pad.captions == ["as the encoder sees it", "reconstruction", "with 50 numbers",
                            *["sample from q"] * widgets.SAMPLES] and len(samples) == widgets.SAMPLES
    expected = latent.decode(more, latent.encode(more, digit[None])[0])[0]
    assert np.abs(fifty - expected).max() < 0.01
    assert np.abs(fifty - digit).sum() < np.abs(two - digit).sum()          # two numbers are few
    alone = widgets.DrawDigit(MODEL)
    ask(alone, 1, drawing=drawing.tobytes())
    without = [seen for i, seen in enumerate(pictures(pad.pictures)) if i != 2]
    assert np.array_equal(pictures(alone.pictures), without)


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
    lambda: widgets.DrawDigit(MODEL, beside=CVAE(5)),
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
