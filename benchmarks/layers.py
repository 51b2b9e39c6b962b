"""What the layers take alone, beside a whole step of training and beside a matrix product."""

import math
import statistics
import time

import tried
from sides import held_to_avx2
from tables import section

BATCH = 64                  # fast_2d's
ROUNDS, CALLS = 7, 30
SIDE = 1_024                # of the matrices whose product is timed
CODES = 4_000


def layers(precision):
    """``{"layers": {name: (ms, MFLOP)}, "step": ms, "matrix": GFLOP/s}``, of a batch of fast_2d.

    All of it runs as the library trains: each core has its part of the batch. A layer's time is that of its
    pass forward with bias and activation, and of the gradients of its weights and of what it was given.
    """
    from cvae_lib import CVAE, data, keras, machine, tf

    parts = machine.set_up()
    model = CVAE(2, kl="analytic", precision=precision)
    works, flops = {}, {}
    for network in (model.encoder, model.decoder):
        for layer in network.layers:
            if layer.weights:
                name = f"{network.name}: {' × '.join(map(str, layer.input.shape[1:]))}"
                first = layer is model.encoder.layers[0]                # images need no gradient
                works[name] = _work(tf, layer, parts, first)
                flops[name] = _mflop(layer, products=2 if first else 3)
    matrices = [tf.cast(tf.random.normal((SIDE, SIDE)), "bfloat16" if precision == "bfloat16" else "float32")
                for _ in range(parts)]
    works["matrix"] = tf.function(lambda: [tf.reduce_sum(matrix @ matrix) for matrix in matrices])
    model.compile(optimizer=keras.optimizers.Adam(1e-4), steps_per_execution=CALLS)
    pixels = data.load_mnist().train.images[:BATCH * CALLS]
    batches = data.make_dataset(pixels, BATCH, seed=0, epochs=ROUNDS + 1)
    times = {name: [] for name in (*works, "step")}
    for _ in range(ROUNDS + 1):
        for name, work in works.items():
            started = time.perf_counter()
            for _ in range(CALLS):
                work()
            times[name].append((time.perf_counter() - started) / CALLS)
        started = time.perf_counter()
        model.fit(batches, steps_per_epoch=CALLS, shuffle=False, verbose=0)
        times["step"].append((time.perf_counter() - started) / CALLS)
    ms = {name: 1_000 * statistics.median(seconds[1:]) for name, seconds in times.items()}
    return {"layers": {name: (ms[name], flops[name]) for name in flops}, "step": ms["step"],
            "matrix": parts * 2 * SIDE ** 3 / ms["matrix"] / 1e6}


def _work(tf, layer, parts, first):
    """A graph of the layer, forward and backward, on the parts of a batch side by side."""
    shape = (BATCH // parts, *layer.input.shape[1:])
    inputs = [tf.cast(tf.random.normal(shape), layer.compute_dtype) for _ in range(parts)]
    back = tf.cast(tf.random.normal((BATCH // parts, *layer.output.shape[1:])), layer.compute_dtype)

    @tf.function
    def work():
        done = []
        for x in inputs:
            with tf.GradientTape() as tape:
                tape.watch(x)
                y = layer(x)
            wanted = layer.trainable_variables + ([] if first else [x])
            gradients = tape.gradient(y, wanted, output_gradients=back)
            # y too: without an activation the gradients do not need it, and it would not be computed.
            done += [tf.reduce_sum(part[:1]) for part in (y, *gradients)]
        return done

    return work


def _mflop(layer, products, images=BATCH):
    """Millions of floating-point operations of the layer: of so many products with its kernel an image."""
    kernel = math.prod(layer.kernel.shape)
    where = layer.input if "transpose" in layer.name else layer.output        # a kernel's place, or a row
    places = math.prod(where.shape[1:-1])
    return 2 * kernel * places * products * images / 1e6


def in_precision(model, precision):
    """A ``CVAE`` with the same weights whose layers compute in another precision."""
    if precision == model.precision:
        return model
    other = type(model).from_config(model.get_config() | {"precision": precision})
    other.set_weights(model.get_weights())
    return other


def scoring():
    """``{precision: {"as it is", "in blocks": codes a second}, "mflop": of a code}``.

    That is what the importance-weighted bound does fifty million times.
    """
    from cvae_lib import data, elbo, machine, runs, tf

    model, x = runs.load_pretrained("mnist-50d"), data.load_mnist().test.images[:1]
    x, eps = model.likelihood.pixels(x), tf.random.normal((1, CODES, model.latent_dim))
    rates = {}
    for precision in precisions():
        other = in_precision(model, precision)
        kernels = [layer for layer in other.decoder.layers if layer.weights]
        for name in ("as it is", "in blocks"):
            if name == "in blocks":
                tried.put_in_blocks(kernels[-1])
            # The codes are the batch that the cores share.
            weigh = machine.compiled(
                lambda eps, model=other: elbo.log_importance_weights(model, x, eps[None])[0])
            seconds = []
            for _ in range(ROUNDS + 1):
                started = time.perf_counter()
                weigh(eps[0])
                seconds.append(time.perf_counter() - started)
            rates.setdefault(precision, {})[name] = CODES / statistics.median(seconds[1:])
    return {**rates, "mflop": sum(_mflop(layer, products=1, images=1) for layer in kernels)}


def moved(images=1_000, draws=100):
    """By how much bfloat16 layers move the bound of images: ``{"mean", "stderr", "images", "draws"}``, nats.

    None where the hardware is not made for bfloat16.
    """
    from cvae_lib import data, evaluation, runs

    if "bfloat16" not in precisions():
        return None
    model, x = runs.load_pretrained("mnist-50d"), data.load_mnist().test.images[:images]
    exact, rounded = (evaluation.importance_bounds(in_precision(model, precision), x, (draws,))[draws].values
                      for precision in ("float32", "bfloat16"))
    change = rounded - exact
    return {"mean": float(change.mean()), "stderr": float(change.std(ddof=1) / math.sqrt(images)),
            "images": images, "draws": draws}


def precisions():
    """float32, and what the library takes for the fastest here, where that is another."""
    from cvae_lib import machine

    return ["float32"] if held_to_avx2() else sorted({"float32", machine.fastest_precision()}, reverse=True)


def scoring_section(found):
    row, moves = found.get("scoring"), found.get("moved")
    limit = found.get("layers float32", {}).get("matrix")
    if not row or not limit:
        return ""
    rows = [(precision, name, f"{rate:,.0f}", f"{rate * row['mflop'] / 1e3:.0f}",
             f"{rate * row['mflop'] / 1e3 / limit:.0%}")
            for precision, rates in row.items() if precision != "mflop" for name, rate in rates.items()]
    text = f"""## Codes a second

What the importance-weighted bound does: {CODES:,} codes of fifty dimensions decoded, and the likelihood of an
image under each; all but the layers is in float32. A code takes {row['mflop']:.1f} MFLOP. Each figure is the
median of {ROUNDS} rounds in one process, one row after the other. `make recorded` takes the faster
precision."""
    foot = f"""
The layers in bfloat16 move the bound from {moves['draws']} draws by {moves['mean']:+.4f} nats (standard error
{moves['stderr']:.4f}, the mean over {moves['images']:,} test images).
""" if moves else ""
    return section(text, ["layers", "last layer", "codes a second", "GFLOP/s",
                          "of the matrix product in float32"], rows, foot)


def layers_section(found):
    tables = []
    for precision in ("float32", "bfloat16"):
        row = found.get(f"layers {precision}")
        if not row:
            continue
        total, flop = (sum(part[column] for part in row["layers"].values()) for column in (0, 1))
        rows = [(name, f"{ms:.2f}", f"{mflop / ms:.0f}", f"{mflop / ms / row['matrix']:.0%}")
                for name, (ms, mflop) in row["layers"].items()]
        rows += [("all layers", f"{total:.2f}", f"{flop / total:.0f}", f"{flop / total / row['matrix']:.0%}"),
                 ("a whole step", f"{row['step']:.2f}", f"{flop / row['step']:.0f}",
                  f"{flop / row['step'] / row['matrix']:.0%}")]
        share = total / row["step"]
        tables.append(section("", [f"{precision}: layer, by what it is given", "ms a step", "GFLOP/s",
                                   "of the matrix product"], rows,
                              f"\nThe matrix product reaches {row['matrix']:.0f} GFLOP/s on all cores. "
                              f"The layers alone take {share:.0%} of the time of a whole step.\n"))
    return f"""## A step and its layers

A batch of {BATCH}, each core with its part of it, one thread a core. A layer's time is that of its pass
forward and of its gradients. The matrix product is that of two {SIDE} × {SIDE} matrices on each core.
""" + "".join(tables) if tables else ""
