"""Put a finished run into the package, where load_pretrained finds it.

    python tools/ship_run.py RUN NAME      NAME: one of cvae_lib.runs.SHIPPED

Its files are copied, and their SHA-256 sums written to cvae_lib/assets/pretrained/sha256.json.
"""

import shutil
import sys

from cvae_lib import runs
from cvae_lib.files import whole_files


def main(path, name):
    try:
        run = runs.Run(path)
        if name not in runs.SHIPPED:
            raise runs.RunError(f"{name}: no such shipped run; there are {', '.join(runs.SHIPPED)}")
        if runs.SHIPPED[name] != (run.recipe.name, run.data):
            raise runs.RunError(f"{name}: a run of {' on '.join(runs.SHIPPED[name])} is shipped under this "
                                f"name, and {path} is one of {run.recipe.name} on {run.data}")
        print(run.summary)
    except runs.RunError as error:
        sys.exit(f"ship_run: {error}")
    target = runs.PRETRAINED / name
    target.mkdir(parents=True, exist_ok=True)
    for file in runs.SHIPPED_FILES:
        shutil.copyfile(run.path / file, target / file)
    sums = {file.relative_to(runs.PRETRAINED).as_posix(): whole_files.sha256(file)
            for file in sorted(runs.PRETRAINED.glob("*/*"))}
    whole_files.write_json(runs.PRETRAINED / "sha256.json", sums)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
