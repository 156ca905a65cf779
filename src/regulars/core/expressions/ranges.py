"""What a value may still be: spans of whole numbers, or some words and all others but some."""

from dataclasses import dataclass

ENDLESS = 10**60


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whole numbers in inclusive spans, in order and apart."""

    spans: tuple[tuple[int, int], ...]

    @property
    def is_empty(self) -> bool:
        return not self.spans

    def both(self, other: "Numbers") -> "Numbers":
        met = ((max(a, c), min(b, d)) for a, b in self.spans for c, d in other.spans)
        return Numbers(tuple(sorted(span for span in met if span[0] <= span[1])))

    def others(self) -> "Numbers":
        starts = (-ENDLESS, *(end + 1 for _, end in self.spans))
        ends = (*(start - 1 for start, _ in self.spans), ENDLESS)
        return Numbers(tuple(span for span in zip(starts, ends, strict=True) if span[0] <= span[1]))


@dataclass(frozen=True, slots=True)
class Words:
    """Some words, or with `are_excluded` every word but these."""

    words: frozenset[str]
    are_excluded: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.are_excluded

    def both(self, other: "Words") -> "Words":
        match self.are_excluded, other.are_excluded:
            case False, False:
                return Words(self.words & other.words)
            case False, True:
                return Words(self.words - other.words)
            case True, False:
                return Words(other.words - self.words)
            case _:
                return Words(self.words | other.words, are_excluded=True)

    def others(self) -> "Words":
        return Words(self.words, not self.are_excluded)


EVERY_NUMBER = Numbers(((-ENDLESS, ENDLESS),))
EVERY_WORD = Words(frozenset(), are_excluded=True)
TRUTH = Words(frozenset({"True", "False"}))
TRUE = Words(frozenset({"True"}))


def numbers_of(*numbers: int) -> Numbers:
    """Return exactly these numbers."""
    return Numbers(tuple((number, number) for number in sorted(set(numbers))))


def words_of(*words: str) -> Words:
    """Return exactly these words."""
    return Words(frozenset(words))


def solutions(operator: str, bound: int, factor: int) -> Numbers:
    """Return the whole numbers x for which `factor * x operator bound` holds; the factor is positive."""
    floor, ceiling = bound // factor, -(-bound // factor)
    match operator:
        case "==":
            return numbers_of(floor) if floor == ceiling else Numbers(())
        case "!=":
            return numbers_of(floor).others() if floor == ceiling else EVERY_NUMBER
        case "<":
            return Numbers(((-ENDLESS, ceiling - 1),))
        case "<=":
            return Numbers(((-ENDLESS, floor),))
        case ">":
            return Numbers(((floor + 1, ENDLESS),))
        case _:
            return Numbers(((ceiling, ENDLESS),))
