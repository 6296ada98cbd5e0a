#!/usr/bin/env python3
"""Writes scores.json: values and their scores, computed with NumPy, SciPy and statsmodels.

Run with these installed: python3 generate_scores.py

The generalized ESD test is written down as Rosner (1983) has it, step by step; Rosner's own data and
table, as the NIST/SEMATECH e-Handbook of Statistical Methods (section 1.3.5.17.3) prints them, are
in tests/scores.rs.
"""

import json
import pathlib

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.robust.scale import mad

HERE = pathlib.Path(__file__).parent


def values(kind, n, seed):
    rng = np.random.default_rng(seed)
    y = rng.normal(0, 1, n)
    if kind == "outliers":
        y[rng.choice(n, max(1, n // 25), replace=False)] += rng.choice([-9, 7, 30], max(1, n // 25))
    elif kind == "heavy":
        y = rng.standard_t(2, n)
    elif kind == "skewed":
        y = rng.exponential(3, n)
    elif kind == "large":
        y = 1e6 + 1e3 * y
        return y.round(1)
    return y.round(3)


def fences(y, low, high):
    q = np.percentile(y, [low, high])
    return (np.maximum(y - q[1], 0) + np.minimum(y - q[0], 0)) / (q[1] - q[0])


def esd(y, alpha, share, robust, side):
    """Which values are outliers, and the statistic and critical value of every step."""
    n, left, steps = len(y), list(range(len(y))), []
    for i in range(1, int(share * n) + 1):
        x = y[left]
        centre = np.median(x) if robust else x.mean()
        scale = mad(x, center=np.median) if robust else x.std(ddof=1)
        distance = {"both": np.abs(x - centre), "spike": x - centre, "dip": centre - x}[side]
        p = 1 - alpha / ((2 if side == "both" else 1) * (n - i + 1))
        t = stats.t.ppf(p, n - i - 1)
        critical = (n - i) * t / np.sqrt((n - i - 1 + t * t) * (n - i + 1))
        at = int(np.argmax(distance))
        steps.append((left.pop(at), distance[at] / scale, critical))
    last = max([i for i, (_, r, c) in enumerate(steps, 1) if r > c], default=0)
    return {
        "alpha": alpha, "share": share, "robust": robust, "side": side,
        "outliers": sorted(at for at, _, _ in steps[:last]),
        "taken": [at for at, _, _ in steps], "ratio": [r / c for _, r, c in steps],
    }


def case(kind, n, seed):
    y = values(kind, n, seed)
    tests = [
        esd(y, alpha, share, robust, side)
        for alpha, share, robust, side in [
            (0.05, 0.1, False, "both"), (0.05, 0.1, True, "both"), (0.01, 0.3, False, "spike"),
            (0.2, 0.2, True, "dip"),
        ]
    ]
    return {
        "name": f"{kind}_{n}", "values": y.tolist(),
        "z": stats.zscore(y).tolist(),
        "mad": ((y - np.median(y)) / mad(y, center=np.median)).tolist(),
        "tukey": fences(y, 25, 75).tolist(), "ctukey": fences(y, 10, 90).tolist(),
        "esd": tests,
    }


cases = [
    case(kind, n, seed)
    for seed, (kind, n) in enumerate(
        [("normal", 21), ("normal", 100), ("outliers", 60), ("outliers", 151), ("heavy", 80),
         ("skewed", 75), ("large", 50)]
    )
]
meta = {"numpy": np.__version__, "scipy": scipy.__version__, "statsmodels": statsmodels.__version__,
        "by": "generate_scores.py"}
text = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
(HERE / "scores.json").write_text(
    f'{{"meta":{json.dumps(meta)},\n"cases":[\n{text}\n]}}\n'
)
