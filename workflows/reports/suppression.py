"""Which numbers may the public see? Not those below three, nor those by which one could work them out.

A nought is published: it is nobody's. What is published besides (totals, the parts of a share, the stocks of a period)
is tied to the rest by equations; of these a stranger knows every one, and that a hidden number is at least one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

SMALLEST = 3
"""The smallest number but nought that is published."""
_WIDE = 2
"""How far apart the least and the greatest possible value of a hidden number must be."""
Cell = tuple[str, ...]


@dataclass(frozen=True)
class Equation:
    """The numbers of `left` add up to those of `right`."""

    left: tuple[Cell, ...]
    right: tuple[Cell, ...]


def hidden(cells: Mapping[Cell, int], equations: Sequence[Equation]) -> set[Cell]:
    """The numbers to leave out: the small ones, and as few others as keep these from being worked out or narrowed."""
    known = [one for one in equations if all(cell in cells for cell in (*one.left, *one.right))]
    found = {cell for cell, number in cells.items() if 0 < number < SMALLEST}
    while found:
        told = sorted(_told(cells, known, found))
        others = next((near for cell in told if (near := _partners(cell, cells, known, found, alone=True))), None)
        others = others or next((near for cell in told if (near := _partners(cell, cells, known, found))), None)
        if others is None:
            return found
        found.add(min(others, key=lambda cell: (_opened(cell, known, found), cells[cell], cell)))
    return found


def _partners(
    cell: Cell, cells: Mapping[Cell, int], equations: Iterable[Equation], found: set[Cell], *, alone: bool = False
) -> set[Cell]:
    """What might be hidden beside the cell: numbers of an equation with it, `alone`: in which it is the only hidden."""
    for one in equations:
        near = {*one.left, *one.right}
        others = {other for other in near if other not in found and cells[other]}
        if cell in near and others and (len(near & found) == 1 or not alone):
            return others
    return set()


def _opened(cell: Cell, equations: Iterable[Equation], found: set[Cell]) -> int:
    """In how many equations the cell would be the only hidden one: each wants a further one."""
    own = ({*one.left, *one.right} for one in equations if cell in (*one.left, *one.right))
    return sum(not one & found for one in own)


def _told(cells: Mapping[Cell, int], equations: Sequence[Equation], found: set[Cell]) -> set[Cell]:
    """The hidden numbers that the others give away, exactly or almost."""
    return _solved(equations, found) | _narrowed(cells, equations, found)


def _solved(equations: Iterable[Equation], found: set[Cell]) -> set[Cell]:
    """Those that the equations determine: after elimination an equation holds one of them alone."""
    rows = [row for one in equations if (row := _row(one, found))]
    solved: list[dict[Cell, Fraction]] = []
    while rows:
        row = rows.pop()
        for done in solved:
            _subtract(row, done, next(iter(done)))
        if not row:
            continue
        pivot = min(row)
        first = row.pop(pivot)
        row = {pivot: Fraction(1), **{cell: value / first for cell, value in row.items()}}
        for done in solved:
            _subtract(done, row, pivot)
        solved.append(row)
    return {next(iter(row)) for row in solved if len(row) == 1}


def _row(one: Equation, found: set[Cell]) -> dict[Cell, Fraction]:
    row: dict[Cell, Fraction] = {}
    for sign, side in ((1, one.left), (-1, one.right)):
        for cell in side:
            if cell in found:
                row[cell] = row.get(cell, Fraction(0)) + sign
    return {cell: value for cell, value in row.items() if value}


def _subtract(row: dict[Cell, Fraction], done: Mapping[Cell, Fraction], pivot: Cell) -> None:
    factor = row.get(pivot, Fraction(0))
    if not factor:
        return
    for cell, value in done.items():
        row[cell] = row.get(cell, Fraction(0)) - factor * value
        if not row[cell]:
            del row[cell]


def _narrowed(cells: Mapping[Cell, int], equations: Sequence[Equation], found: set[Cell]) -> set[Cell]:
    """Those whose least and greatest possible values are too near each other, as one finds by adding up again and
    again."""
    most = sum(cells.values()) + SMALLEST
    low = {cell: 1 if cell in found else number for cell, number in cells.items()}
    high = {cell: most if cell in found else number for cell, number in cells.items()}
    moved = True
    while moved:
        moved = False
        for one in equations:
            for side, other in ((one.left, one.right), (one.right, one.left)):
                for cell in found.intersection(side):
                    rest = [each for each in side if each != cell]
                    most_here = sum(high[each] for each in other) - sum(low[each] for each in rest)
                    least_here = sum(low[each] for each in other) - sum(high[each] for each in rest)
                    if most_here < high[cell] or least_here > low[cell]:
                        high[cell], low[cell] = min(high[cell], most_here), max(low[cell], least_here)
                        moved = True
    return {cell for cell in found if high[cell] - low[cell] < _WIDE}
