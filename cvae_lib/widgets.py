"""Live widgets for notebooks: a pad on the latent plane, a pad to draw a digit on, and sliders for any picture.

They work by mouse, touch and keys. Where nothing is alive, as on an HTML page or on GitHub, they show a still picture. Their
browser side is built from browser/, which the explorer page shares. Taught in notebook 06.
"""

import anywidget
import numpy as np
import traitlets
from IPython.display import display

from cvae_lib import data, figures, latent

PARTS = data.ASSETS / "browser"
SKETCH = 140        # pixels across the drawing pad
SAMPLES = 3         # draws from the posterior of what was drawn


class _Widget(anywidget.AnyWidget):
    """What the three share. The browser counts ``asked`` up; ``answered`` follows when the kernel has answered."""

    _esm = PARTS / "widgets.js"
    _css = PARTS / "widgets.css"
    kind = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    asked = traitlets.Int().tag(sync=True)
    answered = traitlets.Int().tag(sync=True)

    def _answer(self, change=None):
        self._respond()
        self.answered = self.asked

    def _ipython_display_(self, **_):
        view = self._repr_mimebundle_()
        view = view[0] if isinstance(view, tuple) else view
        still, metadata = self.picture().bundle()
        display({**still, **view, "text/plain": still["text/plain"]}, metadata=metadata, raw=True)


class _OnThePlane(_Widget):
    """What is shown on the latent plane: it, and 2,000 encoded test digits."""

    limit = traitlets.Float(3.0).tag(sync=True)
    dots = traitlets.Bytes().tag(sync=True)             # μ of each, float32
    labels = traitlets.Bytes().tag(sync=True)

    def __init__(self, model, test, limit, **traits):
        if model.latent_dim != 2:
            raise ValueError(f"this widget needs 2 latent dimensions and this model has {model.latent_dim}")
        self._model, self._codes, self._labels = model, np.zeros((0, 2), np.float32), np.zeros(0, np.uint8)
        if test is not None:
            self._codes, self._labels = latent.encode(model, test.images[:2_000])[0], test.labels[:2_000]
        super().__init__(limit=limit, dots=self._codes.astype("<f4").tobytes(), labels=self._labels.tobytes(), **traits)


class LatentPlane(_OnThePlane):
    """A point on the latent plane that one drags, and the decoded digit beside it.

    Args:
        model: a ``CVAE`` with two latent dimensions.
        test: a ``data.Part`` whose first 2,000 images are encoded and shown, coloured by label; none if None.
        limit: the plane goes from −limit to limit.

    Attributes:
        point: [z₁, z₂]; assign to it to move the point.

    Raises:
        ValueError: the model is not two-dimensional.

    Taught in notebook 06.
    """

    point = traitlets.List([0.0, 0.0]).tag(sync=True)
    pixels = traitlets.Bytes().tag(sync=True)

    def __init__(self, model, test=None, limit=3.0):
        super().__init__(model, test, limit, kind="plane", label="The latent plane")
        self.observe(self._answer, "point")
        self._answer()

    def _respond(self):
        self._digit = latent.decode(self._model, [self.point])[0]                           # (28, 28, 1)
        self.said = f"Point at {_words(self.point)}{self._nearby()}."
        self.pixels = _bytes(self._digit)

    def _nearby(self):
        if not len(self._codes):
            return ""
        votes = np.bincount(self._labels[np.argsort(((self._codes - self.point) ** 2).sum(axis=1))[:15]], minlength=10)
        return f"; test digits near here are {'mostly' if votes.max() > 10 else 'of several classes, most often'} {votes.argmax()}"

    def picture(self):
        """The still ``Picture``: the plane's digits, and the one that the point decodes to."""
        tiles = latent.decode(self._model, [[x, y] for y in np.linspace(2, -2, 5) for x in np.linspace(-2, 2, 5)])
        return figures.digits(tiles, "Still picture of a live widget: the plane decoded at 5 by 5 points from −2 to 2 in both directions. In a "
                              "running notebook one drags a point over the plane, and sees its digit at once.", columns=5)


class DrawDigit(_OnThePlane):
    """A pad to draw a digit on: it is centred, scaled and binarised as MNIST's were, encoded, and decoded again.

    Args and errors: those of ``LatentPlane``. ``mean`` and ``logvar`` are the posterior's, empty where nothing is drawn.

    Taught in notebook 06.
    """

    drawing = traitlets.Bytes().tag(sync=True, from_json=lambda view, widget: bytes(view))         # greys, SKETCH × SKETCH
    mean = traitlets.List().tag(sync=True)
    logvar = traitlets.List().tag(sync=True)
    pictures = traitlets.Bytes().tag(sync=True)         # what the encoder sees, its reconstruction, SAMPLES samples

    def __init__(self, model, test=None, limit=3.0):
        self._rng = np.random.default_rng(0)
        super().__init__(model, test, limit, kind="draw", label="Draw a digit")
        self.observe(self._answer, "drawing")
        self._answer()

    def _respond(self):
        drawing = np.frombuffer(self.drawing, np.uint8)
        if not drawing.any():
            self.mean, self.logvar, self.said, self.pictures = [], [], "Nothing is drawn.", b""
            return
        digit = data.binarize(data.to_mnist(drawing.reshape(SKETCH, SKETCH)))               # (28, 28, 1)
        mean, logvar = (part[0] for part in latent.encode(self._model, digit[None]))         # (2,) each
        codes = mean + np.exp(0.5 * logvar) * self._rng.standard_normal((SAMPLES, 2))
        decoded = latent.decode(self._model, np.concatenate([mean[None], codes]))           # (1 + SAMPLES, 28, 28, 1)
        self.mean, self.logvar = mean.tolist(), logvar.tolist()
        self.said = f"Encoded at {_words(mean)}, with standard deviations {_words(np.exp(0.5 * logvar))}."
        self.pictures = _bytes(np.concatenate([digit[None], decoded]))

    def picture(self):
        """The still ``Picture``: a test digit in place of a drawing, its reconstruction, and samples from its posterior."""
        digit = data.load_mnist().test.images[:1]
        mean, logvar = latent.encode(self._model, digit)
        codes = mean + np.exp(0.5 * logvar) * np.random.default_rng(0).standard_normal((SAMPLES, 2))
        return figures.rows({"digit, reconstruction,\nsamples from q": np.concatenate([digit, latent.decode(self._model, np.concatenate([mean, codes]))])},
                            description="Still picture of a live widget: a test digit, its reconstruction, and three samples from its posterior. "
                                        "In a running notebook one draws a digit and sees these for it.")


class Sliders(_Widget):
    """Sliders, and a picture that follows them.

    Args:
        draw: a function of the sliders' values that returns a ``figures.Picture``.
        controls: for each slider (label, least, greatest, step, first value).
        label: what is done here, in a few words.

    Attributes:
        values: the sliders' values; assign to them to move the sliders.

    Taught in notebooks 01, 03, 07 and 08.
    """

    controls = traitlets.List().tag(sync=True)
    values = traitlets.List().tag(sync=True)
    png = traitlets.Bytes().tag(sync=True)

    def __init__(self, draw, controls, label):
        self._draw = draw
        names = ("label", "min", "max", "step")
        super().__init__(kind="sliders", label=label, values=[control[4] for control in controls],
                         controls=[dict(zip(names, control)) for control in controls])
        self.observe(self._answer, "values")
        self._answer()

    def _respond(self):
        self._picture = self._draw(*self.values)
        self.said = self._picture.description
        self.png = self._picture.png

    def picture(self):
        """The still ``Picture``, as the sliders stand."""
        return self._picture


def _bytes(pictures):
    values = np.asarray(pictures)
    return np.round(values * 255.0).astype(np.uint8).tobytes()


def _words(point):
    return "(" + ", ".join(f"{value:.2f}".replace("-", "−") for value in point) + ")"
