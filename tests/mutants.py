"""Makes mutants of a function: copies with one fault each, of the kinds that people make.

The faults are made in the function's source: another sign, a missing term or factor, another axis or
reduction, swapped arguments, a constant for an argument, exp of something else, one more or one less, ascent
for descent. A check that lets a mutant pass is too weak, unless the mutant gives the same values.
"""

import ast
import copy
import inspect
import textwrap

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
    """What might stand in place of a node by mistake."""
    for of_kind in (_of_arithmetic, _of_a_comparison, _of_a_constant, _of_a_call, _of_a_name,
                    _of_a_statement):
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
    """Another function, swapped arguments, no function, another axis, ascent for descent."""
    if isinstance(node, ast.Attribute):
        for other in TAKEN_FOR.get(node.attr, []):
            yield ast.Attribute(node.value, other, node.ctx)
            if node.attr in ("exp", "log", "sigmoid"):
                yield _expression(f"np.{other}" if other != "sigmoid" else "tf.sigmoid")
    if not isinstance(node, ast.Call):
        return
    name = getattr(node.func, "attr", "")
    for first in range(len(node.args)):
        for second in range(first):
            swapped = list(node.args)
            swapped[first], swapped[second] = node.args[second], node.args[first]
            yield ast.Call(node.func, swapped, node.keywords)
    if node.args:
        yield node.args[0]                                              # the function is missing
        for change in ("-x", "2 * x", "0.5 * x", "x ** 2", "f(x)"):     # of the wrong thing
            inside = _expression(change, x=node.args[0], f=node.func)
            yield ast.Call(node.func, [inside, *node.args[1:]], node.keywords)
    for keyword in node.keywords:
        others = [other for other in node.keywords if other is not keyword]
        yield ast.Call(node.func, node.args, others)
        if keyword.arg == "axis":
            for axis in _other_axes(keyword.value):
                yield ast.Call(node.func, node.args, [*others, ast.keyword("axis", axis)])
    if name == "gradient":
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
    """A constant for an argument, one argument for another, an argument from which no gradient comes."""
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id in parameters:
        for change in ("0 * x", "0 * x + 1", "-x", "tf.stop_gradient(x)", "x[:1]", "x[::-1]",
                       *(other for other in parameters if other != node.id)):
            yield _expression(change, x=node)
    if isinstance(node, ast.arguments):
        for first in range(len(node.args)):
            for second in range(first):
                swapped = copy.deepcopy(node)
                swapped.args[first], swapped.args[second] = swapped.args[second], swapped.args[first]
                yield swapped


def _of_a_statement(node, _):
    """A statement that is missing, results in another order, and the result changed as a whole."""
    if isinstance(node, ast.Expr) and not isinstance(node.value, ast.Constant):
        yield ast.Pass()
    if isinstance(node, ast.Slice) and (node.lower or node.upper):
        yield ast.Slice(node.upper, node.lower)
    if isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
        yield ast.Return(ast.Tuple(node.value.elts[::-1], ast.Load()))
        for place, part in enumerate(node.value.elts):
            for change in OF_A_RESULT:
                parts = list(node.value.elts)
                parts[place] = _expression(change.format("x"), x=part)
                yield ast.Return(ast.Tuple(parts, ast.Load()))
    elif isinstance(node, ast.Return) and node.value:
        for change in OF_A_RESULT:
            yield ast.Return(_expression(change.format("x"), x=node.value))
