#!/usr/bin/env python3
"""Writes NAME.toml here for every compressed stream: what Python's own modules and the reference
libraries' bindings wrote, what they read back byte by byte, and damaged copies with the outcome
that follows from the damage.

    pip install brotli lz4 zstandard
    python3 make.py
"""
import bz2, json, lzma, os, struct, sys, zlib

TEXT = (b"Attention: the build of 14:03 failed in step 7 (link), exit code 1.\n"
        b"Attention: the build of 14:09 failed in step 7 (link), exit code 1.\n"
        b"Log in to host-0113 as user 'builder' and read /var/log/build/0113.log for more.\n"
        b"Zwei flinke Boxer jagen die quirlige Eva und ihren Mops durch Sylt.\n"
        b"0123456789 ABCDEFGHIJKLMNOPQRSTUVWXYZ abcdefghijklmnopqrstuvwxyz <>{}[]|~^#\n")
SECOND = b"and this is the second of two streams.\n"


class File:
    def __init__(self, name):
        self.name, self.cases = name, []

    def case(self, name, data, texts, problems=(), gives=None):
        lines = ["[[case]]", "name = " + json.dumps(name)]
        digits = data.hex()
        rows = [digits[i:i + 96] for i in range(0, len(digits), 96)]
        lines.append('hex = """\n' + "\n".join(rows) + '"""')
        lines.append("texts = " + json.dumps([text.decode() for text in texts]))
        if problems:
            lines.append("problems = " + json.dumps(list(problems)))
        if gives is not None:
            lines.append("# Bytes that the reference had given after so many bytes read.")
            lines.append("gives = " + json.dumps(gives))
        self.cases.append("\n".join(lines))

    def write(self):
        path = os.path.join(os.path.dirname(os.path.abspath(__file__)), self.name + ".toml")
        with open(path, "w") as out:
            out.write("# Written by make.py.\n\n" + "\n\n".join(self.cases) + "\n")


def gives(decoder, data):
    """What a decoder has given after 0, 1, 2 .. bytes."""
    total, counts = 0, [0]
    for byte in data[:-1]:
        total += len(decoder(bytes([byte])))
        counts.append(total)
    return counts


def changed(data, at, *values):
    data = bytearray(data)
    data[at:at + len(values) if at + len(values) else None] = bytes(values)
    return bytes(data)


def raw(data, level=9, strategy=0):
    c = zlib.compressobj(level, zlib.DEFLATED, -15, 9, strategy)
    return c.compress(data) + c.flush()


def zlib_cases():
    f = File("zlib")
    whole = zlib.compress(TEXT, 9)
    f.case("dynamic codes", whole, [TEXT], gives=gives(zlib.decompressobj().decompress, whole))
    f.case("fixed codes", zlib.compress(SECOND), [SECOND])
    f.case("stored", zlib.compress(TEXT, 0), [TEXT])
    for bits in range(9, 15):
        c = zlib.compressobj(9, zlib.DEFLATED, bits)
        f.case(f"a window of {1 << bits}", c.compress(TEXT) + c.flush(), [TEXT])
    f.case("nothing in it", zlib.compress(b""), [b""])
    f.case("two streams", whole + zlib.compress(SECOND), [TEXT, SECOND])
    f.case("other bytes behind", whole + b"rest", [TEXT], ["trailing_data"])
    f.case("a wrong checksum costs nothing", whole[:-4] + b"\0\1\2\3", [TEXT], ["0 checksum"])
    f.case("the checksum is cut", whole[:-1], [TEXT], ["0 truncated"])
    c = zlib.compressobj(9, zlib.DEFLATED, 15, 9, 0, b"Attention: the build of 14:03 failed")
    f.case("a preset dictionary", c.compress(TEXT) + c.flush(), [], ["unsupported"])
    stored = zlib.compress(TEXT, 0)
    broken = stored[:2] + b"\0" + stored[3:7] + TEXT + b"\6"
    f.case("a block type that does not exist", broken, [TEXT], ["0 corrupt"])
    f.write()


def deflate_cases():
    f = File("deflate")
    whole = raw(TEXT)
    f.case("dynamic codes", whole, [TEXT], gives=gives(zlib.decompressobj(-15).decompress, whole))
    f.case("fixed codes", raw(SECOND, strategy=zlib.Z_FIXED), [SECOND])
    f.case("stored", raw(TEXT, 0), [TEXT])
    f.case("other bytes behind", whole + b"12345678", [TEXT], ["trailing_data"])
    stored = raw(TEXT, 0)
    broken = b"\0" + stored[1:] + b"\6"
    f.case("a block type that does not exist", broken, [TEXT], ["0 corrupt"])
    f.write()


CASES = [zlib_cases, deflate_cases]

if __name__ == "__main__":
    for cases in CASES:
        cases()
