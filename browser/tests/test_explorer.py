"""The explorer page, built from the shipped models and opened from disk."""

import json
import re
from itertools import pairwise
from urllib.request import urlopen

import numpy as np
import pytest

import explorer
from conftest import PHONE, PICTURES, where
from cvae_lib import __main__ as cli
from cvae_lib import data, latent, runs
from cvae_lib.model import CVAE

IMAGES = data.load_mnist().test.images[:200]
TABS = ("Move", "Draw", "Walk", "Samples")
LIMIT = 4                       # where the plane ends, as in explorer.js


@pytest.fixture(scope="session")
def conditional(tmp_path_factory):
    """The page of the conditional run."""
    target = tmp_path_factory.mktemp("page") / "conditional.html"
    target.write_text(explorer.build("mnist-conditional"), encoding="utf-8")
    return target.as_uri()


def ready(page, wholly=True):
    page.wait_for_selector("html[data-map]" if wholly else "html[data-ready]", timeout=60_000)
    return page


def touched(page):
    """A page on which the point no longer drifts, after the frame in which it stopped."""
    page.keyboard.press("Escape")
    return page


def place(page, x, y):
    """Where a point of the plane is on the screen."""
    return where(page.locator(".left canvas.plane"), LIMIT, x, y)


def field(page, name):
    """A number field below the plane."""
    return page.locator(".left").get_by_label(name)


def fields(page):
    """What the two number fields below the plane say."""
    return [float(one.input_value()) for one in page.locator(".left .fields input").all()]


def digit(page):
    """The picture of the open tab, as numbers, once the next frames have come."""
    return page.evaluate("""async () => {
        for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
        const canvas = document.querySelector('section:not([hidden]) canvas.digit');
        const pixels = canvas.getContext('2d').getImageData(0, 0, 28, 28).data;
        return Array.from(pixels.filter((_, i) => i % 4 === 0)); }""")


def test_the_page_computes_what_python_does(watched, address):
    page = ready(watched(address))
    rng = np.random.default_rng(0)
    for name, shipped, points in (("two", "mnist-2d", rng.uniform(-3, 3, (200, 2))),
                                  ("fifty", "mnist-50d", rng.standard_normal((200, 50)))):
        model = runs.load_pretrained(shipped)
        found = page.evaluate(f"points => Array.from(cvae.{name}.decode(points))", points.tolist())
        found = np.array(found).reshape(-1, 28, 28, 1)
        assert np.abs(found - latent.decode(model, points)).max() < 1e-4 and np.ptp(found) > 0.9
    found = page.evaluate("pixels => cvae.two.encode(pixels)", IMAGES.ravel().tolist())
    codes = latent.encode(runs.load_pretrained("mnist-2d"), IMAGES)
    for name, expected in zip(("mean", "logvar"), codes, strict=True):
        assert np.abs(np.array(found[name]) - expected).max() < 1e-4


@pytest.mark.parametrize("network", [
    {"classes": 3, "image_shape": (18, 30, 1)}, {"image_shape": (26, 16, 3), "filters": (4, 6, 5)},
    {"classes": 2, "image_shape": (20, 20, 3), "likelihood": "discretized_logistic", "latent_dim": 5},
    {"image_shape": (16, 64, 1), "filters": (4,), "likelihood": "discretized_logistic"},
    {"image_shape": (22, 18, 3), "likelihood": "continuous_bernoulli"}], ids=str)
def test_networks_of_other_shapes_compute_what_python_does(watched, address, network):
    """Sides that cannot be halved so often, one to three stages, colour, labels, every likelihood."""
    model, rng = CVAE(**{"latent_dim": 2, "filters": (4, 6)} | network), np.random.default_rng(1)
    for weight in model.weights:                            # biases too, and logits on both sides of 0
        weight.assign(rng.normal(0, 0.3, weight.shape))
    height, width, channels = model.image_shape
    exported = {"latent_dim": model.latent_dim, "shape": model.image_shape, "classes": model.classes,
                "likelihood": network.get("likelihood", "bernoulli"),
                "encoder": explorer.layers(model.encoder), "decoder": explorer.layers(model.decoder)}
    page = ready(watched(address), wholly=False)
    images = rng.random((5, height, width, channels), np.float32)
    points = rng.standard_normal((7, model.latent_dim))
    for label in range(max(1, model.classes)):
        found = page.evaluate("""([network, pixels, points, label]) => {
            const model = new cvae.Model(network);
            return {...model.encode(pixels, label), decoded: Array.from(model.decode(points, label))}; }""",
                              [exported, images.ravel().tolist(), points.tolist(), label])
        decoded = np.array(found["decoded"]).reshape(7, height, width, channels)
        expected = latent.decode(model.given(label), points)
        assert np.abs(decoded - expected).max() < 1e-4 and expected.std() > 0.01
        for name, values in zip(("mean", "logvar"), latent.encode(model.given(label), images), strict=True):
            assert np.allclose(found[name], values, atol=1e-4, rtol=1e-4)


def test_a_label_is_chosen_and_everything_follows(watched, conditional):
    page = ready(watched(conditional))
    model, test = runs.load_pretrained("mnist-conditional"), data.load_mnist().test
    seen, buttons = [], page.get_by_role("group", name="The label").get_by_role("button")
    assert [button.text_content() for button in buttons.all()] == list("0123456789")
    assert page.locator("#tour").count() == 0
    for name in ("z₁", "z₂"):
        field(page, name).fill("0")
    for label in (0, 7):
        if label:
            buttons.nth(label).focus()
            page.keyboard.press("Enter")
            ready(page)
        pressed = [button.get_attribute("aria-pressed") for button in buttons.all()]
        assert pressed == [str(number == label).lower() for number in range(10)]
        decoded = latent.decode(model.given(label), [[0.0, 0.0]])
        assert np.abs(np.array(digit(page)) - 255 * decoded.ravel()).max() < 1.5
        seen.append(page.evaluate("document.querySelector('canvas.plane').toDataURL()"))
    assert seen[0] != seen[1]                               # map and dots
    images = test.images[:200][test.labels[:200] == 7]
    found = page.evaluate("pixels => cvae.two.encode(pixels, 7)", images.ravel().tolist())
    assert np.abs(np.array(found["mean"]) - latent.encode(model.given(7), images)[0]).max() < 1e-4
    page.get_by_role("tab", name="Draw").click()
    page.get_by_role("button", name="Take a test digit").click()
    assert np.array_equal(digit(page), 255 * images[0].ravel())         # the first seven
    assert "q(z|x, y)" in page.locator("section:not([hidden]) p.hint").last.text_content()
    page.get_by_role("tab", name="Samples").click()
    assert page.locator("canvas.grid").count() == 1
    grid = page.evaluate("document.querySelector('canvas.grid').toDataURL()")
    buttons.nth(1).click()
    assert page.evaluate("document.querySelector('canvas.grid').toDataURL()") != grid
    page.screenshot(path=PICTURES / "explorer-conditional.png", full_page=True)


def test_images_in_colour_have_a_page_too(watched, tmp_path, monkeypatch):
    """Trained on nothing to speak of: the page shows what there is, names and all."""
    rng = np.random.default_rng(0)
    x, y = rng.integers(0, 256, (40, 32, 32, 3), np.uint8), np.arange(40, dtype=np.uint8) % 10
    np.savez(tmp_path / "cifar10.npz", x_train=x, y_train=y, x_test=x, y_test=y)
    monkeypatch.setenv("CVAE_DATA_DIR", str(tmp_path))
    assert cli.main(["train", "--data", "cifar10", "--likelihood", "discretized_logistic", "--filters", "4",
                     "6", "--epochs", "1", "--out", str(tmp_path / "run")]) == 0
    (tmp_path / "index.html").write_text(explorer.build(str(tmp_path / "run")), encoding="utf-8")
    page = ready(watched((tmp_path / "index.html").as_uri()))
    assert "4 deer" in page.locator("ul.legend").text_content()
    page.get_by_role("tab", name="Encode").click()
    page.get_by_role("button", name="Take a test image").click()
    shown = page.evaluate("""() => {
        const canvas = document.querySelector('section:not([hidden]) canvas.digit');
        return Array.from(canvas.getContext('2d').getImageData(0, 0, 32, 32).data); }""")
    assert np.array_equal(np.array(shown).reshape(32, 32, 4)[..., :3], x[0])
    assert page.get_by_role("tab", name="Samples").count() == 1 and not page.locator("canvas.sketch").count()
    page.screenshot(path=PICTURES / "explorer-colour.png", full_page=True)


def test_images_without_labels_are_not_given_any(watched, tmp_path):
    pixels = np.random.default_rng(0).integers(0, 2, (60, 18, 40), np.uint8) * 255
    np.savez(tmp_path / "wide.npz", images=pixels)
    assert cli.main(["train", "--data", str(tmp_path / "wide.npz"), "--filters", "4", "6", "--epochs", "1",
                     "--out", str(tmp_path / "run")]) == 0
    (tmp_path / "index.html").write_text(explorer.build(str(tmp_path / "run")), encoding="utf-8")
    page = ready(watched((tmp_path / "index.html").as_uri()))
    mean = page.evaluate("cvae.two.encode(new Float32Array(18 * 40)).mean[0]")
    for name, value in zip(("z₁", "z₂"), mean, strict=True):
        field(page, name).fill(str(value))
    assert page.locator("section:not([hidden]) p.hint").text_content() in ("Test images lie near here.",
                                                                           "No test image lies near.")
    assert not page.locator("ul.legend").count() and not page.get_by_role("group", name="The label").count()


@pytest.mark.parametrize("names, complaint", [
    (("mnist-50d",), "has 50 latent dimensions; the explorer needs 2 here"),
    (("mnist-2d", "mnist-2d"), "has 2 latent dimensions; the explorer needs 50 here"),
    (("mnist-conditional", "mnist-50d"), "is not of the images and labels of"),
    (("nowhere",), "nowhere: no such folder")])
def test_what_cannot_be_shown_is_refused(names, complaint):
    with pytest.raises(runs.RunError, match=complaint):
        explorer.build(*names)


def test_a_drawing_takes_mnists_form_as_in_python(watched, address):
    page = ready(watched(address), wholly=False)
    rng = np.random.default_rng(0)
    for image in IMAGES[:20, :, :, 0]:
        drawing = np.kron(image * 255, np.ones((5, 5))).astype(np.uint8)
        drawing = np.roll(np.pad(drawing, 20), rng.integers(-15, 16, 2), axis=(0, 1))
        found = page.evaluate("([greys, side]) => Array.from(cvae.toMnist(greys, side, side))",
                              [drawing.ravel().tolist(), len(drawing)])
        expected = data.to_mnist(drawing).ravel().astype(int)
        # 8 of 255, for the rounding between the two passes over a narrow digit.
        assert np.abs(np.array(found) - expected).max() <= 8
    assert page.evaluate("cvae.toMnist(new Uint8Array(400), 20, 20)") is None


# From an event to the frame after the one that shows it: 400 events, two to a frame, as a hand makes them.
LATENCY = """async (selector) => {
    const canvas = document.querySelector(selector), box = canvas.getBoundingClientRect(), times = [];
    const at = (i) => ({clientX: box.left + box.width * (0.5 + 0.35 * Math.sin(i / 20)), bubbles: true,
        clientY: box.top + box.height * (0.5 + 0.35 * Math.cos(i / 31)), pointerId: 1, buttons: 1});
    canvas.setPointerCapture = () => {}; canvas.hasPointerCapture = () => true;
    canvas.dispatchEvent(new PointerEvent('pointerdown', at(0)));
    for (let i = 0; i < 400; i += 2) {
        const begun = performance.now();
        canvas.dispatchEvent(new PointerEvent('pointermove', at(i)));
        canvas.dispatchEvent(new PointerEvent('pointermove', at(i + 1)));
        await new Promise(requestAnimationFrame);
        await new Promise((resolve) => setTimeout(resolve));
        times.push(performance.now() - begun);
    }
    canvas.dispatchEvent(new PointerEvent('pointerup', at(400)));
    return times; }"""


def test_it_is_small_and_how_quick_it_is_stands_beside_the_screenshots(watched, address):
    page = touched(ready(watched(address)))
    times = {"move": page.evaluate(LATENCY, "canvas.plane")}
    page.get_by_role("tab", name="Draw").click()
    times["draw"] = page.evaluate(LATENCY, "canvas.sketch")
    found = {name: int(page.evaluate(f"document.documentElement.dataset.{value}"))
             for name, value in (("first interaction, ms", "ready"), ("map full, ms", "mapped"))}
    found |= {f"{name}, event to picture, ms, {share} %": round(float(np.quantile(values, share / 100)), 1)
              for name, values in times.items() for share in (50, 95)}
    found["megabytes"] = len(urlopen(address).read()) / 1e6
    print(found)
    (PICTURES / "explorer.json").write_text(json.dumps(found, indent=1) + "\n")
    assert found["megabytes"] < 4 and all(len(values) == 200 for values in times.values())


def test_the_point_moves_by_mouse_keys_and_numbers(watched, address):
    page = ready(watched(address))
    seen = [digit(page)]
    page.mouse.click(*place(page, -1.5, 1.5))
    seen.append(digit(page))
    values = fields(page)
    assert values == pytest.approx([-1.5, 1.5], abs=0.02)
    page.keyboard.press("ArrowRight")
    seen.append(digit(page))
    assert fields(page)[0] == pytest.approx(-1.4, abs=0.02)
    field(page, "z₂").fill("-2")
    seen.append(digit(page))
    assert all(a != b for a, b in pairwise(seen))
    decoded = latent.decode(runs.load_pretrained("mnist-2d"), [[values[0] + 0.1, -2.0]])
    assert np.abs(np.array(seen[-1]) - 255 * decoded.ravel()).max() < 4     # the field shows two decimals
    page.wait_for_function("document.getElementById('said').textContent.includes('−2.00')")


def test_the_fields_say_what_is(watched, address):
    page = touched(ready(watched(address)))
    field(page, "z₁").fill("9")
    page.keyboard.press("Tab")
    assert fields(page)[0] == LIMIT
    before = fields(page)
    field(page, "z₂").fill("")
    page.keyboard.press("Tab")
    assert fields(page) == before
    for key in ("ArrowRight", "ArrowLeft"):         # at the edge, held, and back
        page.locator(".left canvas.plane").focus()
        for _ in range(30):
            page.keyboard.press(key)
    assert fields(page)[0] == pytest.approx(LIMIT - 3, abs=0.01)
    page.mouse.move(*place(page, 0, 0))
    page.mouse.down()
    page.mouse.move(5, 5, steps=4)                  # past the corner
    page.mouse.up()
    assert fields(page) == [-LIMIT, LIMIT]
    decoded = latent.decode(runs.load_pretrained("mnist-2d"), [[-LIMIT, LIMIT]])
    assert np.abs(np.array(digit(page)) - 255 * decoded.ravel()).max() < 1.5


def test_the_point_drifts_from_a_crisp_digit_until_it_is_touched(watched, address):
    page = ready(watched(address))
    seen = []
    for _ in range(3):
        seen.append(fields(page))
        page.wait_for_timeout(300)
    steps = [np.hypot(*np.subtract(a, b)) for a, b in pairwise(seen)]
    assert all(0 < step < 0.5 for step in steps)
    page.mouse.click(*place(page, 1, -2))
    page.wait_for_timeout(300)
    assert fields(page) == pytest.approx([1, -2], abs=0.02)
    still = ready(watched(address, reduced_motion="reduce"))
    first = fields(still)
    still.wait_for_timeout(300)
    assert fields(still) == first
    ink = np.array(digit(still)) / 255
    blurred = latent.decode(runs.load_pretrained("mnist-2d"), [[0.2, 0.0]])         # where 5, 8 and 3 meet
    assert (ink * (1 - ink)).sum() / ink.sum() < 0.7 * (blurred * (1 - blurred)).sum() / blurred.sum()


def test_plane_and_picture_are_on_one_screen_of_a_phone(watched, address):
    page = touched(ready(watched(address, **PHONE)))
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
        page.evaluate("scrollTo(0, 0)")
        boxes = [page.locator(".left canvas.plane").bounding_box(),
                 page.locator("section:not([hidden]) :is(canvas.digit, canvas.grid)").first.bounding_box()]
        if tab == "Draw":
            boxes.append(page.locator("canvas.sketch").bounding_box())
        top = min(box["y"] for box in boxes)
        assert max(box["y"] + box["height"] for box in boxes) - top < PHONE["viewport"]["height"], tab


def test_the_lens_stands_beside_the_hand_and_never_below_it(watched, address):
    page = touched(ready(watched(address, **PHONE)))
    page.evaluate("""() => { window.lenses = [];
        const draw = CanvasRenderingContext2D.prototype.drawImage;
        CanvasRenderingContext2D.prototype.drawImage = function (image, ...place) {
            if (image.className === 'digit') lenses.push(place.map((one) => one / devicePixelRatio));
            return draw.call(this, image, ...place); }; }""")
    box = page.locator(".left canvas.plane").bounding_box()
    for point in ((0, 0), (-3.9, 3.9), (3.9, 3.9), (0, 3.9), (3.9, -3.9), (-3.9, -3.9), (0, 2)):
        x, y = place(page, *point)
        page.mouse.click(x, y)
        digit(page)
        left, top, wide, high = page.evaluate("lenses.at(-1)")
        x, y = x - box["x"], y - box["y"]
        assert left >= 0 and left + wide <= box["width"] and top >= 0 and top + high <= box["height"]
        gaps = (max(left - x, x - left - wide, 0), max(top - y, y - top - high, 0))
        assert 10 < max(gaps) < 30 and top < y and wide == high >= 72, point


def test_a_point_beyond_the_plane_is_told_and_pointed_to(watched, address):
    page = touched(ready(watched(address)))
    def orange():
        """Where the plane's rim shows the marker's colour: left, right, top, bottom."""
        return page.evaluate("""async () => {
            for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame);
            const canvas = document.querySelector('.left canvas.plane'), side = canvas.width, rim = 15;
            const counted = (...place) => {
                const {data} = canvas.getContext('2d').getImageData(...place);
                let count = 0;
                for (let i = 0; i < data.length; i += 4) {
                    if (data[i] > 190 && data[i + 1] > 60 && data[i + 1] < 120 && data[i + 2] < 40) count++; }
                return count; };
            delete cvae.pad.layers.lens;
            return [counted(0, 0, rim, side), counted(side - rim, 0, rim, side), counted(0, 0, side, rim),
                    counted(0, side - rim, side, rim)]; }""")
    page.evaluate("delete cvae.pad.layers.lens")
    for point, place_of in (((-4.79, 1), 0), ((5.5, 0), 1), ((0, 4.2), 2), ((1, -9), 3)):
        page.evaluate("point => cvae.pad.move(point)", point)
        found = orange()
        assert fields(page) == pytest.approx(point) and found.index(max(found)) == place_of
        assert max(found) > 10 and sorted(found)[-2] == 0
    page.evaluate("cvae.pad.move([3, 3])")
    assert orange() == [0, 0, 0, 0]


def test_no_label_on_the_plane_hides_another(watched, address):
    page = touched(ready(watched(address, viewport={"width": 1200, "height": 900})))
    page.evaluate("""() => { window.labels = [];
        const fill = OffscreenCanvasRenderingContext2D.prototype.fillText;
        OffscreenCanvasRenderingContext2D.prototype.fillText = function (...what) {
            labels.push(what); return fill.apply(this, what); }; }""")
    page.get_by_label("encoded test digits").check()
    digit(page)
    found = page.evaluate("labels.splice(0)")
    size = page.evaluate("document.querySelector('.left canvas.plane').width")
    assert sorted(label for label, *_ in found) == list("0123456789")
    at = np.array([[x, y] for _, x, y in found])
    apart = np.hypot(*(at[:, None] - at[None]).T)[np.triu_indices(10, 1)]
    radius = min(max(size / 36, 8), 13)
    assert apart.min() > 2 * radius and radius < at.min() and at.max() < size - radius


def test_a_digit_is_drawn_walked_and_sampled(watched, address):
    page = ready(watched(address, **PHONE))
    page.get_by_role("tab", name="Draw").click()
    pad = page.locator("canvas.sketch")
    pad.scroll_into_view_if_needed()
    box = pad.bounding_box()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + 0.2 * box["height"])
    page.mouse.down()
    page.mouse.move(box["x"] + 0.45 * box["width"], box["y"] + 0.8 * box["height"], steps=8)
    page.mouse.up()
    assert "q(z|x)" in page.locator("section:not([hidden]) p.hint").last.text_content()
    assert max(digit(page)) == 255
    page.screenshot(path=PICTURES / "explorer-draw.png", full_page=True)
    pad.focus()
    page.keyboard.press("Delete")
    assert max(digit(page)) == 0
    for key in ("Space", *["ArrowDown"] * 16):
        page.keyboard.press(key)
    assert max(digit(page)) == 255                  # a stroke drawn with keys
    page.get_by_role("tab", name="Walk").click()
    before = digit(page)
    page.get_by_label("from A to B", exact=True).fill("1")
    assert digit(page) != before
    before = digit(page)
    page.evaluate("scrollTo(0, 0)")
    page.mouse.move(*place(page, 1.5, 1))           # B, at first
    page.mouse.down()
    page.mouse.move(*place(page, 2.5, -2), steps=5)
    page.mouse.up()
    assert digit(page) != before and fields(page) == pytest.approx([2.5, -2], abs=0.05)
    page.get_by_role("button", name="Move A").click()
    assert fields(page) == [-1.5, -1]
    page.locator(".left canvas.plane").focus()
    page.keyboard.press("ArrowUp")
    digit(page)
    assert fields(page) == pytest.approx([-1.5, -0.9])
    page.get_by_role("tab", name="Samples").click()
    grids = [page.evaluate("Array.from(document.querySelectorAll('canvas.grid'), c => c.toDataURL())")]
    page.get_by_role("button", name="Draw again").click()
    grids.append(page.evaluate("Array.from(document.querySelectorAll('canvas.grid'), c => c.toDataURL())"))
    assert len(grids[0]) == 2 and all(a != b for a, b in zip(*grids, strict=True))
    page.screenshot(path=PICTURES / "explorer-samples.png", full_page=True)


def test_the_tour_goes_with_the_tabs_and_knows_what_is_found(watched, address):
    page = touched(ready(watched(address)))
    tour = page.locator("#tour")
    tabs, headings = [], []
    while True:
        headings.append(tour.locator("h2").text_content())
        tabs.append(page.locator("[role=tab][aria-selected=true]").text_content())
        assert re.match(r"(Find|Draw|Count) .*", tour.locator(".find").text_content())
        if not tour.get_by_role("button", name="Next").is_enabled():
            break
        tour.get_by_role("button", name="Next").click()
    assert len(set(headings)) == len(headings) >= 7 and list(dict.fromkeys(tabs)) == list(TABS)
    links = [link.get_attribute("href") for link in page.get_by_role("link").all()]
    assert sum(link.endswith(f"/notebooks/{name}.ipynb") for link in links
               for name in ("06_manifold", "07_generation", "08_likelihood")) == 3
    for tab in ("Walk", "Draw", "Move"):            # and the other way: a tab that is opened brings its step
        page.get_by_role("tab", name=tab).click()
        assert tour.locator("h2").text_content() == headings[tabs.index(tab)]
    images, labels = (part[:2_000] for part in data.load_mnist().test)
    codes = latent.encode(runs.load_pretrained("mnist-2d"), images)[0]
    found = tour.locator(".find")
    for what in (lambda votes, point: votes[6] >= 11, lambda votes, point: votes[4] >= 4 and votes[9] >= 4,
                 lambda votes, point: np.hypot(*point) > 3.3):
        assert "Found" not in found.text_content()
        point = next(point for point in codes if (np.abs(point) < LIMIT).all() and what(np.bincount(
            labels[np.argsort(((codes - point) ** 2).sum(1))[:15]], minlength=10), point))
        page.mouse.click(*place(page, *map(float, point)))
        digit(page)
        assert found.text_content().startswith("✓ Found. Find")
        tour.get_by_role("button", name="Next").click()


def test_nothing_stands_out_sideways_at_any_width(watched, address):
    page = touched(ready(watched(address)))
    for width in (360, 480, 640, 768, 800, 1024, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        for tab in (*TABS, "Learn"):
            page.get_by_role("tab", name=tab).click()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (tab, width)
        tops = {tab.bounding_box()["y"] for tab in page.get_by_role("tab").all()}
        assert len(tops) == 1, width                # the tabs lie in one line


@pytest.mark.parametrize("which", ["address", "conditional"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_barrier_and_no_sideways_scroll(watched, request, which, scheme):
    from axe_playwright_python.sync_playwright import Axe

    page = ready(watched(request.getfixturevalue(which), color_scheme=scheme, **PHONE))
    for tab in TABS:
        page.get_by_role("tab", name=tab).click()
        found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]})
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.screenshot(path=PICTURES / f"explorer-{'' if which == 'address' else 'conditional-'}{scheme}.png",
                    full_page=True)


def test_reduced_motion_is_respected(watched, address):
    page = ready(watched(address, reduced_motion="reduce"))
    page.get_by_role("tab", name="Walk").click()
    share = page.get_by_label("from A to B", exact=True)
    page.get_by_role("button", name="Play").click()
    first = share.input_value()
    page.wait_for_timeout(600)
    assert share.input_value() == first and float(first) > 0
