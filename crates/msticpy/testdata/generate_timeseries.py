#!/usr/bin/env python3
"""Writes timeseries.json and timeseries_periods.json: inputs with the answers of MSTICPy 3.0.2.

Run with msticpy 3.0.2 and statsmodels 0.15 installed: python3 generate_timeseries.py
"""

import json
import pathlib
import warnings

import msticpy
import numpy as np
import pandas as pd
import statsmodels
from msticpy.analysis.timeseries import (
    create_time_period_kqlfilter,
    extract_anomaly_periods,
    set_new_anomaly_threshold,
    ts_anomalies_stl,
)

warnings.simplefilter("ignore")
HERE = pathlib.Path(__file__).parent
THRESHOLDS = [(2.0, None), (2.5, 1.5), (1.0, 0.0), (-1.0, None), (3.0, -0.5)]


def hourly(n, seed, period=24, level=100.0, swing=50.0, noise=5.0):
    rng = np.random.default_rng(seed)
    t = np.arange(n)
    y = level + swing * np.sin(2 * np.pi * t / period) + rng.normal(0, noise, n)
    return np.round(y, 3)


def with_values(y, **changes):
    y = y.copy()
    for at, value in changes.items():
        y[int(at[1:])] += value
    return y


def number(value):
    value = float(value)
    return value if np.isfinite(value) else (None if np.isnan(value) else str(value))


def stretches(periods):
    return [[str(start), str(end)] for start, end in periods.items()]


def case(name, y, start="2024-01-01", freq="h", tz="UTC", order=None, **params):
    times = pd.date_range(start, periods=len(y), freq=freq, tz=tz)
    if order is not None:
        times = times[order]
    frame = pd.DataFrame({"TimeGenerated": times, "Total": y})
    shown = [number(v) for v in y]
    record = {"name": name, "params": params, "times": [str(t) for t in times], "values": shown}
    result = ts_anomalies_stl(frame, time_column="TimeGenerated", **params)
    record["columns"] = list(result.columns)
    record["out"] = {
        column: [str(v) for v in result[column]] if column == "TimeGenerated"
        else [number(v) if column == "score" else int(v) for v in result[column]]
        for column in result.columns
    }
    for which, pos_only in (("pos", True), ("all", False)):
        periods = extract_anomaly_periods(result, pos_only=pos_only)
        record[f"periods_{which}"] = stretches(periods)
        record[f"kql_{which}"] = create_time_period_kqlfilter(periods)
    record["thresholds"] = [
        {"threshold": high, "low": low,
         "anomalies": [int(v) for v in set_new_anomaly_threshold(result, high, low)["anomalies"]]}
        for high, low in THRESHOLDS
    ]
    return record


def analyses():
    rng = np.random.default_rng(7)
    base = hourly(240, 1)
    yield case("plain", base)
    yield case("spikes", with_values(base, _50=400, _51=380, _120=-400, _180=350))
    yield case("trough_spike", with_values(base, _90=500))
    yield case("dip", with_values(base, _102=-500))
    yield case("threshold_2", with_values(base, _60=90, _130=120), score_threshold=2.0)
    yield case("threshold_zero", base, score_threshold=0.0)
    yield case("threshold_negative", base, score_threshold=-1.0)
    yield case("seasonal_3", with_values(base, _77=300), seasonal=3)
    yield case("seasonal_13", with_values(base, _77=300), seasonal=13)
    yield case("seasonal_51", with_values(base, _77=300), seasonal=51)
    yield case("period_2", hourly(60, 2, period=2), period=2)
    yield case("period_7", with_values(hourly(91, 3, period=7), _40=300), period=7, freq="D")
    yield case("period_12", with_values(hourly(150, 4, period=12), _70=-300, _71=250), period=12)
    yield case("period_168", with_values(hourly(400, 5, period=168), _200=300), period=168)
    yield case("period_seasonal", hourly(100, 6, period=5), period=5, seasonal=9)
    yield case("unit_scale", np.round(rng.random(120), 4))
    yield case("small_integers", rng.poisson(2, 200).astype(float))
    yield case("mostly_zero", np.where(rng.random(240) < 0.03, 50.0, 0.0))
    yield case("negative", -hourly(200, 8))
    yield case("large", with_values(hourly(200, 9) * 1e9, _99=1e12))
    yield case("fractions", hourly(200, 10, level=3, swing=2, noise=0.5))
    yield case("walk", np.round(np.cumsum(rng.normal(0, 20, 300)), 2))
    yield case("offset_zone", with_values(base, _50=400), tz="Asia/Kolkata")
    yield case("west_zone", with_values(base, _50=400), tz="Etc/GMT+7", start="2024-03-01 17:00")
    yield case("no_zone", with_values(base, _50=400), tz=None)
    yield case("half_hours", with_values(base, _50=400, _53=500), freq="30min", start="1999-12-31 23:10")
    yield case("milliseconds", with_values(base, _50=400), freq="250ms", start="2024-01-01 00:00:00.5")
    yield case("nanoseconds", with_values(base, _50=400), start="2024-01-01 00:00:00.000000001")
    yield case("shuffled", with_values(base, _50=400), order=rng.permutation(240))
    yield case("two_periods", hourly(48, 11))
    yield case("constant_zero", np.zeros(72))
    early = with_values(base)
    early[30] = np.nan
    yield case("nan_early", early)
    late = with_values(hourly(240, 12))
    late[239] = np.nan
    yield case("nan_late", late)
    yield case("short", hourly(40, 13))
    yield case("empty", np.array([]))


def period_cases():
    rng = np.random.default_rng(3)
    starts = ["2024-01-01 00:00:00+00:00", "2024-02-28 22:47:13.123456+05:30",
              "2023-12-31 01:00:00-08:00", "2024-06-01 13:30:00"]
    for period in ("1h", "15min", "2h", "3h", "7h", "90min", "1D", "2D", "10s", "1h30min", "500ms"):
        for start in starts:
            length = pd.Timedelta(period)
            steps = np.sort(rng.choice(60, 9, replace=False)) * 0.5 + rng.random(9) * 0.5
            times = [pd.Timestamp(start) + pd.Timedelta(int(s * length.value), "ns") for s in steps]
            flags = [int(f) for f in rng.choice([0, 1, 1, -1], len(times))]
            frame = pd.DataFrame({"TimeGenerated": times, "anomalies": flags})
            record = {"period": period, "times": [str(t) for t in times], "flags": flags}
            for which, pos_only in (("pos", True), ("all", False)):
                found = extract_anomaly_periods(frame, period=period, pos_only=pos_only)
                record[f"periods_{which}"] = stretches(found)
                record[f"kql_{which}"] = create_time_period_kqlfilter(found)
            yield record


def write(name, cases):
    cases = list(cases)
    meta = json.dumps({"msticpy": msticpy.__version__, "statsmodels": statsmodels.__version__,
                       "pandas": pd.__version__, "by": "generate_timeseries.py"})
    lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
    (HERE / name).write_text(f'{{"meta":{meta},\n"cases":[\n{lines}\n]}}\n')
    print(name, len(cases), "cases")


write("timeseries.json", analyses())
write("timeseries_periods.json", period_cases())
