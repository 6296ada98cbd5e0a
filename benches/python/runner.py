"""Runs the Python rivals of `compare`: one task a line on standard input, one answer a line on standard output.

A task is {"job", "input", "answer", ...}: `input` is the file to read, `answer` the file to write what
was found to. The reply is {"seconds"}, the CPU time of the rival's call alone, or {"error"}.
"""

import contextlib
import json
import logging
import sys
import time
import warnings

warnings.filterwarnings("ignore")
logging.disable()
INPUTS = {}


def rows(path):
    """The cells of a JSON file with a list of strings and nulls, as a frame."""
    import pandas as pd

    with open(path, encoding="utf-8") as file:
        return pd.DataFrame({"text": json.load(file)})


def floats(path):
    import numpy as np

    return np.fromfile(path, dtype="<f8")


def loaded(load, path):
    if path not in INPUTS:
        INPUTS[path] = load(path)
    return INPUTS[path]


def timed(call):
    begin = time.process_time()
    answer = call()
    return time.process_time() - begin, answer


def write_lines(path, lines):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.writelines(json.dumps(line) + "\n" for line in lines)


def unpack(task):
    from msticpy.transform import base64unpack

    data = loaded(rows, task["input"]).dropna()
    seconds, found = timed(lambda: base64unpack.unpack_df(data, "text"))
    lines = []
    for row in found.to_dict("records"):
        fields = ["original_string", "file_name", "file_type", "decoded_string", "encoding_type", "md5", "sha1", "sha256"]
        values = [row[name] if isinstance(row[name], str) else None for name in fields]
        bytes_ = row["input_bytes"]
        lines.append([int(row["src_index"]), list(row["reference"]), values, bytes_.hex(), row["full_decoded_string"]])
    write_lines(task["answer"], lines)
    return seconds


def base64dump(task):
    """The MD5 of each string that `base64dump.py` lists."""
    import importlib.util
    import io
    import re

    if "base64dump" not in INPUTS:
        spec = importlib.util.spec_from_file_location("base64dump", task["script"])
        INPUTS["base64dump"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(INPUTS["base64dump"])
    sys.argv = ["base64dump.py", "-n", str(task["least"]), task["input"]]
    listing = io.StringIO()
    with contextlib.redirect_stdout(listing):
        seconds, _ = timed(INPUTS["base64dump"].Main)
    write_lines(task["answer"], re.findall(r"\b[0-9a-f]{32}$", listing.getvalue(), re.MULTILINE))
    return seconds


def refinery(task):
    """The MD5 of each string that the unit `carve` of Binary Refinery finds and decodes."""
    import hashlib

    from refinery import carve

    def carved():
        return [bytes(found) for found in data | carve("b64", decode=True, min=task["least"])]

    with open(task["input"], "rb") as file:
        data = file.read()
    seconds, found = timed(carved)
    write_lines(task["answer"], [hashlib.md5(one).hexdigest() for one in found])
    return seconds


def extract(task):
    from msticpy.transform.iocextract import IoCExtract

    data = loaded(rows, task["input"]).fillna("")
    extractor = IoCExtract()
    options = {"include_paths": True} if task.get("paths") else {}
    seconds, found = timed(lambda: extractor.extract_df(data, columns=["text"], **options))
    lines = [[int(i), t, v] for i, t, v in zip(found["SourceIndex"], found["IoCType"], found["Observable"])]
    write_lines(task["answer"], sorted(lines))
    return seconds


def text_of(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def counted(task, call):
    """How many a rival finds that takes a whole text."""
    text = loaded(text_of, task["input"])
    seconds, found = timed(lambda: call(text))
    write_lines(task["answer"], [found])
    return seconds


def extract_text(task):
    """MSTICPy's string mode."""
    from msticpy.transform.iocextract import IoCExtract

    extractor = IoCExtract()
    return counted(task, lambda text: sum(map(len, extractor.extract(text).values())))


def iocextract(task):
    import iocextract

    return counted(task, lambda text: sum(1 for _ in iocextract.extract_iocs(text, refang=True)))


def ioc_finder(task):
    from ioc_finder import find_iocs

    def size(found):
        return sum(map(size, found.values())) if isinstance(found, dict) else len(found)

    return counted(task, lambda text: size(find_iocs(text)))


def iocsearcher(task):
    from iocsearcher.searcher import Searcher

    searcher = Searcher()
    return counted(task, lambda text: len(searcher.search_data(text)))


def stl(task):
    import numpy as np
    from statsmodels.tsa.seasonal import STL

    values = loaded(floats, task["input"])
    # One series, or many of so many points.
    series = values.reshape(-1, task.get("points", len(values)))
    seconds, fits = timed(lambda: [STL(one, period=task["period"], seasonal=7, robust=task["robust"]).fit() for one in series])
    parts = [part for fit in fits for part in (fit.seasonal, fit.trend, fit.resid, fit.weights)]
    np.concatenate(parts).astype("<f8").tofile(task["answer"])
    return seconds


def hosts(task):
    """The hourly series of many hosts, each analysed on its own."""
    import numpy as np
    import pandas as pd
    from msticpy.analysis.timeseries import ts_anomalies_stl

    series = loaded(floats, task["input"]).reshape(-1, task["points"])[: task["hosts"]]
    times = pd.date_range("2026-03-02", periods=task["points"], freq="h", name="TimeGenerated")
    frames = [pd.DataFrame({"value": one.astype("int64")}, index=times) for one in series]
    seconds, found = timed(lambda: [ts_anomalies_stl(frame) for frame in frames])
    columns = ["residual", "trend", "seasonal", "weights", "baseline", "score", "anomalies"]
    answer = [one[name].to_numpy(dtype="<f8") for one in found for name in columns]
    np.concatenate(answer).astype("<f8").tofile(task["answer"])
    return seconds


JOBS = {
    "unpack": unpack,
    "base64dump": base64dump,
    "refinery": refinery,
    "extract": extract,
    "extract_text": extract_text,
    "iocextract": iocextract,
    "ioc_finder": ioc_finder,
    "iocsearcher": iocsearcher,
    "stl": stl,
    "hosts": hosts,
}


def main():
    replies = sys.stdout
    for line in sys.stdin:
        task = json.loads(line)
        try:
            # What a library prints is no reply.
            with contextlib.redirect_stdout(sys.stderr):
                reply = {"seconds": JOBS[task["job"]](task)}
        except Exception as error:
            reply = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(reply), file=replies, flush=True)


main()
