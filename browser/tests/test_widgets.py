"""The widgets in a real JupyterLab: notebooks are opened and run, and used by mouse and by keys.

CVAE_LAB may name the Python of another environment, such as one with Colab's versions, for its JupyterLab.
"""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import numpy as np
import pytest

import editions
import pins
from conftest import BADGES, PICTURES, ROOT, where

TOKEN = "course"
PLANES = """from cvae_lib import data, load_pretrained, widgets
widgets.LatentPlane(load_pretrained("mnist-conditional"), data.load_mnist().test)
---
import numpy as np
from cvae_lib import CVAE, data, widgets
images = np.random.default_rng(0).integers(0, 256, (60, 20, 32, 3), np.uint8)
widgets.LatentPlane(CVAE(2, image_shape=(20, 32, 3), filters=(4, 6), likelihood="discretized_logistic"),
                    data.Part(images, np.arange(60) % 3), class_names=("ship", "horse", "frog"))
---
from cvae_lib import load_pretrained
widgets.DrawDigit(load_pretrained("mnist-2d"), beside=load_pretrained("mnist-50d"))"""
# Widgets whose kernel can be made slow or wrong, and counts its questions. The sliders are shown twice.
TOYS = """import time
import numpy as np
from cvae_lib import figures, load_pretrained, widgets
calls, wait = [], [0.0]
def draw(a, b):
    calls.append((a, b))
    time.sleep(wait[0])
    if a > 8:
        raise ValueError(f"a is {a},\\nand that is too much")
    return figures.digits(np.zeros((1, 28, 28, 1)), f"A black square at {a} and {b}.")
toy = widgets.Sliders(draw, [("a", 0, 10, 0.1, 0), ("b", 0, 10, 0.1, 0)], "Toy")
toy
---
class Plane(widgets.LatentPlane):
    def _respond(self):
        calls.append(self.point)
        time.sleep(wait[0])
        super()._respond()
plane = Plane(load_pretrained("mnist-conditional"))
plane
---
toy
---
widgets.DrawDigit(load_pretrained("mnist-2d"))"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab over copies of the notebooks, at the small budget; gives the address of a notebook."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*", "runs"))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    for name, text in (("planes", PLANES), ("toys", TOYS)):
        cells = [nbformat.v4.new_code_cell(cell) for cell in text.split("---\n")]
        notebook = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
        nbformat.write(notebook, folder / "notebooks" / f"{name}.ipynb")
    nbformat.write(editions.student()["02_architecture.ipynb"], folder / "notebooks" / "student.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"CVAE_BUDGET": "quick", "CVAE_RUNS_DIR": str(folder / "runs"), "JUPYTER_PREFER_ENV_PATH": "1",
                "JUPYTER_CONFIG_DIR": str(folder / "config"), "JUPYTER_DATA_DIR": str(folder / "data"),
                "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
                "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings")}
    python = os.environ.get("CVAE_LAB", sys.executable)
    # As the course's environment and Binder are set up, but for this server alone.
    news = [*pins.NEWS.replace('"', "").split()[1:], "--level=user"]
    subprocess.run([python, *news], env=os.environ | settings, check=True, capture_output=True)
    server = subprocess.Popen(
        [python, "-m", "jupyter", "lab", "--no-browser", "--allow-root",
         "--ip=127.0.0.1", f"--port={port}",
         f"--IdentityProvider.token={TOKEN}", f"--ServerApp.token={TOKEN}",
         "--LabApp.expose_app_in_browser=True", f"--ServerApp.root_dir={folder}"],
        env=os.environ | settings, stdout=(folder / "log").open("w"), stderr=subprocess.STDOUT)
    try:
        for _ in range(240):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/api?token={TOKEN}", timeout=5)
                break
            except OSError:
                assert server.poll() is None, (folder / "log").read_text()
                time.sleep(0.5)
        # Each notebook in a workspace of its own, or the next page would open the last one's tabs too.
        yield lambda name: f"http://127.0.0.1:{port}/lab/workspaces/{name[:2]}/tree/notebooks/{name}?token={TOKEN}"
    finally:
        server.terminate()
        server.wait(30)


def run_all(watched, lab, name, clean=True):
    """Open a notebook and run it to its end; a ``clean`` one has no errors and no messages."""
    address = lab(name)
    hosts = (re.match(r"http://[^/]*", address)[0], "ws:", *BADGES)
    page = watched(address, hosts=hosts, viewport={"width": 1300, "height": 1000})
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=120_000)
    # A run before this asks for a kernel.
    page.evaluate("async () => { await jupyterapp.shell.currentWidget.sessionContext.ready; }")
    page.evaluate("""() => {
        jupyterapp.commands.execute('notebook:run-all-cells').then(() => { window.allRun = true; }); }""")
    page.wait_for_function("window.allRun", timeout=400_000)
    assert not clean or not page.locator("[data-mime-type='application/vnd.jupyter.stderr']").count()
    return page


def grey(canvas):
    return canvas.evaluate("""canvas => {
        const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return Array.from(pixels).filter((_, i) => i % 4 === 0); }""")


def change(page, canvas, before):
    """Wait until a canvas shows something else."""
    for _ in range(200):
        if (now := grey(canvas)) != before:
            return now
        page.wait_for_timeout(50)
    pytest.fail("the picture did not change within ten seconds")


def widget(page, label):
    found = page.get_by_role("group", name=label, exact=True).first
    for _ in range(2):              # JupyterLab may scroll back to the cell that was active
        found.scroll_into_view_if_needed()
        page.wait_for_timeout(700)
    return found


def test_run_all_goes_past_the_blanks_of_the_students_edition(watched, lab):
    page = run_all(watched, lab, "student.ipynb", clean=False)      # comes back at the first blank
    page.wait_for_function("""() => jupyterapp.shell.currentWidget.content.widgets.some(
        cell => cell.model.id === 'exercises-summary' && cell.model.executionCount)""", timeout=60_000)
    cells = page.evaluate("""() => jupyterapp.shell.currentWidget.content.widgets
        .map(cell => cell.model.toJSON()).filter(cell => cell.cell_type === 'code')""")
    assert all(cell["execution_count"] for cell in cells) and cells[-1]["source"] == "checks.summary(2)"
    assert "0 of 5 checked exercises are right" in cells[-1]["outputs"][0]["text"]
    errors = [output for cell in cells for output in cell["outputs"] if output["output_type"] == "error"]
    assert len(errors) == 5 and all(len(error["traceback"]) == 1 for error in errors)
    assert page.locator(".Toastify__toast").count() == 0            # no question after news
    page.evaluate("jupyterapp.shell.currentWidget.content.scrollToItem(jupyterapp.shell.currentWidget.content"
                  ".widgets.length - 8)")
    page.wait_for_timeout(1_000)
    page.screenshot(path=PICTURES / "students_blanks.png")


def test_the_plane_and_the_drawing_pad(watched, lab):
    page = run_all(watched, lab, "06_manifold.ipynb")
    box = widget(page, "The latent plane")
    plane, digit = box.locator("canvas.plane"), box.locator("canvas.digit")
    seen = grey(digit)
    plane.click(position={"x": 30, "y": 30})
    seen = change(page, digit, seen)
    place = plane.bounding_box()
    page.mouse.move(place["x"] + 0.5 * place["width"], place["y"] + 0.5 * place["height"])
    page.mouse.down()
    page.mouse.move(place["x"] + 0.2 * place["width"], place["y"] + 0.2 * place["height"], steps=5)
    page.mouse.up()
    seen = change(page, digit, seen)
    page.wait_for_timeout(500)
    seen = grey(digit)
    for _ in range(8):
        page.keyboard.press("ArrowDown")
    change(page, digit, seen)
    box.get_by_label("z₁").fill("1.5")
    page.wait_for_timeout(500)
    said = box.locator(".hint:not([role=alert])").text_content()
    assert re.match(r"Point at 1\.50, .*\. Test digits near here are .*\.", said)
    page.screenshot(path=PICTURES / "lab-plane.png")
    # Out and back within one question, and a click where the point is already: neither changes a value, and
    # both are answered.
    place = plane.bounding_box()
    for _ in range(2):
        page.mouse.click(place["x"] + 40, place["y"] + 40)
        page.wait_for_timeout(300)
    seen = grey(digit)
    plane.click(position={"x": place["width"] - 30, "y": place["height"] - 30})
    change(page, digit, seen)

    box = widget(page, "Draw a digit")
    pad, pictures = box.locator("canvas.sketch"), box.locator("canvas.digit")
    nothing = grey(pictures.nth(1))
    assert max(nothing) == 0
    for _ in range(2):              # on an empty pad: a question that changes nothing
        box.get_by_role("button", name="Clear").click()
        page.wait_for_timeout(300)
    pad.click(position={"x": 120, "y": 60})
    change(page, pictures.nth(0), nothing)
    place = pad.bounding_box()
    page.mouse.move(place["x"] + 0.55 * place["width"], place["y"] + 0.2 * place["height"])
    page.mouse.down()
    page.mouse.move(place["x"] + 0.45 * place["width"], place["y"] + 0.8 * place["height"], steps=8)
    page.mouse.up()
    page.wait_for_timeout(700)
    assert max(grey(pictures.nth(1))) > 150
    page.wait_for_timeout(500)
    assert "Encoded at" in box.locator(".hint:not([role=alert])").last.text_content()
    page.screenshot(path=PICTURES / "lab-draw.png")


KERNEL = "jupyterapp.shell.currentWidget.sessionContext.session.kernel"


def in_kernel(page, code):
    """Run code in the notebook's kernel; what it prints."""
    return page.evaluate(f"""async (code) => {{
        const future = {KERNEL}.requestExecute({{code}});
        let printed = '';
        future.onIOPub = ({{content}}) => {{ printed += content.text || content.evalue || ''; }};
        await future.done;
        return printed; }}""", code)


def until(page, found, expected, seconds=10):
    """Wait until found() is what is expected."""
    for _ in range(20 * seconds):
        if (now := found()) == expected:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{now!r} and not {expected!r} after {seconds} seconds")


def toys(watched, lab, label, place=0):
    """The notebook of toys, run; one of its widgets."""
    page = run_all(watched, lab, "toys.ipynb")
    return page, page.get_by_role("group", name=label, exact=True).nth(place)


def type_at_once(box, *pairs):
    """Write numbers into fields, by their label, with no frame in between."""
    box.evaluate("""(box, pairs) => pairs.forEach(([label, value]) => {
        const fields = [...box.querySelectorAll('input[type=number]')];
        const name = (field) => field.getAttribute('aria-label') || field.labels[0].textContent;
        const field = fields.find((field) => name(field).startsWith(label));
        field.value = value;
        field.dispatchEvent(new Event('input')); })""", list(pairs))


def spoken(said):
    """The point that the text beside the plane names."""
    return lambda: re.search("Point at (.*?, .*?)[,.] ", said.text_content() + " ")[1].replace("−", "-")


def alt(box):
    return lambda: box.locator("img").get_attribute("alt")


def alert(box):
    return lambda: box.get_by_role("alert").text_content()


def test_a_drag_of_no_length_and_a_second_clear_are_answered(watched, lab):
    page, box = toys(watched, lab, "The latent plane")
    page.evaluate("""() => {            // what is said meanwhile of answers that do not come
        window.lines = [];
        for (const line of document.querySelectorAll('.cvae [role=alert]')) {
            new MutationObserver(() => lines.push(line.textContent)).observe(line, {childList: true}); } }""")
    plane, said = box.locator("canvas.plane"), box.locator(".hint:not([role=alert])")
    plane.scroll_into_view_if_needed()
    for point in ((-2, 2), (-2, 2), (-0.75, 1.5)):          # the second changes nothing
        page.mouse.click(*where(plane, 3, *point))
        page.wait_for_timeout(300)
    until(page, spoken(said), "-0.75, 1.50")
    # Past the corner, and back, while the kernel is at the first of these.
    place = plane.bounding_box()
    page.mouse.down()
    for _ in range(2):
        page.mouse.move(place["x"] + place["width"] + 90, place["y"] - 40)
        page.mouse.move(place["x"] + place["width"] + 70, place["y"] - 20)
    page.mouse.up()
    until(page, spoken(said), "3.00, 3.00")

    pad = page.get_by_role("group", name="Draw a digit", exact=True)
    drawn = pad.locator("canvas.digit").first
    for _ in range(2):
        pad.get_by_role("button", name="Clear").click()
        page.wait_for_timeout(300)
    nothing = grey(drawn)
    pad.locator("canvas.sketch").click(position={"x": 120, "y": 60})
    change(page, drawn, nothing)
    assert page.evaluate("lines") == []


def test_a_slow_kernel_gets_few_questions_and_the_last_one_counts(watched, lab):
    page, box = toys(watched, lab, "The latent plane")
    plane, digit, fields = (box.locator(one) for one in ("canvas.plane", "canvas.digit", ".fields input"))
    said = box.locator(".hint:not([role=alert])")
    plane.scroll_into_view_if_needed()
    in_kernel(page, "wait[0] = 0.5; calls.clear()")
    start = time.monotonic()
    page.mouse.move(*where(plane, 3, -2.5, 2.5))
    page.mouse.down()
    page.mouse.move(*where(plane, 3, 0.3, -0.5), steps=200)
    page.mouse.up()
    for _ in range(12):                                     # a key held
        page.keyboard.down("ArrowRight")
        page.wait_for_timeout(70)
    page.keyboard.up("ArrowRight")
    at = [one.input_value() for one in fields.all()]
    assert list(map(float, at)) == pytest.approx([1.5, -0.5], abs=0.011)
    until(page, spoken(said), ", ".join(at))
    took = time.monotonic() - start
    count, pixels = in_kernel(page, "print(len(calls), plane.pixels.hex())").split()
    assert bytes(grey(digit)).hex() == pixels
    assert 2 <= int(count) <= took / 0.5 + 2
    # With a kernel that is quick: all that comes within a frame is one question, and no trait gets lost.
    in_kernel(page, "wait[0] = 0; calls.clear()")
    box.get_by_role("group", name="The label").get_by_role("button").nth(4).evaluate("""button => {
        const field = button.closest('.cvae').querySelector('.fields input');
        button.click();
        for (let i = 0; i < 200; i++) {
            field.value = i / 100;
            field.dispatchEvent(new Event('input')); } }""")
    until(page, spoken(said), f"1.99, {at[1]}")
    assert in_kernel(page, "print(len(calls), plane.given, plane.point[0])").split() == ["1", "4", "1.99"]


def test_what_a_function_raises_is_a_line_and_two_views_go_on(watched, lab):
    page, one = toys(watched, lab, "Toy")
    other = page.get_by_role("group", name="Toy", exact=True).nth(1)
    type_at_once(one, ["a", 9])
    until(page, alert(one), "ValueError: a is 9,")
    assert alt(one)() == "A black square at 0 and 0."
    in_kernel(page, "toy.values = [5, 0]")                  # a cell may ask too
    until(page, alert(one), "")
    until(page, alt(one), "A black square at 5 and 0.")
    assert one.get_by_label("a, as a number").input_value() == "5.00"
    type_at_once(one, ["a", 9])
    until(page, alert(one), "ValueError: a is 9,")
    type_at_once(one, ["a", 7])
    until(page, alt(one), "A black square at 7 and 0.")
    assert alert(one)() == alert(other)() == ""
    # Both at once: each waits for its own answer, and then shows what was asked last.
    in_kernel(page, "wait[0] = 0.3")
    for a in (1, 2):
        type_at_once(one, ["a", a])
        type_at_once(other, ["b", a + 3])
        type_at_once(one, ["a", a + 0.5])
        page.wait_for_timeout(1500)
        assert alt(one)() == alt(other)() != "A black square at 7 and 0."
    type_at_once(one, ["a", 3], ["b", 3])
    until(page, alt(other), "A black square at 3 and 3.")
    assert other.get_by_label("a, as a number").input_value() == "3.00"
    type_at_once(other, ["b", 6])
    until(page, alt(one), "A black square at 3 and 6.")
    in_kernel(page, "wait[0] = 0")


def test_no_answer_for_five_seconds_is_said_and_a_later_question_sent(watched, lab):
    page, box = toys(watched, lab, "Toy")
    in_kernel(page, "wait[0] = 7")                          # busy, and goes on by itself
    type_at_once(box, ["a", 1])
    page.wait_for_timeout(3000)
    assert alert(box)() == ""
    until(page, lambda: alert(box)()[:56], "No answer from the kernel for 5 seconds. If it is busy, ")
    until(page, alt(box), "A black square at 1 and 0.")
    assert alert(box)() == ""
    in_kernel(page, "wait[0] = 0; toy.on_msg(toy._answer, remove=True)")        # a question gets lost
    type_at_once(box, ["a", 2])
    page.wait_for_timeout(500)
    in_kernel(page, "toy.on_msg(toy._answer)")
    type_at_once(box, ["b", 4])                             # is asked after the patience, unasked
    until(page, alt(box), "A black square at 2 and 4.")
    assert alert(box)() == ""


@pytest.mark.parametrize("end", ["restarted", "killed"])
def test_a_kernel_that_restarts_is_said(watched, lab, end):
    page, box = toys(watched, lab, "Toy")
    process = int(in_kernel(page, "import os; wait[0] = 3; print(os.getpid())"))
    type_at_once(box, ["a", 1])
    page.wait_for_timeout(500)
    if end == "killed":
        os.kill(process, signal.SIGKILL)
    else:
        page.evaluate(f"async () => {{ await {KERNEL}.restart(); }}")
    until(page, alert(box), "The kernel was restarted or has ended. Run this cell again.", seconds=20)
    type_at_once(box, ["a", 2])
    page.wait_for_timeout(500)
    assert alert(box)().startswith("The kernel was restarted") and alt(box)() == "A black square at 0 and 0."
    page.screenshot(path=PICTURES / f"lab-{end}.png")
    page.evaluate("async () => { await jupyterapp.commands.execute('notebook:run-all-cells'); }")
    type_at_once(box, ["a", 3])
    until(page, alt(box), "A black square at 3 and 0.")
    assert alert(box)() == ""


def test_the_plane_of_labels_and_the_plane_in_colour(watched, lab):
    page = run_all(watched, lab, "planes.ipynb")
    labels, colour = page.get_by_role("group", name="The latent plane", exact=True).all()
    buttons = labels.get_by_role("group", name="The label").get_by_role("button")
    assert [button.text_content() for button in buttons.all()] == list("0123456789")
    plane, digit = labels.locator("canvas.plane"), labels.locator("canvas.digit")
    seen = grey(digit)
    before = plane.evaluate("canvas => canvas.toDataURL()")
    buttons.nth(6).focus()
    page.keyboard.press("ArrowRight")                       # nothing of JupyterLab's may happen
    page.keyboard.press("Space")
    seen = change(page, digit, seen)
    assert [button.get_attribute("aria-pressed") for button in buttons.all()].index("true") == 6
    page.wait_for_timeout(500)
    assert plane.evaluate("canvas => canvas.toDataURL()") != before          # other dots
    said = labels.locator(".hint:not([role=alert])")
    assert re.match(r"Point at 0\.00, 0\.00, given the label 6\. (Test digits near here are 6s|No test)",
                    said.text_content())
    # Moved and told another label within one question: neither gets lost.
    plane.click(position={"x": 60, "y": 60})
    buttons.nth(2).click()
    seen = change(page, digit, seen)
    page.wait_for_timeout(700)
    assert "given the label 2" in said.text_content() and "0.00, 0.00" not in said.text_content()
    assert buttons.nth(2).get_attribute("aria-pressed") == "true"
    page.screenshot(path=PICTURES / "lab-labels.png")

    colour.scroll_into_view_if_needed()
    picture = colour.locator("canvas.digit")
    assert picture.evaluate("canvas => [canvas.width, canvas.height]") == [32, 20]
    assert colour.locator("ul.legend").text_content() == "0 ship1 horse2 frog"
    seen = grey(picture)
    colour.locator("canvas.plane").click(position={"x": 20, "y": 20})
    change(page, picture, seen)
    assert "est image" in colour.locator(".hint:not([role=alert])").text_content()
    page.screenshot(path=PICTURES / "lab-colour.png")

    box = widget(page, "Draw a digit")
    captions = box.locator("figcaption").all_text_contents()
    assert captions == ["as the encoder sees it", "reconstruction", "with 50 numbers", *["sample from q"] * 3]
    pictures = box.locator("canvas.digit")
    nothing, place = grey(pictures.nth(5)), box.locator("canvas.sketch").bounding_box()
    page.mouse.move(place["x"] + 0.55 * place["width"], place["y"] + 0.2 * place["height"])
    page.mouse.down()
    page.mouse.move(place["x"] + 0.45 * place["width"], place["y"] + 0.8 * place["height"], steps=8)
    page.mouse.up()
    change(page, pictures.nth(5), nothing)
    page.wait_for_timeout(500)
    drawn, two, fifty = (np.array(grey(pictures.nth(i))) for i in range(3))
    assert np.abs(fifty - drawn).sum() < np.abs(two - drawn).sum()          # two numbers are few
    page.screenshot(path=PICTURES / "lab-beside.png")


@pytest.mark.parametrize("name, label", [
    ("01_data.ipynb", "The threshold"), ("03_reparameterisation.ipynb", "μ and log σ², with ε held"),
    ("07_generation.ipynb", "Four of fifty dimensions"), ("08_likelihood.ipynb", "Along the curve")])
def test_sliders(watched, lab, name, label):
    page = run_all(watched, lab, name)
    box = widget(page, label)
    picture = box.locator("img")
    before, text = picture.get_attribute("src"), picture.get_attribute("alt")
    box.locator("input[type=range]").first.click()
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    for _ in range(100):
        page.wait_for_timeout(100)
        if picture.get_attribute("src") != before and picture.get_attribute("alt") != text:
            break
    page.screenshot(path=PICTURES / f"lab-{name[:2]}.png")
    assert picture.get_attribute("src") != before
    assert picture.get_attribute("alt") != text and len(picture.get_attribute("alt")) > 30
