"""The exercises of notebook 11, on several workers and what they send. Spoilers ahead."""

import numpy as np

from cvae_lib.exercises.kinds import Slip, by_hand, choice, in_code, on

_RNG = np.random.default_rng(11)
# Three workers with unlike numbers of images.
_GRADIENTS, _COUNTS = _RNG.normal(size=(3, 5)).astype("float32"), np.array([40, 17, 7])


def global_gradient(gradients, counts):
    """(W,), of the mean loss of all images, from each worker's own, (N, W), and its images' number, (N,)."""
    return np.sum(gradients * counts[:, None], axis=0) / np.sum(counts)


def _ring(workers=8, latency=50e-6, size=100e6, bandwidth=1.25e9):
    """MB that a worker sends, and milliseconds."""
    messages = 2 * (workers - 1)
    return (messages * size / workers / 1e6, 1_000 * messages * (latency + size / workers / bandwidth))


def _speed_up(fixed=3.0, images=40.0, message=0.25, workers=8, messages=14, shared=True):
    """How many times as fast as one worker, and that as a share of ``workers``."""
    seconds = (fixed if shared else fixed / workers) + images / workers + messages * message
    return (fixed + images) / seconds, (fixed + images) / seconds / workers


EXERCISES = {
    "11.1": by_hand(
        _ring(),
        task="Give the megabytes that each worker sends, and the milliseconds of the all-reduce.",
        nudge="How many bytes has the gradient, and how many a part of it? How many times does the ring go "
              "round?",
        formula="2 (N − 1) messages of size / N bytes each; each takes latency + bytes / bandwidth. 10 "
                "Gbit/s are 1.25 GB/s.",
        why="the gradient has 100 MB and a part 12.5 MB; 14 parts are 175 MB. A part takes 10 ms and a "
            "message 0.05 ms more, so that 14 take 140.7 ms",
        slips=[
            Slip("That is one time round. In the second the finished sums go round: 2 · 7 messages.",
                 (_ring()[0] / 2, _ring()[1] / 2)),
            Slip("10 Gbit/s are 1.25 GB/s: a byte has eight bits.", _ring(bandwidth=10e9)),
            Slip("A weight has four bytes, with 32 bits each.", _ring(size=25e6)),
            Slip("So it would be if each sent the whole gradient to all seven others. In a ring a message is "
                 "an eighth of it.", (700.0, 1_000 * 7 * (50e-6 + 100e6 / 1.25e9))),
            Slip("That is 2 · 8 messages. After seven messages a part has met all eight workers: 2 · 7.",
                 (200.0, 1_000 * 16 * (50e-6 + 0.01))),
        ]),
    "11.2": in_code(
        global_gradient,
        task="Give the gradient of the mean loss over all images.",
        nudge="A worker with more images counts for more. How does a mean become a sum again?",
        formula="Σ nᵢ gᵢ / Σ nᵢ, over the workers, axis 0; counts needs a second axis to multiply rows.",
        observe=on(_GRADIENTS, _COUNTS),
        slips=[
            Slip("That is the plain mean of the workers. An image of a worker who has few counts for too "
                 "much in it.", lambda gradients, counts: np.mean(gradients, axis=0)),
            Slip("That is the sum of the workers' means, about N times too large.",
                 lambda gradients, counts: np.sum(gradients, axis=0)),
            Slip("That is the sum over all images. Of the mean loss it is that, divided by how many images "
                 "there are.", lambda gradients, counts: np.sum(gradients * counts[:, None], axis=0)),
            Slip("Divide by the number of images of all workers, not by the number of workers.",
                 lambda gradients, counts: np.mean(gradients * counts[:, None], axis=0)),
            Slip("The means are divided by their images once more. They must be multiplied, to become sums.",
                 lambda gradients, counts: np.sum(gradients / counts[:, None], axis=0)),
        ]),
    "11.3": by_hand(
        _speed_up(),
        task="Give how many times as fast the eight machines are, and the share of the ideal.",
        nudge="Which part of the 43 ms is shared by eight machines? What is added that one machine does not "
              "need?",
        formula="fixed + shared / N + 2 (N − 1) · message, with N = 8. The first answer is 43 ms over that, "
                "the second is the first over N.",
        why="a step takes 3 + 40 / 8 + 14 · 0.25 = 11.5 ms in place of 43, which is 3.74 times as fast, not "
            "quite half of the ideal eight times",
        slips=[
            Slip("The fixed part is not shared: each worker takes the 3 ms for itself.",
                 _speed_up(shared=False)),
            Slip("Each of the 14 messages takes its time, one after the other.", _speed_up(messages=1)),
            Slip("The ring goes round twice: 2 · 7 messages.", _speed_up(messages=7)),
            Slip("Nothing is sent in this; there are 14 messages in a step.", _speed_up(messages=0)),
            Slip("The second is the share of the time that is left. As a share of the ideal: the first, "
                 "divided by 8.", (_speed_up()[0], 1 / _speed_up()[0])),
        ]),
    "11.4": choice(
        "b",
        task="Predict how far the weights go with doubled gradients and Adam: a, b or c.",
        nudge="What does Adam divide the gradient's running mean by? What becomes of both when every "
              "gradient is doubled?",
        formula="Adam's step is rate · m / (√v + tiny), with m the running mean of g and v that of g². For "
                "2g these are 2m and 4v.",
        why="Adam divides the mean of the gradients by the root of the mean of their squares; a factor "
            "cancels, but for the small constant below. Plain gradient descent goes twice as far. A fault "
            "that one optimizer hides shows with another",
        slips=[
            Slip("So it is with plain gradient descent. Adam divides by the size of the gradients.", "a"),
            Slip("Nothing of Adam's takes the root of the factor by itself. The mean and the root of the "
                 "mean square both carry the whole factor.", "c"),
        ]),
}
