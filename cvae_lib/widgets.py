"""Live widgets for notebooks: a pad on the latent plane, a pad to draw on, sliders for any picture.

They work by mouse, touch and keys. Where nothing is alive, as on an HTML page or on GitHub, they show a still
picture. Their browser side is built from browser/, which the explorer page shares. Taught in notebook 06.
"""

import math
import threading

import anywidget
import numpy as np
import traitlets
from IPython.display import display

from cvae_lib import data, figures, latent

PARTS = data.ASSETS / "browser"
SAMPLES = 3         # draws from the posterior of what was drawn


class _Widget(anywidget.AnyWidget):
    """What the three share: each question of the page is answered, whatever comes of it.

    A question is a message, ``{"view": str, "count": int, "values": {trait: value}, "bytes": [trait]}``, with
    a buffer for each trait of ``bytes``. The answer is what changed, with view and count in ``answered``.
    """

    _esm = PARTS / "widgets.js"
    _css = PARTS / "widgets.css"
    kind = traitlets.Unicode().tag(sync=True)
    label = traitlets.Unicode().tag(sync=True)
    failed = traitlets.Unicode().tag(sync=True)         # why the last question has no picture, in one line
    answered = traitlets.Unicode().tag(sync=True)

    def __init__(self, follows, **traits):
        super().__init__(**traits)
        self._turn, self._asked = threading.RLock(), False      # JupyterLab may ask in a thread of its own
        self._counts = {}                                       # of the last question of each view
        self._respond()                     # a fault in what the author gave stops here, with its traceback
        self.observe(self._assigned, follows)
        self.on_msg(self._answer)

    def _assigned(self, _):
        with self._turn:
            if not self._asked:             # but in Python, where an error may stop the cell
                self._respond()
                self.failed = ""

    def _answer(self, _, question, buffers):
        view, count = question["view"], question["count"]
        with self._turn, self.hold_sync():              # the page gets picture and answer at once
            if count < self._counts.get(view, 0):
                return                                  # it was overtaken, by way of another thread
            self._asked, self._counts[view] = True, count
            try:
                sent = dict(zip(question["bytes"], map(bytes, buffers)))
                for name, value in (question["values"] | sent).items():
                    setattr(self, name, value)
                self._respond()
                self.failed = ""
            except BaseException as error:              # the page waits for an answer, whatever happens here
                self.failed = f"{type(error).__name__}: {error}".splitlines()[0].removesuffix(": ")
                if not isinstance(error, (Exception, SystemExit)):
                    raise                               # an interrupt may be meant for a cell around this
            finally:
                self._asked, self.answered = False, f"{view} {count}"

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

    Args:
        model: a ``CVAE`` with two latent dimensions, of black-and-white images of 28 × 28 pixels, and not
            conditional.
        test: as for ``LatentPlane``.
        limit: as for ``LatentPlane``.
        beside: a second such ``CVAE``, of any latent dimensions. Its reconstruction of the drawing stands
            next to the first, and shows what two numbers are too few for: with 50 the stroke is followed
            more closely.

    Attributes:
        mean: of the posterior, as is ``logvar``; both are empty where nothing is drawn.

    Raises:
        ValueError: the first model is not two-dimensional, or one of them is of other images or conditional.

    Taught in notebook 06.
    """

    drawing = traitlets.Bytes()         # greys, a square
    captions = traitlets.List().tag(sync=True)
    mean = traitlets.List().tag(sync=True)
    logvar = traitlets.List().tag(sync=True)
    said = traitlets.Unicode().tag(sync=True)
    pictures = traitlets.Bytes().tag(sync=True)     # what is encoded, its reconstructions, SAMPLES samples

    def __init__(self, model, test=None, limit=3.0, beside=None):
        for each in (model, beside) if beside else (model,):
            if each.image_shape != (28, 28, 1) or each.likelihood.grey or each.classes:
                raise ValueError("the drawing pad needs a model of black-and-white images of 28 × 28 pixels "
                                 "that is not conditional; use widgets.LatentPlane")
        self._rng, self._beside = np.random.default_rng(0), beside
        rebuilt = ["reconstruction"] + ([f"with {beside.latent_dim} numbers"] if beside else [])
        super().__init__(model, limit, ["drawing"], kind="draw", label="Draw a digit",
                         captions=["as the encoder sees it", *rebuilt, *["sample from q"] * SAMPLES])
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
        """μ and log σ², (2,) each; what the captions say, (len(captions), 28, 28, 1)."""
        mean, logvar = (part[0] for part in latent.encode(self._model, digit[None]))        # (2,) each
        codes = mean + np.exp(0.5 * logvar) * self._rng.standard_normal((SAMPLES, 2))
        decoded = latent.decode(self._model, np.concatenate([mean[None], codes]))   # (1 + SAMPLES, 28, 28, 1)
        rebuilt = [decoded[:1]]                                                     # (1, 28, 28, 1) each
        if self._beside:
            rebuilt.append(latent.decode(self._beside, latent.encode(self._beside, digit[None])[0]))
        return mean, logvar, np.concatenate([digit[None], *rebuilt, decoded[1:]])

    def picture(self):
        """The still ``Picture``: a test digit, its reconstruction, and samples from its posterior."""
        _, _, pictures = self._encode(data.binarize(data.load_grey_sample().test.images[0]))
        beside = self.captions[2:-SAMPLES]
        other = f", another {beside[0]}" if beside else ""
        return figures.digits(
            pictures, f"Still picture of a live widget: a test digit, its reconstruction{other}, and three "
            "samples from its posterior. In a running notebook one draws a digit and sees these for it.",
            columns=len(pictures), captions=["digit", "from μ", *beside, *["from q"] * SAMPLES])


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
