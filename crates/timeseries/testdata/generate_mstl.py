#!/usr/bin/env python3
"""Writes mstl.json: series with several periods under a Box-Cox transformation, with the answers of
statsmodels 0.15. The long answers are sampled.

Run with statsmodels 0.15, scipy and numpy installed: python3 generate_mstl.py
"""

import json
import pathlib

import numpy as np
from statsmodels.tsa.seasonal import MSTL

HERE = pathlib.Path(__file__).parent
EVERY = 7


def series(n, seed, power):
    """Positive values whose variance grows with the level; three decimals keep the file small."""
    rng = np.random.default_rng(seed)
    t = np.arange(n)
    level = 8 + 0.004 * t + 2 * np.sin(2 * np.pi * t / 12) + np.sin(2 * np.pi * t / 60)
    return np.round((level + rng.normal(0, 0.3, n)) ** power, 3)


def case(name, y, **params):
    model = MSTL(y, **params)
    fit = model.fit()
    index = list(range(0, len(y), EVERY))
    seasonal = fit.seasonal.reshape(len(y), -1).T
    return {
        "name": name,
        "input": {"y": y.tolist()},
        "params": params,
        "resolved": {"periods": list(model.periods), "windows": list(model.windows), "est_lmbda": model.est_lmbda},
        "index": index,
        "out": {
            "observed": fit.observed[index].tolist(),
            "seasonal": seasonal[:, index].tolist(),
            "trend": fit.trend[index].tolist(),
            "resid": fit.resid[index].tolist(),
            "weights": fit.weights[index].tolist(),
        },
    }


CASES = [
    case("auto_2", series(400, 1, 2.0), periods=[12, 60], lmbda="auto"),
    case("auto_4", series(400, 2, 4.0), periods=[12, 60], lmbda="auto"),
    case("auto_exp", np.round(np.exp(series(300, 3, 0.8)), 3), periods=12, lmbda="auto"),
    case("auto_robust", series(400, 4, -1.5) * 1e6, periods=[60, 12], windows=[9, 13], lmbda="auto", stl_kwargs={"robust": True}),
    case("lambda_-0.7", series(400, 5, 3.0), periods=[12, 60], lmbda=-0.7),
    case("lambda_2", series(400, 6, 0.5), periods=[12, 60], lmbda=2.0, iterate=3),
]

if __name__ == "__main__":
    (HERE / "mstl.json").write_text(json.dumps({"cases": CASES}, separators=(",", ":")) + "\n")
