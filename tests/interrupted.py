"""Trainings that stop after an epoch, as by Ctrl+C, for tests of what goes on from there."""

import pytest

from cvae_lib import training


def train(epoch, recipe, images, *, out, **options):
    """Train as ``training.train`` does, and stop after so many epochs; the folder."""
    def stop(run):
        if len(run.history["epochs"]) == epoch:
            raise KeyboardInterrupt
    with pytest.raises(KeyboardInterrupt):
        training.train(recipe, images, out=out, on_epoch=stop, **options)
    return out
