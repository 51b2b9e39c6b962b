"""One model trained by several workers, or on several devices. Taught in notebook 11.

TensorFlow's strategies do it. A worker is a process, with a copy of the model; its replicas are its devices.
In a step every replica finds the gradients of its part of the batch. One all-reduce sums them up, and every
worker takes the same step.

Keras' ``fit`` does not work in the scope of ``MultiWorkerMirroredStrategy`` (Keras 3, issue 20585). Here it
works outside of it: only the gradients and their all-reduce, within ``train_step``, run in the strategy.
"""

import contextlib
import json
import math
import os
import re
import signal
import threading
import zlib

from cvae_lib import data, machine, packed, quiet, tf
from cvae_lib.model import CVAE
from cvae_lib.workers import PORTS, STRATEGIES, WorkerError, check_config, places


def join(strategy="one"):
    """The ``Cluster`` of a strategy, one of ``workers.STRATEGIES``, which comes before all computing.

    "one" is this process alone. "mirrored" uses all GPUs of this process, or, where there is none, the CPU.
    "multi-worker" finds the other workers in ``TF_CONFIG``, or, where that is not set, in Slurm's variables,
    and waits for them.

    Raises:
        ValueError: an unknown name; or ``TF_CONFIG`` is missing or wrong.
        RuntimeError: TensorFlow has computed something before.
    """
    if strategy not in STRATEGIES:
        raise ValueError(f"strategy is {strategy!r}; it must be one of {', '.join(STRATEGIES)}")
    if strategy == "one":
        return Cluster()
    if strategy == "mirrored":
        return Cluster(tf.distribute.MirroredStrategy())
    if "TF_CONFIG" not in os.environ and "SLURM_PROCID" in os.environ:
        os.environ["TF_CONFIG"] = json.dumps(_slurm())
    check_config(os.environ.get("TF_CONFIG"))
    try:
        with _ended_by_signals():
            return Cluster(tf.distribute.MultiWorkerMirroredStrategy())
    except RuntimeError as error:
        if "program startup" not in str(error):
            raise
        raise RuntimeError("a cluster is joined before TensorFlow computes anything; start again, and call "
                           "distribution.join first") from error


@contextlib.contextmanager
def _ended_by_signals():
    """Let Ctrl-C end the process while TensorFlow waits in the block, when Python cannot heed it; and SIGTERM
    from then on, of which TensorFlow would only take note.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    interrupt = signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, interrupt)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


class Cluster:
    """The workers that train one model, seen from one of them; without a strategy, this process alone.

    Args:
        strategy: None, a ``tf.distribute.MirroredStrategy`` or a ``MultiWorkerMirroredStrategy``.

    Attributes:
        addresses: of all workers, "host:port"; [""] of one alone. index: which of them this is.
        chief: whether this is worker 0, which alone writes, scores and tells.
        replicas: how many devices this worker has.
    """

    def __init__(self, strategy=None):
        self.strategy = strategy or tf.distribute.get_strategy()
        resolver = self.strategy.cluster_resolver
        spec = resolver.cluster_spec().as_dict() if resolver else {}
        self.addresses, self.index = [""], 0
        if spec:
            self.addresses, self.index = places(spec, resolver.task_type, resolver.task_id)
        self.replicas = self.strategy.num_replicas_in_sync // len(self.addresses)
        self.chief = self.index == 0

    def __len__(self):
        return len(self.addresses)

    @property
    def alone(self):
        """Whether there is nothing to share: one worker with one device."""
        return len(self) * self.replicas == 1

    def name(self, index):
        """A worker in words."""
        return f"worker {index} of {len(self)} ({self.addresses[index]})"

    def model(self, **arguments):
        """A ``CVAE``, which shares its batches if there is anyone to share them with."""
        return CVAE(**arguments) if self.alone else DistributedCVAE(self, **arguments)

    def precision(self):
        """The precision that is fastest on all workers, as ``machine.fastest_precision``."""
        able = self.gathered(int(machine.fastest_precision() == "bfloat16"))
        return "bfloat16" if able.all() else "float32"

    def check(self, info, batch_size, images):
        """Refuse what the workers cannot share; the first that they do together.

        Args:
            info: what must be the same for all, as JSON can hold it, the batch size among it.
            batch_size, images: of all workers together, and how many training images there are.

        Raises:
            ValueError: on every worker alike.
        """
        sums = self.gathered(zlib.crc32(json.dumps(info, sort_keys=True).encode()))
        if others := [index for index, found in enumerate(sums) if found != sums[0]]:
            raise ValueError(f"{self.name(others[0])} was started otherwise than worker 0: recipe, epochs, "
                             "seed, number of images or versions differ; start all with the same command")
        parts = len(self) * self.replicas
        if batch_size % parts:
            raise ValueError(f"batches of {batch_size} images cannot be shared evenly by {parts} replicas; "
                             f"choose a multiple of {parts} with --batch-size")
        if 0 < images % batch_size < parts:
            raise ValueError(f"{images} images leave {images % batch_size} for an epoch's last batch, too "
                             f"few for {parts} replicas; choose another --batch-size")

    def begin(self, start, model):
        """What ``start()`` gives on the chief, (run, first_epoch), with the chief's weights in all models.

        The others have None for a run. So its folder need not lie where they can read it.

        Args:
            start: it brings ``model`` to where a run is to go on.
            model: with its optimizer, both built.

        Raises:
            RuntimeError: on the other workers, if ``start()`` raised on the chief.
        """
        run, first_epoch, error = None, 0, None
        if self.chief:
            try:
                run, first_epoch = start()
            except (ValueError, OSError) as found:
                error, first_epoch = found, -1
        first_epoch = self.gathered(first_epoch)[0]
        if first_epoch < 0:
            raise error or WorkerError(f"{self.name(0)} did not begin; it says why")
        variables = [*model.variables, *model.optimizer.variables]
        values = [tf.convert_to_tensor(variable) for variable in variables]
        chiefs = self.sums(values if self.chief else [tf.zeros_like(value) for value in values])
        for variable, value in zip(variables, chiefs):
            variable.assign(value)
        return run, first_epoch

    def batches(self, images, batch_size, *, seed, first_epoch, epochs, binarization, labels):
        """A worker's part of the batches of ``data.make_dataset``, whose arguments these are.

        Of an array every worker gathers each batch and keeps its part: together they see what one process
        alone would. Of ``packed.Packed`` images each reads a stretch of its own.

        Returns:
            a ``tf.data.Dataset`` of (x (b, H, W, C), y (b,), place (2,)), where ``place`` holds the first
            image's number in the whole batch, and how many images that has; alone, of ``data.make_dataset``.
        """
        options = {"seed": seed, "first_epoch": first_epoch, "epochs": epochs, "binarization": binarization}
        if self.alone:
            return data.make_dataset(images, batch_size, labels=labels, **options)
        own = isinstance(images, packed.Packed)
        if own:
            images, batch_size = images.shard(len(self), self.index), batch_size // len(self)
            labels = labels if labels is None else packed.Labels(images)

        def part(x, y=None):
            count = tf.shape(x)[0]
            y = tf.zeros([count], tf.int32) if y is None else y
            if own:
                return x, y, tf.stack([self.index * batch_size, len(self) * batch_size])
            first, last = count * self.index // len(self), count * (self.index + 1) // len(self)
            return x[first:last], y[first:last], tf.stack([first, count])

        batches = data.make_dataset(images, batch_size, labels=labels, **options)
        return batches.map(part).apply(tf.data.experimental.assert_cardinality(len(batches)))

    def sums(self, values):
        """The sums over all workers of tensors, of the same shapes on each: a list."""
        def once(*values):          # a worker's first replica has them, and the others have zeros
            first = tf.distribute.get_replica_context().replica_id_in_sync_group % self.replicas == 0
            return [self.all_reduce(tf.where(first, value, tf.zeros_like(value))) for value in values]
        if len(self) == 1:
            return list(values)
        with quiet.retracing():
            return tf.function(lambda *values: self.run(once, *values))(*values)

    def gathered(self, number):
        """The workers' whole numbers, as an array (workers,)."""
        return self.sums([tf.one_hot(self.index, len(self), number, 0, dtype=tf.int64)])[0].numpy()

    def run(self, function, *tensors):
        """What ``function`` gives on this worker's first replica; all replicas run it."""
        return self.strategy.experimental_local_results(self.strategy.run(function, tensors))[0]

    @staticmethod
    def all_reduce(value):
        """Within ``run``: the sum of a tensor over all replicas of all workers."""
        # An argument of ``run`` has no device as it stands, and the strategy wants to know one.
        value = tf.identity(value)
        return tf.distribute.get_replica_context().all_reduce(tf.distribute.ReduceOp.SUM, value)

    @contextlib.contextmanager
    def explained(self):
        """Where TensorFlow stops in the block because a worker is gone, name it in one line.

        Raises:
            WorkerError: names the worker.
        """
        try:
            yield
        except tf.errors.OpError as error:
            # One worker tells the next: the first that is named is the one that could not be reached. Where
            # none is, it was worker 0, which the others send heartbeats to.
            gone = re.search(r"Collective ops is aborted.*?(?:/job:(\w+)/replica:0/task:(\d+)|/Heartbeat)",
                             str(error), re.DOTALL)
            if not gone:
                raise
            spec = self.strategy.cluster_resolver.cluster_spec().as_dict()
            index = places(spec, gone[1], int(gone[2]))[1] if gone[1] else 0
            raise WorkerError(f"{self.name(index)} is gone; start all workers again with --resume, which "
                              "goes on after the last whole epoch") from error


class DistributedCVAE(CVAE):
    """A ``CVAE`` that takes its training steps together with those of the other workers.

    Args:
        cluster: the ``Cluster``.
        arguments: those of ``CVAE``.
    """

    def __init__(self, cluster, **arguments):
        super().__init__(**arguments)
        self.cluster = cluster

    def train_step(self, batch):
        """One optimizer step on a batch of ``Cluster.batches``, which all workers take alike."""
        x, y, place = batch                                                 # (b, 28, 28, 1), (b,), (2,)
        x, y = self._images((x, y))
        first, count = tf.unstack(place)
        eps = self._noise(count)[first:first + tf.shape(x)[0]]              # (b, D), as one process draws it
        sums = self.cluster.run(self._sums, x, y, eps)                      # (W + 4,)
        *gradients, losses, reconstruction, kl, images = tf.split(sums, [*self._sizes(), 1, 1, 1, 1])
        self.optimizer.apply_gradients((tf.reshape(gradient / images, variable.shape), variable)
                                       for gradient, variable in zip(gradients, self.trainable_variables))
        for mean, total in zip(self.metrics, (losses, reconstruction, kl)):
            mean.update_state(total / images, sample_weight=images)
        return {mean.name: mean.result() for mean in self.metrics}

    def _sums(self, x, y, eps):
        """In a replica: sums over the images of all replicas, (W + 4,), of gradients, losses and images.

        They are one tensor, so that one all-reduce sums them: 4 · (W + 4) bytes, for W weights.
        """
        count, replicas = tf.shape(x)[0], self.cluster.replicas
        number = tf.distribute.get_replica_context().replica_id_in_sync_group % replicas
        part = slice(count * number // replicas, count * (number + 1) // replicas)
        gradients, terms = self.gradients_of(x[part], eps[part], y[part])   # of the mean over this part
        images = tf.cast(part.stop - part.start, tf.float32)
        losses = (self._image_losses(terms), terms.reconstruction, terms.kl)                # (part,) each
        return self.cluster.all_reduce(tf.concat(
            [*(tf.reshape(gradient, [-1]) * images for gradient in gradients),
             tf.stack([*map(tf.reduce_sum, losses), images])], axis=0))

    def _sizes(self):
        return [math.prod(variable.shape) for variable in self.trainable_variables]


def _slurm():
    """What ``TF_CONFIG`` would hold, from Slurm's variables through TensorFlow's resolver.

    The resolver sorts hosts by their names as text, n10 before n9, and Slurm numbers its tasks in another
    order. So a worker finds its place by host and number on the host.
    """
    base = PORTS[int(os.environ.get("SLURM_JOB_ID", 0)) % len(PORTS)]
    try:
        # One GPU a task, so to speak: the resolver divides by them. Which GPUs a task sees is left to Slurm.
        resolver = tf.distribute.cluster_resolver.SlurmClusterResolver(
            port_base=base, gpus_per_node=10 ** 6, gpus_per_task=1, auto_set_gpu=False)
        workers = resolver.cluster_spec().as_dict()["worker"]
    except (RuntimeError, ValueError) as error:
        raise ValueError(f"Slurm's variables do not say who the workers are ({error}); start the job with "
                         "srun, or set TF_CONFIG") from error
    own = f"{os.environ.get('SLURMD_NODENAME')}:{base + int(os.environ.get('SLURM_LOCALID', 0))}"
    index = workers.index(own) if own in workers else int(os.environ["SLURM_PROCID"])
    return {"cluster": {"worker": workers}, "task": {"type": "worker", "index": index}}
