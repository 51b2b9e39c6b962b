"""Where runs are kept, and the runs that ship with the package. Taught in notebook 05."""

import contextlib
import itertools
import os
from pathlib import Path

from cvae_lib.files import locks, whole_files
from cvae_lib.runs import formats
from cvae_lib.data import ASSETS
from cvae_lib.runs.formats import RunError
from cvae_lib.runs.folder import Run

PRETRAINED = ASSETS / "pretrained"
SHIPPED_FILES = ("recipe.json", "history.json", "model.weights.h5", "frames.npz")
# Name of the shipped run: its recipe, and the images that it was trained on.
SHIPPED = {"mnist-2d": ("fast_2d", "mnist"),
           "mnist-2d-tutorial": ("tutorial_2d", "mnist"),
           "mnist-50d": ("fast_50d", "mnist"),
           "mnist-50d-tutorial": ("tutorial_50d", "mnist"),
           "mnist-conditional": ("conditional_2d", "mnist"),
           "fashion-2d": ("fast_2d", "fashion_mnist")}


def create(path, info):
    """Make a new run's folder; ``info`` becomes its recipe.json.

    Raises:
        RunError: the folder is there already and not empty. Nothing is ever overwritten.
    """
    path = Path(os.path.expanduser(path))
    if not is_free(path):
        raise RunError(f"{path}: exists already, and nothing is overwritten; choose another folder, "
                       "or add --resume (resume=True) to go on with an unfinished run")
    info = {"format": formats.FORMAT} | info
    formats.check_info(info)
    with _made(path):
        path.mkdir(parents=True, exist_ok=True)
        whole_files.write_json(path / "recipe.json", info)
    return Run(path)


@contextlib.contextmanager
def held(path):
    """Hold a folder, which is made if there is none, so that no other process trains into it meanwhile.

    What a process that was killed had begun to write there goes.

    Raises:
        RunError: another process holds it, or it cannot be written.
    """
    path = Path(os.path.expanduser(path))
    with contextlib.ExitStack() as stack:
        try:
            with _made(path):
                path.mkdir(parents=True, exist_ok=True)
                stack.enter_context(locks.held(path))
        except BlockingIOError:
            raise RunError(f"{path}: another process is training into this folder; wait until it ends, or "
                           "choose another folder") from None
        whole_files.clear(path)
        yield


@contextlib.contextmanager
def _made(path):
    """Where a folder of a run cannot be made or written in the block, say so in one line."""
    try:
        yield
    except BlockingIOError:
        raise
    except FileExistsError:
        raise RunError(f"{path}: exists already, and is no folder; choose another") from None
    except OSError as error:
        raise RunError(f"{path}: cannot be written ({error.strerror or error}); choose a folder that you may "
                       "write to; CVAE_RUNS_DIR names the one for the notebooks' runs") from error


def is_free(path):
    """Whether a new run may be written there: nothing is, or a folder with nothing but what a process that
    was killed had begun to write.
    """
    path = Path(os.path.expanduser(path))
    return not os.path.lexists(path) or path.is_dir() and all(
        whole_files.PART.fullmatch(file.name) or file.name == locks.NAME for file in path.iterdir())


def home():
    """The folder that holds the notebooks' runs: ``CVAE_RUNS_DIR``, or ``runs`` below the current folder."""
    return Path(os.path.expanduser(os.environ.get("CVAE_RUNS_DIR", "runs")))


def new_folder(recipe):
    """A path for a new run of a recipe, ``home()/NAME-001`` and so on, that does not exist yet."""
    paths = (home() / f"{recipe.name}-{number:03}" for number in itertools.count(1))
    return next(path for path in paths if not os.path.lexists(path))


def finished(name, data="mnist"):
    """The finished runs of a recipe, on images of that name, in ``home()``, newest first."""
    found = []
    for folder in home().glob(f"{name}-[0-9]*"):
        with contextlib.suppress(RunError, OSError):            # an unfinished or damaged one is passed over
            run = Run(folder)
            if run.history["result"] and run.data == data:
                found.append(((run.path / "recipe.json").stat().st_mtime, run))
    return [run for _, run in sorted(found, key=lambda pair: pair[0], reverse=True)]


def newest(name, data="mnist"):
    """The newest full run of a recipe, on images of that name, in ``home()``, else the one that ships.

    Full means: trained as the shipped one was (same recipe, all images, as many epochs) and scored on all
    test images, so that what the notebooks say about a trained model holds for it.

    Raises:
        RunError: none of that recipe and these images ships.
    """
    shipped = [run for run, trained in SHIPPED.items() if trained == (name, data)]
    if not shipped:
        raise RunError(f"{name} on {data}: no such run ships; runs.finished({name!r}, {data!r}) lists yours")
    shipped = pretrained_run(shipped[0])
    for run in finished(name, data):
        if run.recipe == shipped.recipe and run.result["images"] == shipped.result["images"] \
                and all(run.info.get(key) == shipped.info[key] for key in ("epochs", "train_images", "part")):
            with contextlib.suppress(RunError):                 # damaged weights or frames
                run.check()
                return run
    return shipped


def pretrained_run(name):
    """A run that ships with the package, each file held against its SHA-256 sum.

    Args:
        name: one of ``SHIPPED``.

    Raises:
        RunError: no such name, or a file that is not as it was shipped.
    """
    if name not in SHIPPED:
        raise RunError(f"{name}: no such shipped run; there are {', '.join(SHIPPED)}")
    sums = whole_files.read_json(PRETRAINED / "sha256.json", formats.MOST_INFO)
    for file in (f"{name}/{part}" for part in SHIPPED_FILES):
        if file not in sums or whole_files.sha256(PRETRAINED / file) != sums[file]:
            raise RunError(f"{PRETRAINED / file}: is not the file that was shipped (SHA-256 differs); "
                           "reinstall cvae_lib")
    return Run(PRETRAINED / name)


def find(text):
    """The run in a folder, or the shipped run of that name where there is no such folder.

    Raises:
        RunError: neither is there, or it cannot be used.
    """
    return pretrained_run(text) if text in SHIPPED and not os.path.exists(text) else Run(text)


def load_pretrained(name):
    """The trained ``CVAE`` that ships under a name; arguments and errors are those of ``pretrained_run``."""
    return pretrained_run(name).load_model()
