"""Weights in the form in which Keras writes them, as bytes.

HDF5 ends the whole process where a disk is full, and follows what a stranger's file says. So weights are
written into memory, and what was read is compared with what the model itself would write, before Keras gets
it.
"""

import io

import numpy as np


class _Memory(io.BytesIO):
    """A file in memory. Keras takes those, and looks at their names."""

    def __str__(self):
        return "memory.weights.h5"


def written(model):
    """The weights of a model, and of its optimizer if it was compiled with one, as bytes of an HDF5 file.

    The same weights give the same bytes. Keras would also write the names of layers, in which it counts all
    that a process has made.
    """
    import h5py

    memory, plain = _Memory(), io.BytesIO()
    model.save_weights(memory)
    with h5py.File(memory, "r") as file, h5py.File(plain, "w") as copy:
        for name, variable in _variables(file):
            copy.create_dataset(name, data=variable[()])
    return plain.getvalue()


def largest(model):
    """How many bytes the file of a model's weights may take: somewhat more than it does."""
    return 2 * len(written(model)) + 1_000_000


def give(model, content):
    """Give a model, and its optimizer if it was compiled with one, the weights that ``written`` made.

    Raises:
        ValueError: the reason in words. One is missing, of another type or shape, not finite, or not in
            this file; or the file is damaged. The model may then have some of the weights.
    """
    import h5py

    try:
        with h5py.File(io.BytesIO(written(model)), "r") as own, h5py.File(io.BytesIO(content), "r") as file:
            for name, variable in _variables(own):
                _check(file, name, variable)
        model.load_weights(_Memory(content))
    except _Refused as refused:
        raise ValueError(str(refused)) from None
    except Exception as error:          # a damaged file makes HDF5 raise errors of many kinds
        raise ValueError("is damaged, or no file of weights") from error


class _Refused(ValueError):
    """A file of weights is not what the model would write; the message says why."""


def _variables(group):
    """``(name, dataset)`` of all variables that lie in an HDF5 file which was made here."""
    import h5py

    for name in group:
        if isinstance(group[name], h5py.Group):
            yield from ((f"{name}/{below}", found) for below, found in _variables(group[name]))
        else:
            yield name, group[name]


def _check(file, name, wanted):
    """Refuse a variable that is not there as ``wanted`` is. What else lies in the file, Keras passes over.

    A link may lead to another file, and so may the values of a dataset that is there.
    """
    import h5py

    place = file
    for step in name.split("/"):
        if not isinstance(place, h5py.Group) or step not in place:
            raise _Refused(f"is of another network, or cut off: it holds no {name}")
        if not isinstance(place.get(step, getlink=True), h5py.HardLink):
            raise _Refused(f"holds a link in place of {name}")
        place = place[step]
    if not isinstance(place, h5py.Dataset) or place.shape != wanted.shape or place.dtype != wanted.dtype:
        found = f"{place.dtype} {place.shape}" if isinstance(place, h5py.Dataset) else "a group"
        raise _Refused(f"is of another network: its {name} is {found} where {wanted.dtype} {wanted.shape} is "
                       "needed")
    if place.is_virtual or place.external:
        raise _Refused(f"has the values of {name} in another file")
    if not np.isfinite(place[()]).all():
        raise _Refused(f"holds numbers in {name} that are not finite")
