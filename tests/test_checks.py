"""The exercises: what is right passes, a blank fails, and each usual misconception is told by its name."""

import re

import nbformat
import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell

from cvae_lib import checks, elbo, tf
from cvae_lib.exercises import EXERCISES, MISCONCEPTIONS
from test_house import NOTEBOOKS

SLIPS = [(number, name) for number, exercise in EXERCISES.items() for name in exercise.slips]


@pytest.mark.parametrize("number", EXERCISES)
def test_what_is_right_passes_and_writes_nothing_to_stderr(number, capfd):
    assert checks.check(number, EXERCISES[number].right) is None
    written = capfd.readouterr()
    assert written.out == f"Exercise {number}: right.\n" and written.err == ""


@pytest.mark.parametrize("number", EXERCISES)
def test_a_blank_fails(number):
    def not_implemented(*_, **__):
        raise NotImplementedError

    for blank in (None, ..., not_implemented, lambda *_: None):
        if callable(blank) and not callable(EXERCISES[number].right):
            continue
        with pytest.raises(checks.NotYet, match="no answer yet|returns nothing yet"):
            checks.check(number, blank)


@pytest.mark.parametrize("number, name", SLIPS)
def test_each_slip_is_told_by_its_name(number, name, capfd):
    with pytest.raises(checks.NotYet) as raised:
        checks.check(number, EXERCISES[number].slips[name])
    assert MISCONCEPTIONS.get(name, name) in str(raised.value) and f'checks.answer("{number}")' in str(raised.value)
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize("name", MISCONCEPTIONS)
def test_every_misconception_is_caught_somewhere(name):
    assert any(slip == name for _, slip in SLIPS)


ANOTHER_FORM = {
    "1.1": sum(np.log([0.9, 0.8, 0.5, 0.4])),
    "1.2": lambda grey, uniform: np.where(255.0 * uniform < grey, 1, 0),
    "1.3": " B ",
    "2.1": np.array([31, 14, 6]),
    "2.3": lambda output: [output[:, :output.shape[1] // 2], output[:, output.shape[1] // 2:]],
    "2.4": lambda x, logits: tf.reduce_sum(x * logits - tf.nn.softplus(logits), axis=(1, 2, 3)),
    "3.1": tf.constant([0.5]),
    "3.2": lambda mean, logvar, eps: mean + eps * tf.sqrt(tf.exp(logvar)),
    "3.3": lambda mean, logvar: tf.random.normal(mean.shape, mean, tf.exp(logvar / 2)),
    "4.1": 0.82,
    "4.2": lambda mean, logvar: np.asarray(elbo.kl_per_dimension(mean, logvar)) @ np.ones(mean.shape[1]),
    "5.2": lambda *given: _with_keras(*given),
    "5.4": lambda logits, uniform: np.log(uniform / (1 - uniform)) < logits,
    "6.3": lambda logvar: 2 * np.sqrt(np.exp(logvar)),
    "7.2": lambda a, b: ((a.astype(float)[:, None] - b[None]) ** 2).sum(axis=(-3, -2, -1)),
    "7.3": lambda mean, logvar: np.count_nonzero(np.var(mean, axis=0) > 0.01),
    "8.2": lambda log_weights: log_weights.max(0) + np.log(np.exp(log_weights - log_weights.max(0)).mean(0)),
    "8.5": {"A": "Collapse ", "B": "sigma", "C": "Mean"},
    "8.3": lambda log_joint, step: np.log(np.exp(log_joint.astype(np.float64)).sum() * step ** 2),
}


def _with_keras(model, optimizer, x, eps):
    optimizer.build(model.trainable_variables)
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean(-elbo.elbo_terms(model, x, eps=eps).elbo)
    optimizer.apply(tape.gradient(loss, model.trainable_variables), model.trainable_variables)
    return loss.numpy()


@pytest.mark.parametrize("number", ANOTHER_FORM)
def test_a_right_answer_in_another_form_passes(number):
    checks.check(number, ANOTHER_FORM[number])


def in_place(mean, logvar):
    """A right answer that overwrites what it is given."""
    np.exp(logvar, out=logvar)
    kl = 0.5 * (mean ** 2 + logvar - np.log(logvar) - 1).sum(axis=1)
    mean[:], logvar[:] = 0, 0
    return kl


def test_every_attempt_gets_fresh_arrays():
    for _ in range(2):
        checks.check("4.2", in_place)
        with pytest.raises(checks.NotYet):              # right for zeros alone
            checks.check("4.2", lambda mean, logvar: np.zeros(6))


def test_a_step_uphill_is_no_training_step():
    def uphill(model, optimizer, x, eps):
        with tf.GradientTape() as tape:
            loss = elbo.compute_loss(model, x, eps=eps)
        gradients = tape.gradient(loss, model.trainable_variables)
        optimizer.apply_gradients(zip([-gradient for gradient in gradients], model.trainable_variables))
        return loss
    with pytest.raises(checks.NotYet, match="uphill"):
        checks.check("5.2", uphill)


@pytest.mark.parametrize("number, wrong, said", [
    ("4.2", lambda mean: mean, "your code stops with TypeError"),
    ("4.2", lambda mean, logvar: np.zeros((6, 4)), r"has shape \(6, 4\); it should have \(6,\)"),
    ("4.2", lambda mean, logvar: np.full(6, np.nan), "Hint"),
    ("4.1", "a lot", "Hint"),
    ("4.1", 0.7, "Hint"),
])
def test_what_is_wrong_otherwise_gets_a_hint(number, wrong, said):
    with pytest.raises(checks.NotYet, match=said):
        checks.check(number, wrong)


def test_hints_and_answers_on_request(capsys):
    for number, exercise in EXERCISES.items():
        checks.hint(number)
        checks.answer(number)
        assert capsys.readouterr().out == f"{exercise.hint}\n{exercise.answer}\n"
    with pytest.raises(ValueError, match="no exercise '9.9'"):
        checks.check("9.9", 1)


def test_a_failed_check_shows_a_few_friendly_lines(capfd):
    shell = InteractiveShell()
    done = shell.run_cell('from cvae_lib import checks\nchecks.check("4.1", 1.6363)')
    written = capfd.readouterr()
    assert isinstance(done.error_in_exec, checks.NotYet) and written.err == ""
    assert written.out.splitlines()[0].startswith("Exercise 4.1: A factor ½ is missing.") and len(written.out.splitlines()) == 2


# ----------------------------------------------------------------------------------- the notebooks' exercises

def exercises_of(notebook):
    """``{number: [its cells]}``, in the notebook's order."""
    found, number = {}, None
    for cell in notebook.cells:
        heading = re.match(r"### Exercise (\d\.\d) · ", cell.source) if cell.id.startswith("exercise-") else None
        if heading:
            number = heading[1]
        if cell.id.startswith("exercise-") and cell.id != "exercises-start" and number:
            found.setdefault(number, []).append(cell)
    return found


ALL = {number: cells for notebook in NOTEBOOKS.values() for number, cells in exercises_of(notebook).items()}


def test_there_are_enough_and_each_kind_in_every_notebook():
    checked = [number for number, cells in ALL.items() if any(cell.id.endswith("-check") for cell in cells)]
    assert len(ALL) >= 35 and len(checked) >= 20
    assert [number for number in EXERCISES if int(number[0]) <= len(NOTEBOOKS)] == checked
    for name, notebook in NOTEBOOKS.items():
        own = exercises_of(notebook)
        assert list(own) == [f"{int(name[:2])}.{place + 1}" for place in range(len(own))]
        kinds = " ".join(cells[0].source.split("\n\n")[1].split(".")[0] for cells in own.values())
        assert all(kind in kinds for kind in ("By hand", "In code", "Predict and run", "Open")), name


@pytest.mark.parametrize("number", ALL)
def test_every_exercise_is_whole(number):
    task, *rest = ALL[number]
    base = "exercise-" + number.replace(".", "-")
    kinds = [cell.id.removeprefix(base + "-") for cell in rest]
    assert task.id == base and kinds in (["answer"], ["solution", "check"], ["solution", "run", "check"])
    for cell, kind in zip(rest, kinds):
        grader = cell.metadata.get("nbgrader", {})
        if kind == "solution":
            assert cell.source.startswith(f"# @title Exercise {number}\n") and cell.metadata.jupyter.source_hidden
            assert re.search(r"### BEGIN SOLUTION\n.*### END SOLUTION$", cell.source, re.DOTALL) and grader["solution"]
        if kind == "check":
            assert cell.source.startswith(f'checks.check("{number}", ') and grader["points"] == 1 and grader["locked"]
            assert cell.outputs[0].text == f"Exercise {number}: right.\n"
        if kind == "answer":
            assert cell.source.startswith("<details><summary>An answer</summary>") and grader["points"] == 2
            assert cell.cell_type == "markdown" and grader["grade"] and grader["solution"]
    nbformat.validate(nbformat.v4.new_notebook(cells=[task, *rest]))
