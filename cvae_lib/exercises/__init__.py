"""What the exercises ask for: right answers, hints, and what the usual misconceptions give. Spoilers ahead.

There is one file for each notebook: exercise 4.2 is in ``nb04_elbo.py``. ``kinds.py`` says what an exercise
is, and ``effort.py`` how many minutes each takes. ``misconceptions.py`` has the usual misconceptions by name,
and ``shared.py`` the data that the exercises of several notebooks use. ``checks.py`` compares answers with
all this.
"""

from cvae_lib.exercises import (
    nb01_data,
    nb02_architecture,
    nb03_reparameterisation,
    nb04_elbo,
    nb05_training,
    nb06_manifold,
    nb07_generation,
    nb08_likelihood,
    nb09_conditional,
    nb10_other_images,
    nb11_scaling,
)
from cvae_lib.exercises.effort import EFFORT, LEGEND
from cvae_lib.exercises.misconceptions import Misconception

EXERCISES = {
    **nb01_data.EXERCISES,
    **nb02_architecture.EXERCISES,
    **nb03_reparameterisation.EXERCISES,
    **nb04_elbo.EXERCISES,
    **nb05_training.EXERCISES,
    **nb06_manifold.EXERCISES,
    **nb07_generation.EXERCISES,
    **nb08_likelihood.EXERCISES,
    **nb09_conditional.EXERCISES,
    **nb10_other_images.EXERCISES,
    **nb11_scaling.EXERCISES,
}
MISCONCEPTIONS = tuple(Misconception)

__all__ = ["EFFORT", "EXERCISES", "LEGEND", "MISCONCEPTIONS"]
