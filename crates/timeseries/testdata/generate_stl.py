#!/usr/bin/env python3
"""Writes stl.json: series over all parameters of STL, with the answers of statsmodels 0.15.

Run with statsmodels 0.15 and numpy installed: python3 generate_stl.py
"""

import json
import pathlib

import numpy as np
import statsmodels
from statsmodels.tsa.seasonal import STL

HERE = pathlib.Path(__file__).parent


def series(kind, n, period, seed):
    """A series of the named kind; two decimals, so that the file stays small."""
    rng = np.random.default_rng(seed)
    t = np.arange(n)
    season = 10 * np.sin(2 * np.pi * t / period) + 3 * np.cos(4 * np.pi * t / period)
    y = 50 + 0.05 * t + season + rng.normal(0, 1, n)
    if kind == "spiky":
        y[rng.choice(n, max(1, n // 20), replace=False)] += rng.choice([-60, 80], max(1, n // 20))
    elif kind == "counts":
        y = rng.poisson(np.exp((season + 6) / 8)).astype(float)
    elif kind == "sparse":
        y = np.where(rng.random(n) < 0.1, rng.integers(1, 40, n), 0).astype(float)
    elif kind == "shift":
        y[n // 2:] += 40
    elif kind == "walk":
        y = np.cumsum(rng.normal(0, 2, n)) + season
    elif kind == "offset":
        y = y + 1e9
    elif kind == "huge":
        y = y * 1e150
        return y
    elif kind == "tiny":
        return y * 1e-150
    elif kind == "line":
        y = 3.25 * t - 100.0
    elif kind == "spike":
        y = np.full(n, 7.0)
        y[n // 3] = 1000.0
    return np.round(y, 2)


def case(name, kind, n, period, seasonal=7, inner=None, outer=None, sample=None, **params):
    y = series(kind, n, period, seed=len(CASES) + 1)
    stl = STL(y, period=period, seasonal=seasonal, **params)
    fit = stl.fit(inner_iter=inner, outer_iter=outer)
    resolved = dict(stl.config)
    resolved["inner_iter"] = inner if inner is not None else (2 if resolved["robust"] else 5)
    resolved["outer_iter"] = outer if outer is not None else (15 if resolved["robust"] else 0)
    # All that is not set is left to our own defaults, which must come out the same.
    resolved["default_spans"] = (
        inner is None and outer is None and not any(k.startswith(("trend", "low")) for k in params)
    )
    index = list(range(0, n, sample)) if sample else None
    at = (lambda a: [float(a[i]) for i in index]) if sample else (lambda a: [float(v) for v in a])
    CASES.append({
        "name": name,
        "input": {"y": [float(v) for v in y]},
        "params": resolved,
        "index": index,
        "out": {
            "seasonal": at(fit.seasonal), "trend": at(fit.trend),
            "resid": at(fit.resid), "weights": at(fit.weights),
        },
    })


CASES = []

for p in (2, 3, 5, 7, 12, 24):
    case(f"plain_p{p}", "plain", 6 * p + p // 2, p)
    case(f"robust_p{p}", "spiky", 8 * p + 3, p, robust=True)
for s in (3, 9, 15, 35, 101):
    case(f"seasonal_{s}", "walk", 80, 8, seasonal=s)
    case(f"seasonal_{s}_robust", "spiky", 80, 8, seasonal=s, robust=True)
case("trend_wide", "walk", 90, 9, trend=31)
case("trend_wider_than_series", "walk", 90, 9, trend=201)
case("trend_as_long_as_series", "walk", 91, 9, trend=91)
case("low_pass_wide", "walk", 90, 9, low_pass=45)
case("low_pass_wider_than_series", "walk", 90, 9, low_pass=301, robust=True)
for degrees in ("000", "001", "010", "011", "100", "101", "110"):
    s, t, low = (int(d) for d in degrees)
    case(f"degrees_{degrees}", "walk", 75, 7, seasonal_deg=s, trend_deg=t, low_pass_deg=low)
    case(f"degrees_{degrees}_robust", "spiky", 75, 7, seasonal_deg=s, trend_deg=t,
         low_pass_deg=low, robust=True)
for jumps in ((2, 1, 1), (1, 3, 1), (1, 1, 4), (3, 4, 5), (7, 11, 13), (100, 100, 100)):
    s, t, low = jumps
    case(f"jumps_{s}_{t}_{low}", "plain", 101, 10, seasonal=9, seasonal_jump=s, trend_jump=t,
         low_pass_jump=low)
    case(f"jumps_{s}_{t}_{low}_robust", "spiky", 98, 6, seasonal=9, seasonal_jump=s, trend_jump=t,
         low_pass_jump=low, robust=True)
case("jumps_over_wide_spans", "walk", 60, 12, trend=99, trend_jump=7, seasonal=33, seasonal_jump=2)
for inner, outer in ((1, 0), (10, 0), (1, 1), (3, 4), (2, 30)):
    case(f"iterations_{inner}_{outer}", "spiky", 70, 7, inner=inner, outer=outer)
case("counts", "counts", 144, 12)
case("counts_robust", "counts", 144, 12, robust=True)
case("sparse", "sparse", 144, 12)
case("sparse_robust", "sparse", 144, 12, robust=True)
case("shift_robust", "shift", 120, 12, robust=True)
case("offset", "offset", 96, 12)
case("huge", "huge", 72, 12)
case("tiny", "tiny", 72, 12)
case("line", "line", 100, 12)
case("spike", "spike", 100, 10)
case("two_periods", "plain", 24, 12)
case("two_periods_and_one", "plain", 25, 12)
case("almost_three_periods", "plain", 35, 12)
# Long enough for the guard against slopes to turn the trend's lines into means.
case("long_line", "line", 9600, 24, sample=97)
case("long", "counts", 9601, 24, sample=101)
case("long_robust", "counts", 9601, 24, robust=True, sample=101)

text = ",\n".join(json.dumps(c, separators=(",", ":")) for c in CASES)
meta = json.dumps({"statsmodels": statsmodels.__version__, "by": "generate_stl.py"})
(HERE / "stl.json").write_text(f'{{"meta":{meta},\n"cases":[\n{text}\n]}}\n')
print(len(CASES), "cases")
