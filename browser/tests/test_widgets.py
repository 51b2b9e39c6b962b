"""The widgets in a real JupyterLab: notebooks are opened and run, and used by mouse and by keys."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request

import nbformat
import pytest

from conftest import BADGES, PICTURES, ROOT

TOKEN = "course"
PLANES = """from cvae_lib import data, load_pretrained, widgets
widgets.LatentPlane(load_pretrained("mnist-conditional"), data.load_mnist().test)
---
import numpy as np
from cvae_lib import CVAE, data, widgets
images = np.random.default_rng(0).integers(0, 256, (60, 20, 32, 3), np.uint8)
widgets.LatentPlane(CVAE(2, image_shape=(20, 32, 3), filters=(4, 6), likelihood="discretized_logistic"),
                    data.Part(images, np.arange(60) % 3), class_names=("ship", "horse", "frog"))"""


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A JupyterLab over copies of the notebooks, at the small budget; gives the address of a notebook."""
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "notebooks", folder / "notebooks", ignore=shutil.ignore_patterns(".*", "runs"))
    cells = [nbformat.v4.new_code_cell(cell) for cell in PLANES.split("---\n")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    planes = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
    nbformat.write(planes, folder / "notebooks" / "planes.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = {"CVAE_BUDGET": "quick", "CVAE_RUNS_DIR": str(folder / "runs"), "JUPYTER_PREFER_ENV_PATH": "1",
                "JUPYTER_CONFIG_DIR": str(folder / "config"), "JUPYTER_DATA_DIR": str(folder / "data"),
                "JUPYTER_RUNTIME_DIR": str(folder / "runtime"),
                "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings")}
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyter", "lab", "--no-browser", "--allow-root",
         "--ip=127.0.0.1", f"--port={port}", f"--IdentityProvider.token={TOKEN}",
         "--LabApp.news_url=None", "--LabApp.expose_app_in_browser=True",
         "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate", f"--ServerApp.root_dir={folder}"],
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


def run_all(watched, lab, name):
    """Open a notebook and run it to its end."""
    address = lab(name)
    hosts = (re.match(r"http://[^/]*", address)[0], "ws:", *BADGES)
    page = watched(address, hosts=hosts, viewport={"width": 1300, "height": 1000})
    page.wait_for_selector(".jp-Notebook-ExecutionIndicator[data-status=idle]", timeout=120_000)
    # A run before this asks for a kernel.
    page.evaluate("async () => { await jupyterapp.shell.currentWidget.sessionContext.ready; }")
    page.evaluate("""() => {
        jupyterapp.commands.execute('notebook:run-all-cells').then(() => { window.allRun = true; }); }""")
    page.wait_for_function("window.allRun", timeout=400_000)
    assert not page.locator(".jp-RenderedText[data-mime-type='application/vnd.jupyter.stderr']").count()
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
