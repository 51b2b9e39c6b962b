"""How many minutes each exercise takes, and how difficult it is, open exercises included.

The notebooks show both beside each exercise, and ``docs/syllabus.md`` adds the minutes up; tests compare them
with this table. The minutes are estimates, for a reader who has just studied the notebook. They leave out the
time of the machine.
"""

from typing import NamedTuple


class Effort(NamedTuple):
    """Minutes, and the difficulty: 1, 2 or 3 as ``LEGEND`` says."""

    minutes: int
    difficulty: int

    def __str__(self):
        return f"{self.minutes} minutes · difficulty {self.difficulty} of 3"


LEGEND = ("Minutes are estimates. Difficulty 1 takes one step that the text has shown, 2 takes several, and "
          "3 an idea or a judgement of your own.")

EFFORT = {
    "1.1": Effort(3, 1), "1.2": Effort(5, 1), "1.3": Effort(4, 1), "1.4": Effort(5, 2), "1.5": Effort(8, 2),
    "2.1": Effort(3, 1), "2.2": Effort(3, 1), "2.3": Effort(4, 1), "2.4": Effort(8, 2),
    "2.5": Effort(4, 2), "2.6": Effort(8, 2),
    "3.1": Effort(2, 1), "3.2": Effort(10, 3), "3.3": Effort(6, 1), "3.4": Effort(4, 2), "3.5": Effort(8, 3),
    "4.1": Effort(3, 1), "4.2": Effort(10, 3), "4.3": Effort(10, 3), "4.4": Effort(4, 2), "4.5": Effort(8, 3),
    "5.1": Effort(8, 2), "5.2": Effort(8, 1), "5.3": Effort(4, 2), "5.4": Effort(5, 1), "5.5": Effort(10, 3),
    "6.1": Effort(4, 2), "6.2": Effort(5, 2), "6.3": Effort(3, 1), "6.4": Effort(3, 1), "6.5": Effort(6, 3),
    "7.1": Effort(5, 2), "7.2": Effort(5, 2), "7.3": Effort(4, 1), "7.4": Effort(4, 2), "7.5": Effort(6, 3),
    "8.1": Effort(4, 1), "8.2": Effort(8, 2), "8.3": Effort(10, 3), "8.4": Effort(4, 2),
    "8.5": Effort(6, 2), "8.6": Effort(8, 2),
    "9.1": Effort(6, 2), "9.2": Effort(5, 2), "9.3": Effort(10, 3), "9.4": Effort(4, 1), "9.5": Effort(10, 3),
    "10.1": Effort(4, 1), "10.2": Effort(9, 3), "10.3": Effort(8, 2),
    "10.4": Effort(4, 1), "10.5": Effort(10, 3),
    "11.1": Effort(6, 2), "11.2": Effort(5, 1), "11.3": Effort(5, 2),
    "11.4": Effort(5, 2), "11.5": Effort(9, 3),
}
