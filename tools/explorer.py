"""Build the explorer page: one HTML file that decodes and encodes in the browser, from disk or any host.

    python tools/explorer.py                   from the shipped models into build/explorer/index.html
    python tools/explorer.py RUN2 [RUN50]      from runs with 2 (and 50) dimensions: folder or shipped name

RUN2 may be of any images, and conditional; RUN50 must be of the same. Without it, mnist-50d stands beside a
run of MNIST as the shipped ones are. The page's own code is in browser/; `make browser` bundles it into
browser/built.
"""

import base64
import json
import sys
import zlib
from pathlib import Path

import numpy as np

import launch
from cvae_lib import latent, runs

ROOT = Path(__file__).resolve().parent.parent
BROWSER = ROOT / "browser"
OUT = ROOT / "build" / "explorer"
COURSE = f"https://github.com/{launch.SETTING['repository']}"
DOTS, DIGITS = 2_000, 200       # test images on the plane, and to be taken
LEARNT, HELD_OUT = 10_000, 1_000        # digits that a VAE is trained on in the page, and scored on
GREY_DIGITS = 60                # the same where a pixel takes a byte and no bit
# Of the digits in browser/tests/strokes.json, how many are still the same digit when rebuilt by the shipped
# models of 2 and 50 dimensions. The page says so; browser/tests/test_drawing.py counts them anew.
KEPT = {"of": 70, 2: 37, 50: 66}
SOURCES = {"mnist": "Digits: MNIST, Yann LeCun and Corinna Cortes, CC BY-SA 3.0.",
           "fashion_mnist": "Images: Fashion-MNIST, Zalando SE, MIT licence.",
           "cifar10": "Images: CIFAR-10, Alex Krizhevsky."}


def base64_of(array):
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


def layers(network, bits=32):
    """Kernel (in so many bits a number) and bias of each layer that has them, as the page's Model reads."""
    return [{"kernel": base64_of(np.asarray(layer.kernel, {32: "<f4", 16: "<f2"}[bits])), "bits": bits,
             "shape": list(layer.kernel.shape), "bias": base64_of(np.asarray(layer.bias, "<f4"))}
            for layer in network.layers if layer.weights]


def network(run, model, parts):
    """A run's network, as the page's Model reads it."""
    return {"latent_dim": model.latent_dim, "shape": list(model.image_shape), "classes": model.classes,
            "likelihood": run.recipe.likelihood, "elbo": run.result["elbo"],
            **{part: layers(getattr(model, part)) for part in parts}}


def of_digits(run):
    """Whether its images are MNIST's as they ship, so that the page can speak of digits and let one draw."""
    return (run.data, run.recipe.image_shape, run.recipe.likelihood) == ("mnist", (28, 28, 1), "bernoulli")


def lessons(site):
    """Where each notebook is read, by its number: on the site whose front page is there, or on GitHub."""
    return {path.name[:2].lstrip("0"): f"{site}/notebooks/{path.stem}.html" if site
            else f"{COURSE}/blob/main/notebooks/{path.name}"
            for path in sorted((ROOT / "notebooks").glob("[0-9]*.ipynb"))}


def content(plane_run, fifty_run=None, site=None):
    """What the page holds of the runs, for JSON; little-endian float32, and eight pixels to a byte or one."""
    for run, dimensions in ((plane_run, 2), (fifty_run, 50)):
        if run and run.recipe.latent_dim != dimensions:
            raise runs.RunError(f"{run.path}: has {run.recipe.latent_dim} latent dimensions; "
                                f"the explorer needs {dimensions} here")
    kinds = {(run.data, run.recipe.image_shape, run.recipe.classes) for run in (plane_run, fifty_run) if run}
    if len(kinds) > 1:
        raise runs.RunError(f"{fifty_run.path}: is not of the images and labels of {plane_run.path}, so that "
                            "the explorer cannot show them together")
    images, plane = plane_run.load_images(skip_bad=True), plane_run.load_model()
    grey, digits, count = plane.likelihood.grey, of_digits(plane_run), len(images.class_names)
    if count > 256:
        raise runs.RunError(f"{plane_run.path}: its images have {count} labels; the explorer shows up to 256")
    labels, taken = images.test.labels.astype(np.uint8), slice(GREY_DIGITS if grey else DIGITS)
    pixels = images.test.images[taken]
    models = {2: network(plane_run, plane, ("encoder", "decoder"))}
    if fifty_run:
        fifty = fifty_run.load_model()
        models[50] = network(fifty_run, fifty, ("decoder",))
        models[50]["encoder"] = layers(fifty.encoder, bits=16)      # a quarter of a million weights
    shipped = [run.path for run in (plane_run, fifty_run) if run] == [runs.PRETRAINED / "mnist-2d",
                                                                      runs.PRETRAINED / "mnist-50d"]
    wasm = (BROWSER / "built" / "tfjs-backend-wasm-simd.wasm").read_bytes()
    return {
        "models": models,
        "course": {"notebooks": lessons(site)},
        "noun": "digit" if digits else "image",
        "names": None if digits else list(images.class_names),
        "labels": list(images.class_names),
        "kept": KEPT if shipped else None,
        "tour": bool(digits and fifty_run and not plane.classes),
        "codes": {"mean": base64_of(means(plane, images.test.images[:DOTS], labels[:DOTS]).astype("<f4")),
                  "labels": base64_of(labels[:DOTS])},
        "digits": {"pixels": base64_of(pixels if grey else np.packbits(pixels)), "grey": grey,
                   "labels": base64_of(labels[taken])},
        "wasm": "data:application/wasm;base64," + base64.b64encode(wasm).decode(),
        "learn": learning(images) if digits and not plane.classes else None,
    }


def learning(images):
    """What the page's tab that trains needs: its worker's script, and digits, deflated bits of 0 and 1."""
    def deflated(pixels):
        return base64.b64encode(zlib.compress(np.packbits(pixels).tobytes(), 9)).decode()
    return {"script": (BROWSER / "built" / "learn.js").read_text(encoding="utf-8"),
            "train": deflated(images.train.images[:LEARNT]),
            "heldOut": deflated(images.test.images[:HELD_OUT]),
            "labels": base64_of(images.test.labels[:HELD_OUT].astype(np.uint8))}


def means(model, images, labels):
    """μ of each image (N, 2), given its label where the model is conditional."""
    if not model.classes:
        return latent.encode(model, images)[0]
    found = np.empty((len(images), model.latent_dim), np.float32)
    for label in np.unique(labels):
        found[labels == label] = latent.encode(model.given(int(label)), images[labels == label])[0]
    return found


def page(found, footer, site=None):
    """The page's HTML, everything inside."""
    course = f'<a href="{site}/index.html">' if site else f'<a href="{COURSE}">'
    course += "The course</a> builds all three."
    def part(name):
        return (BROWSER / name).read_text(encoding="utf-8")
    script = part("built/explorer.js").replace("</script", "<\\/script")
    known = json.dumps(found).replace("</", "<\\/")           # a label's name is the reader's own
    return (part("src/explorer.html")
            .replace("/* STYLE */", part("built/explorer.css")).replace("<!-- FOOTER -->", footer)
            .replace("<!-- COURSE -->", course)
            .replace("/* DATA */ null", known).replace("/* SCRIPT */", script))


def build(plane_name="mnist-2d", fifty_name=None, site=None):
    """The page of runs, by folder or shipped name; ``site``: the way from it to the site's front page."""
    plane_run = runs.find(plane_name)
    if fifty_name is None and of_digits(plane_run) and not plane_run.recipe.classes:
        fifty_name = "mnist-50d"
    fifty_run = runs.find(fifty_name) if fifty_name else None
    names = " and ".join(run.recipe.name for run in (plane_run, fifty_run) if run)
    footer = (f"From the course on variational autoencoders. Models: {names}. "
              f"{SOURCES.get(plane_run.data, 'Images: of your own.')} "
              "Computed in this page by TensorFlow.js, Apache 2.0.")
    return page(content(plane_run, fifty_run, site), footer, site)


def main(*names):
    text = build(*names)
    OUT.mkdir(parents=True, exist_ok=True)
    target = OUT / "index.html"
    target.write_text(text, encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB; open it in a browser")


if __name__ == "__main__":
    if len(sys.argv) > 3 or any(name.startswith("-") for name in sys.argv[1:]):
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except ValueError as error:         # RunError and DataError are ValueErrors
        sys.exit(f"explorer: {error}")
