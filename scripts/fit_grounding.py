"""Fits the grounding model and says how well it does on sets it was not fitted on.

    scripts/fit_grounding.py DATA_FOLDER [--cache FOLDER] [--write]

DATA_FOLDER holds JSON lines of {"id", "source", "claim", "label", "meta": {"group"}}. The sets
in FITTED are fitted on (their licences allow it); all others in the folder are only measured.
Every figure comes from a model that saw no row of the same source: by groups of sources in
FOLDS parts, and beside it, harder, with the set and its kin left out altogether.
With --write the model fitted on all of FITTED goes to assistant/ground/weights.json.
"""

import argparse
import json
import sys
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from tqdm import tqdm

from assistant.embed import SentenceTransformerEmbedder
from assistant.ground.checker import Checker
from assistant.ground.claims import split_claims
from assistant.results import DiscrepancyKind

FITTED = (
    "wice_oracle_dev", "wice_claim_dev", "expertqa_claims_a", "frank_valid", "summedits_ectsum",
    "summedits_other", "begin_wow_dev", "begin_tc_dev", "begin_cmu_dev", "halueval_qa_sample",
)  # fmt: skip
KINDRED = ("wice", "summedits", "begin")  # left out together: they share claims or sources
SHARES = (
    "carried_all", "carried_near", "weakest_near", "grams1_near", "grams2_near", "grams3_all",
    "grams3_near", "in_order", "together", "ordered", "rank",
)  # fmt: skip
FAULTS = (
    "open_run", "numbers_missing", "numbers_not_near", "names_missing", "names_not_near",
    "found_number", "found_date", "found_name", "found_negation", "found_certainty",
    "found_attribution", "found_conflict",
)  # fmt: skip
NAMED = tuple(f"found_{kind.value}" for kind in DiscrepancyKind)
FOLDS = 4
QUANTILES = (0.25, 0.5, 0.75, 0.9)
PENALTY = 0.02  # of the squared weights, on standardised inputs

Array = NDArray[np.float64]
Inputs = dict[str, float]
Cases = tuple[Array, Array, Array]
"""Of each case: its label, its score, whether something in it is named as differing."""


@dataclass(frozen=True, slots=True)
class Row:
    """A labelled pair: the model's inputs for each sentence of the claim, and its labels."""

    key: str  # rows with one key are one case: the best-supported counts
    group: str  # of rows on one source, or on sources that belong together
    label: int
    sentences: list[Inputs]
    labels: list[int] | None  # of the sentences, where they are known


@dataclass(frozen=True, slots=True)
class Fitted:
    """Terms (feature, knot) with their weights, and the bias."""

    terms: list[tuple[str, float | None]]
    weights: Array
    bias: float

    def scores(self, inputs: Sequence[Inputs]) -> Array:
        """The probability of support for each of the inputs."""
        logits = matrix(inputs, self.terms) @ self.weights + self.bias
        return np.asarray(1 / (1 + np.exp(-logits)))


def read_rows(path: Path, checker: Checker) -> list[Row]:
    """The rows of a set, compared with their sources."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]
    rows: dict[int, Row] = {}
    by_source = sorted(range(len(lines)), key=lambda i: lines[i]["source"])
    for i in tqdm(by_source, desc=path.stem, unit="pair", mininterval=5):
        rows[i] = read_row(lines[i], checker)
    return [rows[i] for i in range(len(lines))]


def read_row(line: dict[str, object], checker: Checker) -> Row:
    """One row; in SummEdits only the edited sentences carry a label of 0."""
    claim, meta = str(line["claim"]), line["meta"]
    assert isinstance(meta, dict)
    label = int(str(line["label"]))
    source = checker.source(str(line["source"]))
    texts = [part.span.of(claim) for part in split_claims(claim)]
    inputs = [(text, checker.inputs(source, text)) for text in texts]
    kept = [(text, found) for text, found in inputs if found is not None]
    original = meta.get("original_summary")
    labels: list[int] | None = None
    if label == 1 or len(kept) == 1:
        labels = [label] * len(kept)
    elif original:
        labels = [int(text.strip() in original) for text, _ in kept]
    key = str(meta.get("wice_id") or line["id"])
    return Row(key, str(meta["group"]), label, [found for _, found in kept], labels)


def matrix(inputs: Sequence[Inputs], terms: Sequence[tuple[str, float | None]]) -> Array:
    """The value of each term for each of the inputs, shape (inputs, terms)."""
    columns = []
    for feature, knot in terms:
        values = np.array([row[feature] for row in inputs])
        columns.append(values if knot is None else np.maximum(0, values - knot))
    return np.column_stack(columns)


def fit(sets: Sequence[list[Row]]) -> Fitted:
    """Sign-constrained logistic regression; sets weigh by the root of their size, classes alike."""
    inputs: list[Inputs] = []
    labels: list[int] = []
    weights: list[Array] = []
    for rows in sets:
        known = [
            (x, y) for row in rows for x, y in zip(row.sentences, row.labels or (), strict=False)
        ]
        inputs += [x for x, _ in known]
        y = np.array([label for _, label in known])
        labels += y.tolist()
        share = np.where(y == 1, 0.5 / max(1, (y == 1).sum()), 0.5 / max(1, (y == 0).sum()))
        weights.append(share * np.sqrt(len(y)))
    terms = terms_for(inputs)
    return solve(matrix(inputs, terms), np.array(labels), np.concatenate(weights), terms)


def terms_for(inputs: Sequence[Inputs]) -> list[tuple[str, float | None]]:
    """A line for every feature, and hinges at the quantiles of the shares."""
    terms: list[tuple[str, float | None]] = [(name, None) for name in (*SHARES, *FAULTS)]
    for name in SHARES:
        values = [row[name] for row in inputs]
        knots = sorted({round(float(np.quantile(values, q)), 4) for q in QUANTILES})
        terms += [(name, knot) for knot in knots if knot < max(values)]
    return terms


def solve(x: Array, y: Array, w: Array, terms: list[tuple[str, float | None]]) -> Fitted:
    """The weights that fit best with the sign each term must have."""
    mean, scale, w = x.mean(0), x.std(0) + 1e-6, w / w.mean()
    z = (x - mean) / scale

    def loss(parameters: Array) -> tuple[float, Array]:
        b, c = parameters[:-1], parameters[-1]
        p = 1 / (1 + np.exp(-(z @ b + c)))
        fit_ = -(w * (y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))).mean()
        slope = w * (p - y) / len(y)
        return float(fit_ + PENALTY * b @ b), np.append(z.T @ slope + 2 * PENALTY * b, slope.sum())

    signs = [(None, 0) if name in FAULTS else (0, None) for name, _ in terms]
    found = minimize(
        loss, np.zeros(len(terms) + 1), jac=True, bounds=[*signs, (None, None)], method="L-BFGS-B"
    ).x
    weights = found[:-1] / scale
    return Fitted(terms, weights, float(found[-1] - (weights * mean).sum()))


def cases(rows: Sequence[Row], model: Fitted) -> Cases:
    """The rows with one key as one case, as good as the best of them."""
    held: dict[str, tuple[int, float, float]] = {}
    for row in rows:
        score = float(model.scores(row.sentences).min()) if row.sentences else 0.0
        barred = float(any(x[name] for x in row.sentences for name in NAMED))
        label, best, bar = held.get(row.key, (0, -1.0, 1.0))
        held[row.key] = max(label, row.label), max(best, score), min(bar, barred)
    y, s, b = (np.array(column) for column in zip(*held.values(), strict=True))
    return y, s, b


def auc(y: Array, s: Array) -> float:
    """The chance that a supported case scores above one that is not (ties count half)."""
    above = (s[y == 1][:, None] > s[y == 0]).mean() + 0.5 * (s[y == 1][:, None] == s[y == 0]).mean()
    return float(above)


def rates(y: Array, accepted: NDArray[np.bool_]) -> tuple[float, float]:
    """False accepts among the unsupported, false rejects among the supported."""
    return float(accepted[y == 0].mean()), float((~accepted[y == 1]).mean())


def calibration_error(y: Array, s: Array) -> float:
    """Expected calibration error over ten equal bins, both classes weighted alike."""
    w = np.where(y == 1, 0.5 / (y == 1).sum(), 0.5 / (y == 0).sum())
    bins = np.minimum((s * 10).astype(int), 9)
    gaps = (abs((w * (y - s))[bins == b].sum()) for b in range(10))
    return float(sum(gaps))


def threshold_where(held: Sequence[Cases], aim: str) -> float:
    """Best mean balanced accuracy, or at most a tenth of false accepts or false rejects."""
    grid = np.arange(0.05, 0.96, 0.01)
    measured = [np.mean([rates(y, s >= t) for y, s, _ in held], axis=0) for t in grid]
    accepts, rejects = np.array(measured).T
    if aim == "strict":
        return float(grid[np.argmax(accepts <= 0.1)])
    if aim == "lenient":
        return float(grid[len(grid) - 1 - np.argmax(rejects[::-1] <= 0.1)])
    return float(grid[np.argmin(accepts + rejects)])


def main() -> None:
    """Read, cross-validate, print, and write the model if asked to."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("data", type=Path, help="folder of labelled pairs")
    parser.add_argument("--cache", type=Path, help="folder to keep the compared rows in")
    parser.add_argument("--write", action="store_true", help="write the fitted model")
    options = parser.parse_args()
    checker = Checker(SentenceTransformerEmbedder())
    sets = {path.stem: cached(path, checker, options.cache) for path in chosen(options.data)}
    fitted_on_all = fit([rows for name, rows in sets.items() if name in FITTED])
    held = by_group(sets) | {
        name: cases(rows, fitted_on_all) for name, rows in sets.items() if name not in FITTED
    }
    fitted = [held[name] for name in FITTED]
    thresholds = {
        aim: round(threshold_where(fitted, aim), 2) for aim in ("strict", "normal", "lenient")
    }
    alone = {name: cases(rows, fit(others(sets, name))) for name, rows in sets.items()}
    print_table(held, alone, thresholds)
    if options.write:
        write(fitted_on_all, thresholds, verdict_rates(held, thresholds))


def chosen(folder: Path) -> list[Path]:
    """The sets of a folder, those that are fitted on first."""
    return sorted(folder.glob("*.jsonl"), key=lambda path: (path.stem not in FITTED, path.stem))


def by_group(sets: dict[str, list[Row]]) -> dict[str, Cases]:
    """The cases of the sets that are fitted on, each judged by a model that saw no such source."""
    parts: dict[str, list[Cases]] = {name: [] for name in FITTED}
    for fold in range(FOLDS):
        shown = [[row for row in sets[name] if fold_of(row) != fold] for name in FITTED]
        model = fit(shown)
        for name in FITTED:
            hidden = [row for row in sets[name] if fold_of(row) == fold]
            if hidden:
                parts[name].append(cases(hidden, model))
    return {name: joined(found) for name, found in parts.items()}


def joined(parts: Sequence[Cases]) -> Cases:
    """The cases of all parts."""
    labels, scores, barred = zip(*parts, strict=True)
    return np.concatenate(labels), np.concatenate(scores), np.concatenate(barred)


def fold_of(row: Row) -> int:
    """Sets that share a source have it in the same fold."""
    return zlib.crc32(row.group.encode()) % FOLDS


def others(sets: dict[str, list[Row]], name: str) -> list[list[Row]]:
    """The sets to fit on when `name` is measured."""
    family = next((kin for kin in KINDRED if name.startswith(kin)), name)
    return [rows for other, rows in sets.items() if other in FITTED and family not in other]


def cached(path: Path, checker: Checker, cache: Path | None) -> list[Row]:
    """The rows of a set, from the cache if they are there."""
    kept = cache / f"{path.stem}.json" if cache else None
    if kept and kept.exists():
        return [Row(**row) for row in json.loads(kept.read_text(encoding="utf-8"))]
    rows = read_rows(path, checker)
    if kept:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(json.dumps([asdict(row) for row in rows]), encoding="utf-8")
    return rows


def print_table(
    held: dict[str, Cases], alone: dict[str, Cases], thresholds: dict[str, float]
) -> None:
    """A Markdown table of each set's figures; the last column is that of a model without it."""
    out = sys.stdout.write
    out(
        "| set | cases | AUC | balanced accuracy | verdict's | calibration error | AUC, kin out |\n"
    )
    out("|---|--:|--:|--:|--:|--:|--:|\n")
    lines = []
    for name, (y, s, barred) in held.items():
        accepted = s >= thresholds["normal"]
        plain = 1 - sum(rates(y, accepted)) / 2
        verdict = 1 - sum(rates(y, accepted & (barred == 0))) / 2
        lines.append((auc(y, s), plain, verdict, calibration_error(y, s), auc(*alone[name][:2])))
        mark = "" if name in FITTED else " (evaluation only)"
        out(f"| {name}{mark} | {len(y)} | " + " | ".join(f"{v:.3f}" for v in lines[-1]) + " |\n")
    out("| mean | | " + " | ".join(f"{v:.3f}" for v in np.mean(lines, axis=0)) + " |\n\n")
    for aim, (accepts, rejects) in verdict_rates(held, thresholds).items():
        asked = thresholds[aim]
        out(f"{aim}: score {asked:.2f}, false accepts {accepts:.2f}, rejects {rejects:.2f}\n")


def verdict_rates(
    held: dict[str, Cases], thresholds: dict[str, float]
) -> dict[str, tuple[float, float]]:
    """The verdict's mean false accepts and false rejects over the sets, at each threshold."""
    found = {}
    for aim, threshold in thresholds.items():
        each = [rates(y, (s >= threshold) & (barred == 0)) for y, s, barred in held.values()]
        accepts, rejects = np.mean(each, axis=0)
        found[aim] = round(float(accepts), 2), round(float(rejects), 2)
    return found


def write(
    model: Fitted, thresholds: dict[str, float], measured: dict[str, tuple[float, float]]
) -> None:
    """The model as the package reads it; terms without weight are left out."""
    terms = [
        {"feature": feature, "knot": knot, "weight": round(float(weight), 5)}
        for (feature, knot), weight in zip(model.terms, model.weights, strict=True)
        if abs(weight) > 1e-4
    ]
    held = {
        "bias": round(model.bias, 5),
        "terms": terms,
        "thresholds": thresholds,
        "rates": {
            aim: {"false_accepts": accepts, "false_rejects": rejects}
            for aim, (accepts, rejects) in measured.items()
        },
    }
    target = Path(__file__).parent.parent / "assistant" / "ground" / "weights.json"
    target.write_text(json.dumps(held, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
