"""Build the explorer page: one HTML file that decodes and encodes in the browser, from disk or any host.

    python tools/explorer.py                   from the shipped models into build/explorer/index.html
    python tools/explorer.py RUN2 [RUN50]      from runs with 2 (and 50) dimensions: folder or shipped name

The page's own code is in browser/; `make browser` bundles it into browser/built.
"""

import base64
import json
import sys
from pathlib import Path

import numpy as np

from cvae_lib import data, latent, runs

ROOT = Path(__file__).resolve().parent.parent
BROWSER = ROOT / "browser"
OUT = ROOT / "build" / "explorer"
DOTS, DIGITS = 2_000, 200       # test digits on the plane, and to be taken


def base64_of(array):
    return base64.b64encode(np.ascontiguousarray(array).tobytes()).decode()


def layers(network):
    """Kernel and bias of each layer that has them, as the page's Model reads them."""
    return [{"kernel": base64_of(np.asarray(layer.kernel, "<f4")), "shape": list(layer.kernel.shape),
             "bias": base64_of(np.asarray(layer.bias, "<f4"))}
            for layer in network.layers if layer.weights]


def content(plane_run, fifty_run):
    """What the page holds of two runs, for JSON; little-endian float32, and eight pixels to a byte."""
    for run, dimensions in ((plane_run, 2), (fifty_run, 50)):
        if run.recipe.latent_dim != dimensions:
            raise runs.RunError(f"{run.path}: has {run.recipe.latent_dim} latent dimensions; "
                                f"the explorer needs {dimensions} here")
    plane, fifty = plane_run.load_model(), fifty_run.load_model()
    test = data.load_mnist().test
    wasm = (BROWSER / "built" / "tfjs-backend-wasm-simd.wasm").read_bytes()
    return {
        "models": {2: {"latent_dim": 2, "elbo": plane_run.result["elbo"],
                       "encoder": layers(plane.encoder), "decoder": layers(plane.decoder)},
                   50: {"latent_dim": 50, "elbo": fifty_run.result["elbo"],
                        "decoder": layers(fifty.decoder)}},
        "codes": {"mean": base64_of(latent.encode(plane, test.images[:DOTS])[0].astype("<f4")),
                  "labels": base64_of(test.labels[:DOTS])},
        "digits": {"pixels": base64_of(np.packbits(test.images[:DIGITS].reshape(DIGITS, -1), axis=1)),
                   "labels": base64_of(test.labels[:DIGITS])},
        "wasm": "data:application/wasm;base64," + base64.b64encode(wasm).decode(),
    }


def page(found, footer):
    """The page's HTML, everything inside."""
    def part(name):
        return (BROWSER / name).read_text(encoding="utf-8")
    script = part("built/explorer.js").replace("</script", "<\\/script")
    return (part("src/explorer.html")
            .replace("/* STYLE */", part("built/explorer.css")).replace("<!-- FOOTER -->", footer)
            .replace("/* DATA */ null", json.dumps(found)).replace("/* SCRIPT */", script))


def main(plane_name="mnist-2d", fifty_name="mnist-50d"):
    plane_run, fifty_run = (runs.pretrained_run(name) if name in runs.SHIPPED else runs.Run(name)
                            for name in (plane_name, fifty_name))
    footer = (f"From the course on variational autoencoders. Models: {plane_run.recipe.name} and "
              f"{fifty_run.recipe.name}. Digits: MNIST, Yann LeCun and Corinna Cortes, CC BY-SA 3.0. "
              "Computed in this page by TensorFlow.js, Apache 2.0.")
    OUT.mkdir(parents=True, exist_ok=True)
    target = OUT / "index.html"
    target.write_text(page(content(plane_run, fifty_run), footer), encoding="utf-8")
    print(f"{target.relative_to(ROOT)}: {target.stat().st_size / 1e6:.1f} MB; open it in a browser")


if __name__ == "__main__":
    if len(sys.argv) > 3 or any(name.startswith("-") for name in sys.argv[1:]):
        sys.exit(__doc__)
    try:
        main(*sys.argv[1:])
    except runs.RunError as error:
        sys.exit(f"explorer: {error}")
