"""The concept test: good questions, right keys, and a class's gain."""

import math
import re
from collections import Counter

import numpy as np
import pytest

# isort: split
import test_house  # noqa: F401  (it puts tools/ on the path)

# isort: split
import concept_test
import editions
from cvae_lib import tf
from cvae_lib.exercises.misconceptions import Misconception

QUESTIONS, OTHERS = concept_test.read()


def asked(number, form):
    return QUESTIONS[number - 1][form]


def test_twelve_questions_on_the_eleven_misconceptions():
    assert len(QUESTIONS) == 12
    assert {question["about"] for question in QUESTIONS} == set(Misconception.__members__)
    assert concept_test.revealed() == set(Misconception.__members__) | set(OTHERS)
    assert not set(OTHERS) & set(Misconception.__members__)


@pytest.mark.parametrize("number", range(1, 13))
def test_both_forms_ask_for_the_same(number):
    question = QUESTIONS[number - 1]
    told = [Counter(concept_test.told(answer) for answer in question[form]["wrong"])
            for form in concept_test.FORMS]
    assert told[0] == told[1] and max(told[0].values()) == 1
    assert any(answer["reveals"] == question["about"] for answer in question["A"]["wrong"])
    for form in concept_test.FORMS:
        texts = [answer["text"] for answer in concept_test.options(question, form).values()]
        assert len(set(texts)) == 4 and texts[concept_test.LETTERS.index(question["place"][form])] == (
            question[form]["right"])
    assert question["A"]["right"] != question["B"]["right"] or number == 10
    assert question["place"]["A"] != question["place"]["B"]


@pytest.mark.parametrize("form", concept_test.FORMS)
def test_right_letters_are_spread_evenly(form):
    letters = [question["place"][form] for question in QUESTIONS]
    assert Counter(letters) == dict.fromkeys(concept_test.LETTERS, 3)
    assert all(len(set(letters[start:start + 3])) > 1 for start in range(10))


def test_the_pages_have_not_drifted():
    page, hint = concept_test.page(), "run: python tools/concept_test.py"
    assert concept_test.PAGE.read_text(encoding="utf-8") == page, hint
    assert concept_test.KEY.read_text(encoding="utf-8") == concept_test.key(), hint
    for name in (*Misconception.__members__, *OTHERS):
        assert not re.search(rf"\b{name}\b", page)
    assert "reveals" not in page and "key" not in page


def test_students_do_not_get_the_key(tmp_path, monkeypatch):
    monkeypatch.setattr(editions, "BUILD", tmp_path)
    for name in ("student", "instructor"):
        editions.write(name, {})
        assert (tmp_path / name / "docs" / "concept_test.md").exists()
        assert (tmp_path / name / "docs" / "concept_test_key.md").exists() == (name == "instructor")
        assert not list((tmp_path / name).rglob("concept_test.toml"))


# ----------------------------------------------------------------------------------------- right by computing

def numbers(text):
    """The numbers of a text, in order."""
    return [float(number.replace("−", "-").replace(",", "")) for number in
            re.findall(r"(?<![\w.])[−-]?\d[\d,]*(?:\.\d+)?(?!\w)", text)]


def kl(variance):
    return 0.5 * (variance - math.log(variance) - 1)


def sigmoid(logit):
    return 1 / (1 + math.exp(-logit))


def one_draw(mean, _, variance, eps, *rest):
    return {"right": mean + math.sqrt(variance) * eps, "VARIANCE": mean + variance * eps,
            "LOG": mean + math.log(variance) * eps, "NO_NOISE": mean}


def gaussians(mean, variance, *rest):
    assert mean == 0
    return {"right": kl(variance), "HALF": 2 * kl(variance), "VARIANCE": kl(variance ** 2),
            "DIRECTION": kl(1 / variance)}


def weight(pixels, dimensions):
    """From the two reductions: how much more the KL weighs than in minus the ELBO."""
    def beta(pixel_scale, kl_scale):
        return kl_scale / pixel_scale
    return {"right": beta(1 / pixels, 1), "MEAN": 1, "TURNED": 1 / beta(1 / pixels, 1),
            "MEAN: the latent dimensions are averaged as well": beta(1 / pixels, 1 / dimensions)}


def logit(value, *rest):
    return {"right": sigmoid(value), "LOGITS": value, "SIGMOID_TWICE": sigmoid(sigmoid(value)),
            "SIGN": sigmoid(-value)}


def black(pixels, *rest):
    """The best of all outputs from 0 to 1, taken for logits, on black pixels."""
    outputs = np.linspace(0, 1, 101)
    loss = tf.nn.sigmoid_cross_entropy_with_logits(labels=np.zeros(101), logits=outputs).numpy().min()
    return {"right": pixels * loss, "SIGMOID_TWICE": 0, "MEAN": loss, "BITS": pixels * loss / math.log(2)}


def code(*given):
    first, second = given[-4:-2]
    log_p = -0.5 * (first ** 2 + second ** 2)
    return {"right": log_p, "HALF": 2 * log_p, "MEAN": log_p / 2, "SIGN": -log_p}


@pytest.mark.parametrize("form", concept_test.FORMS)
@pytest.mark.parametrize("number, compute, given", [
    (1, one_draw, lambda text: [*numbers(re.split(r"log σ² = log", text)[0]), 0,
                                *numbers(re.split(r"log σ² = log", text)[1])]),
    (3, gaussians, lambda text: numbers(text)),
    (6, weight, lambda text: numbers(text)),
    (7, logit, lambda text: numbers(text)),
    (8, black, lambda text: numbers(text)),
    (12, code, lambda text: numbers(text))])
def test_numbers_are_right_and_each_wrong_one_is_its_misconceptions(number, compute, given, form):
    question = asked(number, form)
    expected = compute(*given(question["text"]))
    for answer in ({"text": question["right"]}, *question["wrong"]):
        name = concept_test.told(answer).replace("*", "")
        text = answer["text"].split(":")[0]
        value = numbers(text.replace("1/", ""))[0]
        value = 1 / value if "1/" in text else value
        decimals = len(text.replace("1/", "").split()[0].partition(".")[2])
        unit = 0 if "1/" in text else 0.5 * 10 ** -decimals
        assert abs(value - expected[name]) <= unit + 1e-9, (name, value, expected[name])


@pytest.mark.parametrize("form", concept_test.FORMS)
def test_the_elbo_and_its_loss(form):
    question = asked(5, form)
    side, _, log_likelihood, divergence = numbers(question["text"])
    elbo, pixels = log_likelihood - divergence, side * side
    expected = {"right": (elbo, -elbo), "SIGN: the loss is taken for the ELBO itself": (elbo, elbo),
                "SIGN: the KL is added to the ELBO": (elbo + 2 * divergence, -elbo - 2 * divergence),
                "MEAN": (round(elbo / pixels, 2), -round(elbo / pixels, 2))}
    for answer in ({"text": question["right"]}, *question["wrong"]):
        assert tuple(numbers(answer["text"])) == expected[concept_test.told(answer).replace("*", "")]


@pytest.mark.parametrize("form", concept_test.FORMS)
def test_code_that_draws_does_what_the_key_says(form):
    """One ε for all images, another spread, or no gradient: seen on 4,000 images of one mean and variance."""
    count, sigma, question = 4_000, 0.3, asked(2, form)
    for answer in ({"text": question["right"]}, *question["wrong"]):
        mean, logvar = tf.ones((count, 2)), tf.fill((count, 2), 2 * math.log(sigma))
        with tf.GradientTape() as tape:
            tape.watch([mean, logvar])
            z = eval(answer["text"].strip("`"), {"tf": tf, "np": np, "mean": mean, "logvar": logvar,
                                                 "B": count, "D": 2})
        gradients = tape.gradient(z, [mean, logvar])
        spread = np.std(z, axis=0).mean()
        found = ("STOPPED" if gradients == [None, None] else "ONE_EPSILON" if spread < 1e-3 else
                 "VARIANCE" if abs(spread / sigma ** 2 - 1) < 0.1 else
                 "right" if abs(spread / sigma - 1) < 0.1 else spread)
        assert found == answer.get("reveals", "right")
        assert z.shape == (count, 2)


@pytest.mark.parametrize("form", concept_test.FORMS)
def test_code_that_splits_does_what_the_key_says(form):
    question = asked(9, form)
    images, dimensions, *_ = (int(number) for number in numbers(question["text"]))
    output = np.arange(images * 2 * dimensions).reshape(images, 2 * dimensions)
    second = "gives log σ²" in question["text"]
    wanted = np.hsplit(output, 2)[second]
    for answer in ({"text": question["right"]}, *question["wrong"]):
        got = eval(answer["text"].strip("`"), {"output": output})
        found = ("SPLIT_AXIS" if got.shape[1] == 2 * dimensions else
                 "right" if np.array_equal(got, wanted) else
                 "ALTERNATE" if np.array_equal(got, output[:, second::2]) else None)
        assert found == answer.get("reveals", "right")


@pytest.mark.parametrize("form", concept_test.FORMS)
def test_gradients_are_as_the_key_says(form):
    question = asked(10, form)
    mu, sigma, eps, z = numbers(question["text"])[:4]
    given = [tf.constant(mu), tf.constant(sigma)]

    def gradients(cut, scale=1.0):
        with tf.GradientTape() as tape:
            tape.watch(given)
            loss = cut(given[0] + given[1] * eps) ** 2
        return [None if part is None else float(part) for part in tape.gradient(loss, given)]

    assert mu + sigma * eps == z
    cuts = {"A": lambda z: tf.constant(z.numpy()), "B": tf.stop_gradient}
    assert gradients(cuts[form]) == [None, None] and question["right"] == "none for either"
    whole = gradients(lambda z: z)
    expected = {"STOPPED": whole, "RANDOM": whole[:1], "AVERAGE": [2 * mu, 2 * sigma]}     # of μ² + σ²
    for answer in question["wrong"]:
        assert numbers(answer["text"]) == expected[answer["reveals"]]


@pytest.mark.parametrize("form", concept_test.FORMS)
def test_the_kl_from_draws_is_as_the_key_says(form):
    """Only the right recipe comes near the closed form, and each wrong one near its own value."""
    rng, mean, variance, dimensions = np.random.default_rng(0), 0.5, 0.5, 3
    noise = rng.normal(size=(200_000, dimensions))
    forward = dimensions * (kl(variance) + 0.5 * mean ** 2)
    backward = dimensions * 0.5 * ((1 + mean ** 2) / variance + math.log(variance) - 1)

    def log_normal(z, mean, variance):
        return -0.5 * ((z - mean) ** 2 / variance + math.log(2 * math.pi * variance))

    for answer in ({"text": asked(4, form)["right"]}, *asked(4, form)["wrong"]):
        text = answer["text"]
        z = noise if "z from the prior" in text else mean + math.sqrt(variance) * noise
        log_q, log_p = log_normal(z, mean, variance), log_normal(z, 0, 1)
        difference = log_q - log_p if "log_q - log_p" in text else log_p - log_q
        summed = "sum" in text and "average `" not in text
        value = difference.sum(axis=1).mean() if summed else difference.mean()
        expected = {"right": forward, "DIRECTION": backward, "SIGN": -forward, "MEAN": forward / dimensions}
        assert abs(value - expected[answer.get("reveals", "right")]) < 0.02 * backward, text


@pytest.mark.parametrize("form", concept_test.FORMS)
def test_draws_are_as_the_key_says(form):
    question = asked(11, form)
    probability = numbers(question["text"])[0]
    draws = np.random.default_rng(0).random(10_000) < probability
    one, share, other = numbers(question["right"])
    assert set(draws.astype(int)) == {one, other} and abs(100 * draws.mean() - share) < 1.5
    for answer in question["wrong"]:
        value = [number for number in numbers(answer["text"]) if number in (0, 1, probability)][0]
        assert value == (round(probability) if answer["reveals"] == "MODE" else probability)


# ---------------------------------------------------------------------------------------------- a class

def sheet(path, rows):
    """A sheet with how many of the questions, from the first on, each student has right."""
    lines = [",".join(concept_test.columns())]
    for name, form, right in rows:
        letters = [question["place"][form] for question in QUESTIONS]
        wrong = ["a" if letter != "a" else "b" for letter in letters]
        lines.append(",".join([name, form, *letters[:right], *wrong[right:]]))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_gain_by_hand(tmp_path):
    """One student goes from 3 to 9 right answers and one from 6 to 6; a third took one test alone."""
    before = sheet(tmp_path / "before.csv", [("Ada", "A", 3), ("Ben", "B", 6), ("Cy", "A", 12)])
    after = sheet(tmp_path / "after.csv", [("ben ", "A", 6), ("ADA", "B", 9)])
    found = concept_test.compare(*map(concept_test.read_sheet, (before, after)))
    assert found["students"] == 2
    assert found["questions"] == [(1, 1)] * 3 + [(0.5, 1)] * 3 + [(0, 0.5)] * 3 + [(0, 0)] * 3
    assert found["whole"] == pytest.approx((9 / 24, 15 / 24))
    # Without Ben (3 → 9 of 12) the gain is 6/9, without Ada 0: half of their difference is the error.
    assert found["error"] == pytest.approx(6 / 9 / 2)
    text = "\n".join(concept_test.report(*map(concept_test.read_sheet, (before, after))))
    assert "Students who took both tests: 2; who took only one, and are left out: 1." in text
    assert re.search(r"all +38% +62% +0\.40 ± 0\.33", text)             # (15 − 9) / (24 − 9)
    assert re.search(r" 1 One draw +100% +100% +–", text)
    assert re.search(r" 4 The KL from draws +50% +100% +1\.00", text)
    assert "Hake (1998)" in text and "favours classes that begin high" in text


@pytest.mark.parametrize("before, after, gain", [
    (0.4, 0.7, 0.5), (0.5, 0.5, 0), (0.5, 0.25, -0.5), (0, 1, 1), (1, 1, None), (1, 0.5, None)])
def test_normalised_gain(before, after, gain):
    assert concept_test.normalised_gain(before, after) == (gain if gain is None else pytest.approx(gain))


def test_misconceptions_are_counted_in_both_forms(tmp_path):
    right = sheet(tmp_path / "right.csv", [("Ada", "A", 12), ("Ben", "B", 12)])
    answers = concept_test.read_sheet(right)
    assert concept_test.met(answers, ["ada", "ben"]) == {}
    for name in ("ada", "ben"):
        form, letters = answers[name]
        for letter, answer in concept_test.options(QUESTIONS[2], form).items():
            if answer.get("reveals") == "DIRECTION":
                letters[2] = letter
        letters[6] = ""                                                 # no answer reveals nothing
    assert concept_test.met(answers, ["ada", "ben"]) == {"DIRECTION": 2}


@pytest.mark.parametrize("change, says", [
    (lambda text: text.replace("name,", "names,", 1), "names no column name"),
    (lambda text: text.replace(",A,", ",C,", 1), 'line 2: the form is A or B, and not "C"'),
    (lambda text: text.replace(",A,b", ",A,e", 1), 'line 2, question 1: "e" is none of a, b, c, d'),
    (lambda text: text + text.splitlines()[1], "line 3: Ada stands there twice"),
    (lambda text: text.replace("Ada", " "), "line 2: the name is missing"),
    (lambda text: "", "names no column name, form, 1"),
])
def test_a_faulty_sheet_is_refused_in_one_line(tmp_path, change, says):
    path = sheet(tmp_path / "class.csv", [("Ada", "A", 12)])
    path.write_text(change(path.read_text()))
    with pytest.raises(concept_test.SheetError, match=re.escape(says)) as caught:
        concept_test.read_sheet(path)
    assert "class.csv" in str(caught.value) and "\n" not in str(caught.value)


def test_sheets_as_offices_write_them(tmp_path):
    """With semicolons, a mark at the beginning, capitals, brackets and empty lines."""
    path = sheet(tmp_path / "class.csv", [("Ada", "A", 12)])
    plain = concept_test.read_sheet(path)
    head, row = path.read_text().splitlines()
    row = row.replace("Ada,A,b", "Ada,a,(B)").replace(",", ";")
    path.write_text("\ufeff" + head.replace(",", ";") + "\r\n" + row + "\r\n" + ";" * 13 + "\r\n")
    assert concept_test.read_sheet(path) == plain


def test_from_the_shell(tmp_path, monkeypatch, capsys):
    path = tmp_path / "before.csv"
    concept_test.main(["sheet", str(path)])
    assert concept_test.read_sheet(path) == {}
    with pytest.raises(concept_test.SheetError, match="there already"):
        concept_test.main(["sheet", str(path)])
    with pytest.raises(concept_test.SheetError, match="no name stands in both"):
        concept_test.main(["gain", str(path), str(path)])
    with pytest.raises(concept_test.SheetError, match=r"nowhere\.csv: No such file"):
        concept_test.main(["gain", str(tmp_path / "nowhere.csv"), str(path)])
    with pytest.raises(SystemExit):
        concept_test.main(["gains"])
    sheet(path.with_name("a.csv"), [("Ada", "A", 3)])
    sheet(path.with_name("b.csv"), [("Ada", "B", 12)])
    concept_test.main(["gain", str(path.with_name("a.csv")), str(path.with_name("b.csv"))])
    assert "Students who took both tests: 1." in capsys.readouterr().out
