"""What `make course` shows first: two pictures of the shipped model; and how long an epoch takes here.

    python tools/beginning.py FOLDER      draws FOLDER/shipped_*.png; the last line is the seconds of an epoch
"""

import sys
import time
from pathlib import Path

from cvae_lib import data, figures, keras, latent, machine, recipes, runs, training

IMAGES = 6_400


def epoch_seconds(images):
    """Seconds of an epoch of 60,000 images with the recipe fast_2d, from a tenth of one, the second."""
    recipe = recipes.RECIPES["fast_2d"]
    steps, marks = IMAGES // recipe.batch_size, []
    model, optimizer = training.prepare(recipe, 2, steps, images, precision=machine.fastest_precision())
    model.compile(optimizer=optimizer, steps_per_execution=training.steps_per_execution(steps))
    model.fit(data.make_dataset(images[:IMAGES], recipe.batch_size, seed=0, epochs=2), epochs=2,
              steps_per_epoch=steps, shuffle=False, verbose=0, callbacks=[keras.callbacks.LambdaCallback(
                  on_epoch_end=lambda epoch, logs: marks.append(time.perf_counter()))])
    return (marks[1] - marks[0]) * len(images) / IMAGES


def main(folder):
    mnist, model = data.load_mnist(), runs.load_pretrained("mnist-2d")
    test = data.Part(*(part[:5_000] for part in mnist.test))
    mean, _ = latent.encode(model, test.images)                                         # (5000, 2)
    plane = latent.manifold(model)                                                      # (560, 560)
    figures.manifold(plane, "The latent plane, decoded at 20 by 20 points.", latent.quantile_grid(20)).save(
        folder / "shipped_manifold.png")
    figures.plane(mean, test.labels, "Where the encoder puts five thousand test digits.").save(
        folder / "shipped_plane.png")
    print(epoch_seconds(mnist.train.images))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]))
