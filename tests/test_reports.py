"""cvae_lib.reports, results and progress: the figures of a run, and what is said of them."""

import dataclasses
import functools
import io
import json
import math
import sys
from types import SimpleNamespace

import numpy as np
import pytest

from cvae_lib import data, evaluation, keras, progress, quadrature, recipes, reports, results, scoring
from cvae_lib.model import CVAE

MNIST = data.load_mnist()
PART = data.Part(MNIST.test.images[:24], MNIST.test.labels[:24] % 3)
IMAGES = data.DataSet(PART, data.Part(PART.images[:8], PART.labels[:8]), PART)


def run_of(**options):
    """What a report asks of a run: an untrained model, and its recipe."""
    keras.utils.set_random_seed(0)
    recipe = dataclasses.replace(recipes.RECIPES["tutorial_2d"], filters=(4, 6), **options)
    model = CVAE(**recipe.network)
    return SimpleNamespace(recipe=recipe, load_model=lambda: model)


@pytest.fixture(autouse=True)
def coarse(monkeypatch):
    """A grid for quadrature that takes a second."""
    monkeypatch.setattr(quadrature, "exact_log_likelihood", functools.partial(
        quadrature.exact_log_likelihood, step=0.25, limit=4.0))
    monkeypatch.setattr(quadrature, "gap_parts", functools.partial(quadrature.gap_parts, steps=5))


def test_a_report_has_every_figure(monkeypatch):
    monkeypatch.setattr(reports, "GAP_IMAGES", 5)           # the gap is split for the first few
    run = run_of()
    model = run.load_model()
    found = reports.figures(run, IMAGES, seed=3, draws=2, samples=50, exact=True)
    score = scoring.score_elbo(model, PART.images, 3, 2)
    assert {name: found[name] for name in score._fields} == score._asdict()
    assert (found["part"], found["data"], found["likelihood"]) == ("test", "mnist", "bernoulli")
    bound = evaluation.importance_bounds(model, PART.images, [50], 3)[50]
    assert found["bound"] == pytest.approx(bound.mean) and found["bound_samples"] == 50
    assert found["bound_stderr_images"] == pytest.approx(bound.stderr_images)
    assert found["bound_stderr_noise"] == pytest.approx(bound.stderr_noise)
    exact = quadrature.exact_log_likelihood(model, PART.images)
    assert found["log_likelihood"] == pytest.approx(exact.values.mean())
    assert found["log_likelihood_error"] == pytest.approx(exact.error.mean())
    assert found["gap"] == pytest.approx(exact.values.mean() - score.elbo) and found["gap_images"] == 5
    first = quadrature.Exact(*(values[:5] for values in exact))
    gap = quadrature.gap_parts(model, PART.images[:5], first)
    assert (found["gap_family"], found["gap_amortisation"]) == pytest.approx(
        (gap.family.mean(), gap.amortisation.mean()))
    for name, nats in (("", score.elbo), ("bound_", bound.mean), ("log_likelihood_", exact.values.mean())):
        assert found[f"{name}bits_per_dimension"] == pytest.approx(-nats / (784 * math.log(2)))
    units = evaluation.units(model, PART.images)
    assert found["kl_per_dimension"] == pytest.approx(units.kl)
    assert found["rate"] == pytest.approx(units.kl.sum())
    assert found["rate"] + found["distortion"] == pytest.approx(-score.elbo)
    assert (found["active_units"], found["latent_dim"]) == (units.active, 2)
    codes = evaluation.aggregate_mismatch(model, PART.images, 3)
    assert (found["mmd2"], found["mmd2_threshold"]) == (codes.mmd2, codes.threshold)
    json.dumps(found)                                               # plain numbers
    said = reports.words(found).splitlines()
    first = [line.split()[0] for line in said]
    assert first == ["ELBO", "importance-weighted", "exact", "of", "rate", "codes"]


def test_a_report_says_no_more_than_was_asked():
    found = reports.figures(run_of(), IMAGES, "validation")
    assert set(found) == {"elbo", "stderr_images", "stderr_noise", "images", "seed", "part", "data",
                          "likelihood", "bits_per_dimension"}
    assert found["images"] == 8 and found["part"] == "validation"
    with_bound = reports.figures(run_of(), IMAGES, samples=10)
    assert "rate" in with_bound and "log_likelihood" not in with_bound
    with_truth = reports.figures(run_of(), IMAGES, "validation", exact=True)
    assert "rate" in with_truth and "bound" not in with_truth and with_truth["gap_images"] == 8


def test_a_conditional_run_is_weighed_by_its_labels():
    run = run_of(classes=3)
    model = run.load_model()
    found = reports.figures(run, IMAGES, samples=20)
    by_label = [PART.images[PART.labels == label] for label in range(3)]
    assert len({len(images) for images in by_label}) > 1            # so that the weights tell
    bounds = [evaluation.importance_bounds(model.given(label), images, [20], label)[20]
              for label, images in enumerate(by_label)]
    values = np.concatenate([bound.values for bound in bounds])
    assert found["bound"] == pytest.approx(values.mean())
    assert found["bound_stderr_images"] == pytest.approx(values.std(ddof=1) / math.sqrt(24))
    variance = sum((len(bound.values) * bound.stderr_noise) ** 2 for bound in bounds) / 24 ** 2
    assert found["bound_stderr_noise"] == pytest.approx(math.sqrt(variance))
    kl = sum(len(images) * evaluation.units(model.given(label), images).kl
             for label, images in enumerate(by_label)) / 24
    assert found["kl_per_dimension"] == pytest.approx(kl) and found["rate"] == pytest.approx(kl.sum())
    assert found["elbo"] == scoring.score_elbo(model, PART.images, labels=PART.labels).elbo
    assert found["classes"] == 3 and found["elbo_less_label"] == pytest.approx(found["elbo"] - math.log(3))
    assert "active_units" not in found and "mmd2" not in found
    said = reports.words(found)
    assert said.startswith("bound on log p(x|y) ") and "less log 3 for the label" in said
    assert "importance-weighted bound on log p(x|y) " in said


FOUND = {"elbo": -100.127, "stderr_images": 0.504, "stderr_noise": 0.0106, "images": 200, "seed": 7,
         "part": "test", "data": "mnist", "likelihood": "bernoulli", "bits_per_dimension": 0.18423,
         "rate": 5.0, "distortion": 95.126, "active_units": 1, "latent_dim": 2}


def test_words_give_the_numbers():
    assert reports.words(FOUND) == (
        "ELBO -100.13 nats per image on 200 test images (standard error 0.50 over images, 0.011 over "
        "noise, seed 7), 0.1842 bits per dimension\nrate 5.00 and distortion 95.13 nats per "
        "image; 1 of 2 units active")
    density = FOUND | {"likelihood": "continuous_bernoulli", "data": "hats"}
    del density["bits_per_dimension"], density["rate"]
    assert reports.words(density).endswith(", of a density, which has no cost in bits")
    assert " test images of hats (" in reports.words(density)
    run = run_of(likelihood="continuous_bernoulli", binarization="none")
    grey = data.load_grey_sample().test
    found = reports.figures(run, data.DataSet(grey, grey, data.Part(grey.images[:8], grey.labels[:8])))
    assert not any("bits" in name for name in found)


# ------------------------------------------------------------------------------------ results, progress

def test_results_are_the_files_that_ship():
    assert results.benchmark() == json.loads((data.ASSETS / "benchmark.json").read_text(encoding="utf-8"))
    assert results.recorded() == json.loads((data.ASSETS / "recorded.json").read_text(encoding="utf-8"))
    pictures = results.pictures("cifar10")
    assert set(pictures) == {"originals", "reconstructions", "samples", "fitted"}
    assert all(part.shape == (16, 32, 32, 3) and part.dtype == np.uint8 for part in pictures.values())


def test_a_bar_suits_its_place(monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.delitem(sys.modules, "ipykernel", raising=False)
    assert progress.bar(None, 5).disable
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    for total, large in ((99_999, False), (100_000, True)):
        bar = progress.bar("epochs", total, "image")
        assert (bar.desc, bar.total, bar.unit, bool(bar.unit_scale)) == ("epochs", total, "image", large)
        assert not bar.disable and bar.ncols == 90 and bar.mininterval == 15    # a file gets few lines
    monkeypatch.setattr(sys, "stderr", Terminal())
    in_terminal = progress.bar("a", 5)
    assert in_terminal.mininterval == 0.5 and in_terminal.ncols != 90
    monkeypatch.setitem(sys.modules, "ipykernel", SimpleNamespace())
    out, stderr = io.StringIO(), io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", stderr)
    with progress.bar("a", 5) as bar:
        bar.refresh()
    assert "a:" in out.getvalue() and stderr.getvalue() == ""       # a notebook shows stderr in red
    monkeypatch.setattr(sys, "stderr", None)                        # as under pythonw
    assert progress.bar("a", 5).total == 5
