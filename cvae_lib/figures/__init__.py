"""Every picture of the course.

Each function returns a ``Picture`` or an ``Animation`` with a text description.
The description is shown below the picture in a notebook. It is the picture's alt text on the HTML page,
and it is saved in the PNG. Digits are white on black. All share one grey scale, from 0 to the largest value
that a pixel can take, which need not occur in the picture.

    picture     what a picture is, colours and sizes, and what the other rooms draw with
    digits      digits, rows of them, films and animations, the decoded plane, feature maps
    curves      lines, histograms, the course of a training run
    plane       points, posteriors and samples on the latent plane
    diagrams    matrices, the shapes of a network, the reparameterization trick

Each room imports ``picture`` and no other. Their public names are all here: ``figures.digits(...)``.
"""

# Three functions have the name of their room. There the name means the function: figures.digits(...).
from cvae_lib.figures.curves import curves, histogram, panels, progress, rate_distortion, training_curves
from cvae_lib.figures.diagrams import graphical_model, matrices, reparameterization, shapes
from cvae_lib.figures.digits import animation, digits, feature_maps, manifold, rows, table, thinned
from cvae_lib.figures.picture import CLASS_COLOURS, COLOURS, DASHES, DPI, WIDTH, Animation, Live, Picture
from cvae_lib.figures.plane import classes, clouds, ellipses, gap_parts, heat, plane, posteriors

__all__ = [
    "CLASS_COLOURS", "COLOURS", "DASHES", "DPI", "WIDTH", "Animation", "Live", "Picture",
    "animation", "digits", "feature_maps", "manifold", "rows", "table", "thinned",
    "curves", "histogram", "panels", "progress", "rate_distortion", "training_curves",
    "classes", "clouds", "ellipses", "gap_parts", "heat", "plane", "posteriors",
    "graphical_model", "matrices", "reparameterization", "shapes",
]
