"""Blanks in place of solutions, each with a line that says what its exercise asks for."""

import re

from cvae_lib.exercises import EXERCISES

WORDS = "*Write your answer here, in place of this line.*"          # of an open exercise


def stub(cell):
    """The code in a solution's place, from the name of its cell, such as "exercise-4-1-solution".

    A cell that belongs to no exercise of the course gets nbgrader's plain blank.
    """
    named = re.fullmatch(r"exercise-(\d+)-(\d+)-solution", cell)
    number = f"{named[1]}.{named[2]}" if named else ""
    if number not in EXERCISES:
        return "# YOUR CODE HERE\nraise NotImplementedError()"
    return ("# Write your answer here, and delete the next line.\n"
            f'raise NotImplementedError("Exercise {number}: {EXERCISES[number].task}")')


def clear(cell):
    """Put a blank in place of the solution that a notebook's cell holds, if any, in place."""
    if not cell.metadata.get("nbgrader", {}).get("solution"):
        return
    if cell.cell_type == "markdown":
        cell.source = WORDS
        return
    cell.source = re.sub(
        r"^( *)### BEGIN SOLUTION\n.*?### END SOLUTION$",
        lambda region: "\n".join(region[1] + line for line in stub(cell.id).splitlines()),
        cell.source, flags=re.DOTALL | re.MULTILINE)
