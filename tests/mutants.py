"""Makes mutants of a function or a module: copies with one fault each, of the kinds that people make.

The faults are made in the source: another sign, a missing term or factor, another axis or reduction, swapped
arguments, a constant for an argument, exp of something else, one more or one less, ascent for descent. In a
module besides: a condition turned round or half of it, True for False, a statement that is missing. A check
or a test that lets a mutant pass is too weak, unless the mutant does the same.
"""

import ast
import copy
import hashlib
import inspect
import textwrap
from typing import NamedTuple

# What each function or method is taken for.
TAKEN_FOR = {
    "reduce_sum": ["reduce_mean", "reduce_max"], "reduce_mean": ["reduce_sum"],
    "reduce_logsumexp": ["reduce_sum", "reduce_max", "reduce_mean"],
    "sum": ["mean", "max"], "mean": ["sum"], "var": ["std", "mean"], "std": ["var"],
    "exp": ["log", "abs", "square", "expm1", "sigmoid"], "log": ["log2", "log10", "log1p", "exp"],
    "sqrt": ["square"], "square": ["sqrt", "abs"], "sigmoid": ["tanh", "exp", "softplus"],
    "normal": ["uniform"], "uniform": ["normal"], "quantile": ["cdf", "prob"], "cdf": ["quantile", "prob"],
    "minimum": ["maximum"], "maximum": ["minimum"], "concat": ["stack"],
}
TURNED = {
    ast.Lt: [ast.LtE, ast.Gt, ast.GtE], ast.Gt: [ast.GtE, ast.Lt], ast.LtE: [ast.Lt, ast.Gt],
    ast.GtE: [ast.Gt, ast.Lt], ast.Eq: [ast.NotEq], ast.NotEq: [ast.Eq],
}
OTHER_SIGN = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
# What may be done to the value that a function returns.
OF_A_RESULT = ("-({})", "2 * ({})", "0.5 * ({})", "({}) + 1", "({}) - 1", "0 * ({})", "1 - ({})", "abs({})",
               "({})[::-1]", "({})[..., None]", "tf.reduce_mean({})", "tf.reduce_sum({})",
               "tf.stop_gradient({})", "np.exp({})", "tf.transpose({})")

# Keywords that set how a drawing looks and not what it shows; a fault in them is none. With them zip's
# strict, which is there to stop at a slip and does nothing else.
STYLE = {
    "alpha", "aspect", "bbox", "boxstyle", "clip_on", "color", "connectionstyle", "delay", "dpi", "edgecolor",
    "facecolor", "figsize", "fontsize", "frameon", "ha", "handletextpad", "layout", "linewidth", "linewidths",
    "markeredgecolor", "markersize", "mininterval", "mutation_scale", "ncols", "pad", "rasterized", "s",
    "shrink", "shrinkA", "shrinkB", "strict", "textcoords", "va", "width_ratios", "xytext", "zorder"}

def mutants(function):
    """``{what: mutant}``, in which ``what`` is the line that differs, before and after."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    original, found = ast.unparse(tree), {}
    for place, node in enumerate(ast.walk(tree)):
        for fault in _faults(node, [argument.arg for argument in tree.body[0].args.args]):
            mutated = copy.deepcopy(tree)
            target = list(ast.walk(mutated))[place]
            mutated = ast.fix_missing_locations(_Put(target, fault).visit(mutated))
            source = ast.unparse(mutated)
            what = _difference(original, source)
            if what and what not in found:
                found[what] = _compiled(source, function)
    return found


class Mutant(NamedTuple):
    """One fault of a module: ``what`` names function and change, ``source`` is the whole file with it."""

    what: str
    line: int
    source: str


def of_module(source):
    """A ``Mutant`` for most lines of a module, one a line, in an order that chance alone decides.

    The order follows a hash of each mutant's own words, so that a change elsewhere in the file leaves it
    alone. What no test should hold is left out: sizes and shades of a drawing (``STYLE``), and all text.
    """
    found = {}
    for node, name, parameters in _nodes(ast.parse(source)):
        for fault in _faults_of_a_program(node, parameters):
            before, after = _written(node), _written(fault)
            if before != after:
                found.setdefault(f"{name}: {before}  →  {after}", (node, fault))
    lines = set()
    for what in sorted(found, key=lambda what: hashlib.sha256(what.encode()).hexdigest()):
        node, fault = found[what]
        if node.lineno not in lines and (mutated := _replaced(source, node, fault)):
            lines.add(node.lineno)
            yield Mutant(what, node.lineno, mutated)


def _nodes(tree):
    """``(node, qualified name, parameters)`` of all that may be at fault: no text, no look of a drawing."""
    def walk(node, name, parameters):
        for part in ast.iter_child_nodes(node):
            styled = isinstance(part, ast.keyword) and part.arg in STYLE
            if styled or isinstance(part, (ast.JoinedStr, ast.Raise)):
                continue
            if isinstance(part, (ast.FunctionDef, ast.ClassDef)):
                given = [one.arg for one in part.args.args] if isinstance(part, ast.FunctionDef) else []
                yield from walk(part, f"{name}.{part.name}".lstrip("."), given)
            else:
                if hasattr(part, "lineno"):
                    yield part, name, parameters
                yield from walk(part, name, parameters)
    yield from walk(tree, "", [])


def _written(node):
    return " ".join(ast.unparse(node).split())


def _replaced(source, node, fault):
    """The source with a fault in a node's place; "" where that is no program, or the same one."""
    lines = source.encode().splitlines(keepends=True)                   # columns are counted in bytes
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    begin, end = (starts[line - 1] + column for line, column in (
        (node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset)))
    words = ast.unparse(ast.fix_missing_locations(fault))
    if isinstance(fault, ast.expr) and not isinstance(fault, (ast.Slice, ast.Starred)):
        words = f"({words})"
    whole = b"".join(lines)
    mutated = (whole[:begin] + words.encode() + whole[end:]).decode()
    try:
        return mutated if ast.dump(ast.parse(mutated)) != ast.dump(ast.parse(source)) else ""
    except SyntaxError:
        return ""


class _Put(ast.NodeTransformer):
    """Puts another node in the place of one."""

    def __init__(self, target, fault):
        self.target, self.fault = target, fault

    def visit(self, node):
        return copy.deepcopy(self.fault) if node is self.target else self.generic_visit(node)


def _difference(before, after):
    """The lines that differ, such as "return 2 * x  →  return x"; nothing where none does."""
    before, after = before.splitlines(), after.splitlines()
    while before and after and before[0] == after[0]:
        before, after = before[1:], after[1:]
    while before and after and before[-1] == after[-1]:
        before, after = before[:-1], after[:-1]
    if not before and not after:
        return ""
    return "  →  ".join(" ".join(map(str.strip, lines)) for lines in (before, after))


def _compiled(source, function):
    names = dict(function.__globals__)
    exec(f"import numpy as np\nfrom cvae_lib import tf\n{source}", names)
    return names[function.__name__]


def _faults(node, parameters):
    """What might stand in place of a node of a formula by mistake."""
    for of_kind in (_of_arithmetic, _of_a_comparison, _of_a_constant, _of_a_call, _of_a_value, _of_a_name,
                    _of_a_parameter, _of_a_statement, _of_a_result):
        yield from of_kind(node, parameters)


def _faults_of_a_program(node, parameters):
    """The same where values are no numbers in most places, and most formulas with a fault would only stop."""
    for of_kind in (_of_arithmetic, _of_a_comparison, _of_a_constant, _of_a_call, _of_a_name,
                    _of_a_statement, _of_control):
        yield from of_kind(node, parameters)


def _expression(text, **parts):
    """An expression from text, with nodes for the names in it."""
    class Fill(ast.NodeTransformer):
        def visit_Name(self, name):
            return copy.deepcopy(parts.get(name.id, name))
    return Fill().visit(ast.parse(text, mode="eval").body)


def _of_arithmetic(node, _):
    """A sign, a missing term, a missing factor."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        yield node.operand
    if not isinstance(node, ast.BinOp):
        return
    if type(node.op) in OTHER_SIGN:
        yield ast.BinOp(node.left, OTHER_SIGN[type(node.op)](), node.right)
    yield node.left
    if isinstance(node.op, ast.Sub):
        yield _expression("-right", right=node.right)
        yield _expression("right - left", left=node.left, right=node.right)
    elif isinstance(node.op, (ast.Pow, ast.Div)):
        yield _expression("2 * left", left=node.left)
    else:
        yield node.right


def _of_a_comparison(node, _):
    if isinstance(node, ast.Compare):
        for turned in TURNED.get(type(node.ops[0]), []):
            yield ast.Compare(node.left, [turned()], node.comparators)


def _of_a_constant(node, _):
    """One more, one less, the other sign, twice, half."""
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)) and node.value is not True:
        for other in (node.value + 1, node.value - 1, -node.value, 2 * node.value, node.value / 2):
            yield ast.Constant(int(other) if isinstance(node.value, int) and other == int(other) else other)


def _of_a_call(node, _):
    """Another function, swapped arguments, an argument that is left out, another axis."""
    if isinstance(node, ast.Attribute):
        for other in TAKEN_FOR.get(node.attr, []):
            yield ast.Attribute(node.value, other, node.ctx)
            if node.attr in ("exp", "log", "sigmoid"):
                yield _expression(f"np.{other}" if other != "sigmoid" else "tf.sigmoid")
    if not isinstance(node, ast.Call):
        return
    for first in range(len(node.args)):
        for second in range(first):
            swapped = list(node.args)
            swapped[first], swapped[second] = node.args[second], node.args[first]
            yield ast.Call(node.func, swapped, node.keywords)
    for keyword in node.keywords:
        if keyword.arg in STYLE:
            continue
        others = [other for other in node.keywords if other is not keyword]
        yield ast.Call(node.func, node.args, others)
        if keyword.arg == "axis":
            for axis in _other_axes(keyword.value):
                yield ast.Call(node.func, node.args, [*others, ast.keyword("axis", axis)])


def _of_a_value(node, _):
    """A function that is missing, or of the wrong thing; ascent for descent."""
    if not isinstance(node, ast.Call):
        return
    if node.args:
        yield node.args[0]
        for change in ("-x", "2 * x", "0.5 * x", "x ** 2", "f(x)"):
            inside = _expression(change, x=node.args[0], f=node.func)
            yield ast.Call(node.func, [inside, *node.args[1:]], node.keywords)
    if getattr(node.func, "attr", "") == "gradient":
        for change in ("-g", "2 * g", "0 * g", "tf.sign(g)"):
            yield _expression(f"[{change} for g in gradients]", gradients=node)


def _other_axes(axis):
    if isinstance(axis, (ast.List, ast.Tuple)):
        for left_out in axis.elts:
            yield type(axis)([other for other in axis.elts if other is not left_out], axis.ctx)
        yield type(axis)([ast.Constant(0), *axis.elts], axis.ctx)
    else:
        yield from (ast.Constant(0), ast.Constant(1), ast.Constant(-1))


def _of_a_name(node, parameters):
    """One argument for another."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in parameters:
        yield from (ast.Name(other, ast.Load()) for other in parameters if other != node.id)


def _of_a_parameter(node, parameters):
    """A constant for an argument, arguments in another order, one from which no gradient comes."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in parameters:
        for change in ("0 * x", "0 * x + 1", "-x", "tf.stop_gradient(x)", "x[:1]", "x[::-1]"):
            yield _expression(change, x=node)
    if isinstance(node, ast.arguments):
        for first in range(len(node.args)):
            for second in range(first):
                swapped = copy.deepcopy(node)
                swapped.args[first], swapped.args[second] = swapped.args[second], swapped.args[first]
                yield swapped


def _of_a_statement(node, _):
    """A statement that is missing, the ends of a slice exchanged, results in another order."""
    if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
        yield ast.Pass()
    if isinstance(node, ast.Slice) and (node.lower or node.upper):
        yield ast.Slice(node.upper, node.lower)
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield ast.Return(ast.Tuple(node.value.elts[::-1], ast.Load()))


def _of_a_result(node, _):
    """The result changed as a whole, or a part of it."""
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        for place, part in enumerate(node.value.elts):
            for change in OF_A_RESULT:
                parts = list(node.value.elts)
                parts[place] = _expression(change.format("x"), x=part)
                yield ast.Return(ast.Tuple(parts, ast.Load()))
    elif isinstance(node, ast.Return) and node.value:
        for change in OF_A_RESULT:
            yield ast.Return(_expression(change.format("x"), x=node.value))


def _of_control(node, _):
    """What goes wrong where a program decides and keeps: a condition, a flag, a statement that is missing."""
    if isinstance(node, (ast.If, ast.IfExp, ast.While)):
        turned = copy.copy(node)
        turned.test = ast.UnaryOp(ast.Not(), node.test)
        yield turned
    if isinstance(node, ast.BoolOp):
        yield ast.BoolOp(ast.And() if isinstance(node.op, ast.Or) else ast.Or(), node.values)
        yield from node.values
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield ast.Constant(not node.value)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        opposite = {ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is}
        if type(node.ops[0]) in opposite:
            yield ast.Compare(node.left, [opposite[type(node.ops[0])]()], node.comparators)
    if isinstance(node, ast.AugAssign) or isinstance(node, ast.Assign) and any(
            isinstance(target, (ast.Attribute, ast.Subscript)) for target in node.targets):
        yield ast.Pass()
    if isinstance(node, ast.If) and not node.orelse and all(isinstance(one, ast.Raise) for one in node.body):
        yield ast.Pass()                                                # what should be refused is not
