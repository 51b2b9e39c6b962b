"""How nbgrader makes, hands out and grades the course's assignments; one assignment for each notebook."""

import os
import sys
from pathlib import Path

from nbgrader.preprocessors import (
    CheckCellMetadata,
    ClearHiddenTests,
    ClearMarkScheme,
    ClearSolutions,
    ComputeChecksums,
    IncludeHeaderFooter,
    LockCells,
    SaveCells,
)

from cvae_lib.exercises import blanks

# Grading executes whole notebooks: with little work, so that it takes seconds.
os.environ.setdefault("CVAE_BUDGET", "quick")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
# nbgrader calls alembic by its name, and would not find it where the environment is not activated.
os.environ["PATH"] = str(Path(sys.executable).parent) + os.pathsep + os.environ["PATH"]

c = get_config()  # noqa: F821, nbgrader defines it


class Blanks(ClearSolutions):
    """As nbgrader's own, but that each blank says what its exercise asks for."""

    text_stub = blanks.WORDS

    def preprocess_cell(self, cell, resources, cell_index):
        self.code_stub = {"python": blanks.stub(cell.metadata.get("nbgrader", {}).get("grade_id", ""))}
        return super().preprocess_cell(cell, resources, cell_index)


c.CourseDirectory.course_id = "cvae-course"
c.ExecutePreprocessor.timeout = 600
# Where assignments are handed out and collected. All users of a server share this folder.
c.Exchange.root = str(Path(os.environ.get("CVAE_EXCHANGE", "exchange")).absolute())

# As nbgrader's own, but for ClearOutput: the pictures of the lessons stay. The outputs of exercises are
# cleared beforehand.
c.GenerateAssignment.preprocessors = [
    IncludeHeaderFooter, LockCells, Blanks, CheckCellMetadata, ComputeChecksums, SaveCells,
    ClearHiddenTests, ClearMarkScheme, ComputeChecksums, CheckCellMetadata]
