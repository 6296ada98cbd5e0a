"""read_exports.py FOLDER: reads what `iocs --export` wrote with the software that it is for, and
compares: `stix2` makes every observable anew, which gives it the identifier of the standard, and parses
every pattern; `pymisp` knows each type, and which categories it may be in."""

import csv
import json
import pathlib
import sys
import uuid

import pymisp
import stix2

KINDS = 46


def check_stix(text):
    bundle = stix2.parse(text, allow_custom=False)
    counts = {}
    for thing, written in zip(bundle.objects, json.loads(text)["objects"], strict=True):
        counts[thing.type] = counts.get(thing.type, 0) + 1
        read = json.loads(thing.serialize())
        # It drops milliseconds of zero, and adds what is left out because it is so by default.
        same = (read[name] == value for name, value in written.items() if name != "valid_from")
        assert all(same), (thing, written)
        if thing.type in ("indicator", "vulnerability", "attack-pattern"):
            continue
        anew = {name: value for name, value in written.items() if name != "id"}
        assert stix2.parse(anew).id == thing.id, written
    assert len({thing.id for thing in bundle.objects}) == len(bundle.objects)
    for name in (
        "autonomous-system directory domain-name email-addr file ipv4-addr ipv6-addr mac-addr url "
        "windows-registry-key indicator vulnerability attack-pattern"
    ).split():
        assert counts.get(name), f"no {name}"
    return sum(counts.values())


def check_misp(text):
    written = json.loads(text)["Event"]
    event = pymisp.MISPEvent(strict_validation=True)
    event.from_dict(**written)
    assert str(event.date) == written["date"] == "2026-01-01"
    for attribute, source in zip(event.attributes, written["Attribute"], strict=True):
        known = attribute.describe_types["category_type_mappings"]
        assert attribute.type in known[attribute.category], source
        assert attribute.value == source["value"] and attribute.to_ids == source["to_ids"], source
        uuid.UUID(source["uuid"])
    assert len({attribute.uuid for attribute in event.attributes}) == len(event.attributes)
    return len(event.attributes)


def check_csv(text):
    rows = list(csv.DictReader(text.splitlines(keepends=True), strict=True))
    assert len({row["type"] for row in rows}) == KINDS
    for row in rows:
        assert row["value"][0] not in "=+-@\t\r", row
    return len(rows)


def main(folder):
    read = lambda name: (folder / name).read_bytes().decode()
    entries = check_csv(read("csv"))
    assert check_misp(read("misp")) == entries
    print(f"{entries} entries; {check_stix(read('stix'))} STIX objects")


main(pathlib.Path(sys.argv[1]))
