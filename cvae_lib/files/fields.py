"""What the fields of a JSON file may be: pairs of a test and of the words for what passes it."""


def whole(low, high):
    """A whole number within bounds."""
    return lambda value: type(value) is int and low <= value <= high, f"a whole number from {low} to {high}"


def one_of(*values):
    """One of a few texts."""
    return lambda value: isinstance(value, str) and value in values, " or ".join(values)


def text(most, least=0):
    """A text of so many characters, none of them a NUL."""
    return (lambda value: isinstance(value, str) and least <= len(value) <= most and "\0" not in value,
            f"a text of {least} to {most} characters")


def hexadecimal(digits):
    """A number of so many hexadecimal digits, such as a sum."""
    return (lambda value: isinstance(value, str) and len(value) == digits
            and not set(value) - set("0123456789abcdef"), f"{digits} hexadecimal digits")


COUNT = whole(1, 2 ** 62)
NATURAL = whole(0, 2 ** 62)
SEED = whole(0, 2 ** 31 - 1)
FINITE = (lambda value: type(value) in (int, float) and -1e300 < value < 1e300), "a finite number"
OBJECT = (lambda value: isinstance(value, dict)), "an object"
MAYBE = (lambda value: value is None or isinstance(value, dict)), "null or an object"
LIST = (lambda value: isinstance(value, list)), "a list"
SHA256 = hexadecimal(64)


def check(content, fields, where=""):
    """Refuse what is no object, or has not all of the fields as they may be.

    Args:
        content: what JSON gave.
        fields: a dict from a field's name to one of the pairs of this room.
        where: what an error's message begins with.

    Raises:
        ValueError: names the field, what it is, and what it may be.
    """
    if not isinstance(content, dict):
        raise ValueError(f"{where}is no object")
    for name, (fits, what) in fields.items():
        if name not in content:
            raise ValueError(f"{where}has no {name}")
        if not fits(content[name]):
            said = repr(content[name])
            said = said if len(said) <= 60 else f"{said[:60]}…"
            raise ValueError(f"{where}{name} is {said}; it must be {what}")
