"""Live widgets for notebooks: a pad on the latent plane, a pad to draw on, sliders for any picture.

They work by mouse, touch and keys. Where nothing is alive, as on an HTML page or on GitHub, they show a still
picture. Their browser side is built from browser/, which the explorer page shares. Taught in notebook 06.
"""

import math

import anywidget
import numpy as np
import traitlets
from IPython.display import display

from cvae_lib import data, figures, latent

PARTS = data.ASSETS / "browser"
SAMPLES = 3         # draws from the posterior of what was drawn


class _Widget(anywidget.AnyWidget):
    """What the three share. The browser counts ``asked`` up; as the kernel answers, ``answered`` follows."""

    _esm = PARTS / "widgets.js"
    _css = PARTS / "widgets.css"
    kind = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    failed = traitlets.Unicode().tag(sync=True)         # why the last question has no picture, in one line
    asked = traitlets.Int().tag(sync=True)
    answered = traitlets.Int().tag(sync=True)

    def __init__(self, follows, **traits):
        super().__init__(**traits)
        self._respond()                     # a fault in what the author gave stops here, with its traceback
        self.observe(self._answer, [*follows, "asked"])

    def _answer(self, change):
        if self.asked == self.answered:                 # assigned in Python, where an error may stop the cell
            self._respond()
        elif change.name == "asked":        # of what the browser sends, ``asked`` alone changes every time
            try:
                self._respond()
                self.failed = ""
            except Exception as error:              # the browser waits for an answer, whatever happens here
                self.failed = f"{type(error).__name__}: {error}".splitlines()[0]
            self.answered = self.asked

    def _ipython_display_(self, **_):
        view = self._repr_mimebundle_()
        view = view[0] if isinstance(view, tuple) else view
        still, metadata = self.picture().bundle()
        display({**still, **view, "text/plain": still["text/plain"]}, metadata=metadata, raw=True)


class _OnThePlane(_Widget):
    """What is shown on the latent plane: it, and up to 2,000 encoded test images."""

    limit = traitlets.Float(3.0).tag(sync=True)
    dots = traitlets.Bytes().tag(sync=True)             # μ of each, float32
    labels = traitlets.Bytes().tag(sync=True)           # uint16

    def __init__(self, model, limit, follows, **traits):
        if model.latent_dim != 2:
            raise ValueError(f"this widget needs 2 latent dimensions and this model has {model.latent_dim}")
        self._model = model
        super().__init__(follows, limit=limit, **traits)

    def _encode_dots(self, model, images, labels):
        """Up to 2,000; the dots last, since with them the browser draws anew."""
        mean = latent.encode(model, images[:2_000])[0] if len(images) else np.empty((0, 2))     # (2000, 2)
        self.labels = labels[:2_000].astype("<u2").tobytes()
        self.dots = mean.astype("<f4").tobytes()


class LatentPlane(_OnThePlane):
    """A point on the latent plane that one drags, and the decoded image beside it.

    With a conditional model, buttons choose the label that both networks are given, and the test images shown
    are those of that label.

    Args:
        model: a ``CVAE`` with two latent dimensions.
        test: a ``data.Part`` whose first 2,000 images are encoded and shown, coloured by label; none if None.
        limit: the plane goes from −limit to limit.
        class_names: the labels' names, such as ``DataSet.class_names``; numbers if None.

    Attributes:
        point: [z₁, z₂]; assign to it to move the point.
        given: the label that a conditional model is given; assign to it to choose another.

    Raises:
        ValueError: the model is not two-dimensional, or has another number of classes than of names.

    Taught in notebooks 06 and 09.
    """

    point = traitlets.List([0.0, 0.0]).tag(sync=True)
    given = traitlets.Int(0).tag(sync=True)
    pixels = traitlets.Bytes().tag(sync=True)
    shape = traitlets.List().tag(sync=True)             # of the image: height, width, channels
    names = traitlets.List().tag(sync=True)             # of all labels, where they have names
    buttons = traitlets.List().tag(sync=True)           # one for each label of a conditional model

    def __init__(self, model, test=None, limit=3.0, class_names=None):
        self._test, self._classes, self._encoded = test, model.classes, None
        if class_names and self._classes not in (0, len(class_names)):
            raise ValueError(f"there are {len(class_names)} class names, and this model has {self._classes} "
                             "classes")
        buttons = list(class_names or map(str, range(self._classes))) if self._classes else []
        super().__init__(model, limit, ["point", "given"], kind="plane", label="The latent plane",
                         shape=list(model.image_shape), names=list(class_names or []), buttons=buttons)

    def _respond(self):
        model = self._given()
        if self._test is not None and self._encoded != self.given:
            chosen = self._test.labels == self.given if self._classes else slice(None)
            self._encode_dots(model, self._test.images[chosen], self._test.labels[chosen])
            self._encoded = self.given
        self.pixels = _bytes(latent.decode(model, [self.point]))

    def _given(self):
        return self._model.given(self.given) if self._classes else self._model

    def picture(self):
        """The still ``Picture``: a small map of the plane."""
        noun = "digit" if self.shape == [28, 28, 1] and not self.names else "image"
        return figures.manifold(
            latent.manifold(self._given(), 5), "Still picture of a live widget: the plane decoded at 5 by 5 "
            f"points. In a running notebook one drags a point over the plane, and sees its {noun} at once.")


class DrawDigit(_OnThePlane):
    """A pad to draw a digit on: centred, scaled and binarised as MNIST's were, encoded, and decoded again.

    Args and errors: those of ``LatentPlane``, without names; and the model must be of black-and-white images
        of 28 × 28 pixels, and not conditional. ``mean`` and ``logvar`` are the posterior's, empty where
        nothing is drawn.

    Taught in notebook 06.
    """

    drawing = traitlets.Bytes().tag(sync=True, from_json=lambda view, _: bytes(view))      # greys, a square
    mean = traitlets.List().tag(sync=True)
    logvar = traitlets.List().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    pictures = traitlets.Bytes().tag(sync=True)     # what is encoded, its reconstruction, SAMPLES samples

    def __init__(self, model, test=None, limit=3.0):
        if model.image_shape != (28, 28, 1) or model.likelihood.grey or model.classes:
            raise ValueError("the drawing pad needs a model of black-and-white images of 28 × 28 pixels that "
                             "is not conditional; use widgets.LatentPlane")
        self._rng = np.random.default_rng(0)
        super().__init__(model, limit, ["drawing"], kind="draw", label="Draw a digit")
        if test is not None:
            self._encode_dots(model, *test)

    def _respond(self):
        drawing = np.frombuffer(self.drawing, np.uint8)
        if not drawing.any():
            self.mean, self.logvar, self.said, self.pictures = [], [], "Nothing is drawn.", b""
            return
        side = math.isqrt(len(drawing))
        mean, logvar, pictures = self._encode(data.binarize(data.to_mnist(drawing.reshape(side, side))))
        self.mean, self.logvar = mean.tolist(), logvar.tolist()
        self.said = f"Encoded at {_words(mean)}, with standard deviations {_words(np.exp(0.5 * logvar))}."
        self.pictures = _bytes(pictures)

    def _encode(self, digit):
        """μ and log σ², (2,) each; digit, reconstruction and samples, (2 + SAMPLES, 28, 28, 1)."""
        mean, logvar = (part[0] for part in latent.encode(self._model, digit[None]))        # (2,) each
        codes = mean + np.exp(0.5 * logvar) * self._rng.standard_normal((SAMPLES, 2))
        decoded = latent.decode(self._model, np.concatenate([mean[None], codes]))   # (1 + SAMPLES, 28, 28, 1)
        return mean, logvar, np.concatenate([digit[None], decoded])

    def picture(self):
        """The still ``Picture``: a test digit, its reconstruction, and samples from its posterior."""
        _, _, pictures = self._encode(data.binarize(data.load_grey_sample().test.images[0]))
        return figures.digits(
            pictures, "Still picture of a live widget: a test digit, its reconstruction, and three samples "
            "from its posterior. In a running notebook one draws a digit and sees these for it.",
            columns=2 + SAMPLES, captions=["digit", "from μ", *["from q"] * SAMPLES])


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
    said = traitlets.Unicode().tag(sync=True)
    png = traitlets.Bytes().tag(sync=True)

    def __init__(self, draw, controls, label):
        self._draw = draw
        names = ("label", "min", "max", "step")
        super().__init__(["values"], kind="sliders", label=label, values=[control[4] for control in controls],
                         controls=[dict(zip(names, control)) for control in controls])

    def _respond(self):
        self._picture = self._draw(*self.values)
        self.said = self._picture.description
        self.png = self._picture.png

    def picture(self):
        """The still ``Picture``, as the sliders stand."""
        return self._picture


def _bytes(pictures):
    return np.round(pictures * 255.0).astype(np.uint8).tobytes()


def _words(point):
    return "(" + ", ".join(f"{value:.2f}".replace("-", "−") for value in point) + ")"
