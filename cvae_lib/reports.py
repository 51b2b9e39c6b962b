"""What ``python -m cvae_lib evaluate`` says of a run: all figures as one dictionary, and in sentences."""

import math

import numpy as np

from cvae_lib import elbo, evaluation, quadrature, scoring

GAP_IMAGES = 200        # the gap of so many images is split: each costs about a second


def figures(run, images, part="test", seed=0, draws=4, samples=None, exact=False):
    """Score a run.

    Args:
        run: a ``runs.Run``.
        images: a ``data.DataSet`` as ``run.recipe`` wants it; a conditional run is scored given the labels.
        part: "test" or "validation".
        seed, draws: of the noise, as in ``scoring.score_elbo``.
        samples: also the importance-weighted bound with so many samples per image.
        exact: also log p(x), by quadrature.

    Returns:
        a dict of numbers, nats per image where they name no other unit; ``words`` puts them into sentences.
        Either of the last two options adds rate and distortion, and for a run that is not conditional the
        active units and the codes beside the prior.

    Raises:
        ValueError: as in ``scoring.score_elbo``, ``evaluation.importance_bounds`` and
            ``quadrature.exact_log_likelihood``.
    """
    model, recipe, dimensions = run.load_model(), run.recipe, math.prod(run.recipe.image_shape)
    held_out = getattr(images, part)
    score = scoring.score_elbo(model, held_out.images, seed, draws,
                               labels=held_out.labels if model.classes else None)
    found = score._asdict() | {"part": part, "data": images.name, "likelihood": recipe.likelihood}

    def bits(name, nats):
        """A density of grey values has no cost in bits."""
        if recipe.likelihood != "continuous_bernoulli":
            found[f"{name}bits_per_dimension"] = elbo.bits_per_dimension(nats, dimensions)

    bits("", score.elbo)
    if model.classes:
        found |= {"classes": model.classes, "elbo_less_label": score.elbo - math.log(model.classes)}
    networks = _by_label(model, held_out) if samples or exact else []
    if samples:
        bounds = [evaluation.importance_bounds(network, x, [samples], seed + number, name="bound")
                  for number, (network, x) in enumerate(networks)]
        bounds = [bound[samples] for bound in bounds]
        values = np.concatenate([bound.values for bound in bounds])                     # (N,)
        noise = math.hypot(*(len(bound.values) * bound.stderr_noise for bound in bounds)) / len(values)
        found |= {"bound": float(values.mean()), "bound_samples": samples,
                  "bound_stderr_images": float(values.std(ddof=1) / math.sqrt(len(values))),
                  "bound_stderr_noise": noise}
        bits("bound_", found["bound"])
    if exact:
        few, found_by_label = max(1, GAP_IMAGES // len(networks)), []
        for network, x in networks:
            truth = quadrature.exact_log_likelihood(network, x, name="exact")
            first = quadrature.Exact(*(values[:few] for values in truth))
            found_by_label.append((truth, quadrature.gap_parts(network, x[:few], first, name="gap")))
        truths, gaps = zip(*found_by_label)
        values, error, _ = (np.concatenate(each) for each in zip(*truths))              # (N,) each, of Exact
        family, amortisation, *_ = (np.concatenate(each) for each in zip(*gaps))        # (few,) each, of Gap
        truth = float(values.mean())
        found |= {"log_likelihood": truth, "log_likelihood_error": float(error.mean()),
                  "gap": truth - score.elbo, "gap_images": len(family), "gap_family": float(family.mean()),
                  "gap_amortisation": float(amortisation.mean())}
        bits("log_likelihood_", truth)
    if samples or exact:
        units = [evaluation.units(network, x) for network, x in networks]
        kl = np.average([each.kl for each in units], axis=0, weights=[len(x) for _, x in networks])     # (D,)
        rate = float(kl.sum())
        found |= {"rate": rate, "distortion": -score.elbo - rate, "kl_per_dimension": kl.tolist()}
        if not model.classes:
            codes = evaluation.aggregate_mismatch(model, held_out.images[:2_000], seed)
            found |= {"active_units": units[0].active, "latent_dim": model.latent_dim,
                      "mmd2": codes.mmd2, "mmd2_threshold": codes.threshold}
    return found


def words(found):
    """What ``figures`` found, in sentences, one a line."""
    of = " on log p(x|y)" if "classes" in found else ""
    texts = {"elbo_name": f"bound{of}" if of else "ELBO", "of": of, "exact_name": of[4:] or "log-likelihood",
             "set": "" if found["data"] == "mnist" else f" of {found['data']}",
             "active": "; {active_units} of {latent_dim} units active" if "active_units" in found else ""}
    for name in ("", "bound_", "log_likelihood_"):
        key = f"{name}bits_per_dimension"
        texts[f"{name}bits"] = f", {found[key]:.4f} bits per dimension" if key in found else ""
    if found["likelihood"] == "continuous_bernoulli":
        texts["bits"] = ", of a density, which has no cost in bits"
    texts["active"] = texts["active"].format(**found)
    said = [sentence for first, sentence in SENTENCES.items() if first in found]
    return "\n".join(sentence.format(**found, **texts) for sentence in said)


# Said where the figure before the colon was found.
SENTENCES = {
    "elbo": "{elbo_name} {elbo:.2f} nats per image on {images} {part} images{set} (standard error "
            "{stderr_images:.2f} over images, {stderr_noise:.3f} over noise, seed {seed}){bits}",
    "elbo_less_label": "less log {classes} for the label: {elbo_less_label:.2f} nats per image, a bound on "
                       "log p(x), which may stand beside the ELBO of a run without labels",
    "bound": "importance-weighted bound{of} {bound:.2f} nats per image with {bound_samples} samples "
             "(standard error {bound_stderr_images:.2f} over images, {bound_stderr_noise:.3f} over draws)"
             "{bound_bits}",
    "log_likelihood": "exact {exact_name} {log_likelihood:.2f} nats per image by quadrature (estimated error "
                      "{log_likelihood_error:.4f}){log_likelihood_bits}; the ELBO is {gap:.2f} below it",
    "gap_images": "of that gap, on {gap_images} images: {gap_family:.2f} nats by the family of q, "
                  "{gap_amortisation:.2f} by amortisation",
    "rate": "rate {rate:.2f} and distortion {distortion:.2f} nats per image{active}",
    "mmd2": "codes beside the prior: squared MMD {mmd2:.5f}; were they alike, 99 % of draws would stay below "
            "{mmd2_threshold:.5f}",
}


def _by_label(model, part):
    """Networks and their images: the model, or, where it is conditional, the model given each label."""
    if not model.classes:
        return [(model, part.images)]
    return [(model.given(int(label)), part.images[part.labels == label]) for label in np.unique(part.labels)]
