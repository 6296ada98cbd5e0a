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


def bzip2_cases():
    f = File("bzip2")
    whole = bz2.compress(TEXT)
    f.case("one stream", whole, [TEXT], gives=gives(bz2.BZ2Decompressor().decompress, whole))
    f.case("blocks of 100 kB", bz2.compress(TEXT, 1), [TEXT])
    f.case("nothing in it", bz2.compress(b""), [b""])
    f.case("two streams are one file", whole + bz2.compress(SECOND), [TEXT + SECOND])
    f.case("other bytes behind", whole + b"BZh9 rest", [TEXT], ["trailing_data"])
    f.case("the CRC of the block is wrong", changed(whole, 10, 1, 2, 3, 4), [TEXT], ["0 checksum"])
    f.case("the CRC of the stream is wrong", changed(whole, -3, 0x55), [TEXT], ["0 checksum"])
    f.case("a stream behind a wrong CRC is read", changed(whole, len(whole) - 3, whole[-3] ^ 1)
           + bz2.compress(SECOND), [TEXT + SECOND], ["0 checksum"])
    f.case("the second stream is broken", whole + changed(bz2.compress(SECOND), 20, 0xff, 0xff, 0xff),
           [TEXT], ["0 corrupt"])
    f.case("the second stream is cut", whole + bz2.compress(SECOND)[:-20], [TEXT], ["0 truncated"])
    f.write()


def xz_cases():
    f = File("xz")
    whole = lzma.compress(TEXT)
    second = lzma.compress(SECOND)
    f.case("one stream", whole, [TEXT], gives=gives(lzma.LZMADecompressor().decompress, whole))
    for check, name in ((lzma.CHECK_NONE, "none"), (lzma.CHECK_CRC32, "CRC-32"),
                        (lzma.CHECK_CRC64, "CRC-64"), (lzma.CHECK_SHA256, "SHA-256")):
        f.case(f"check: {name}", lzma.compress(TEXT, check=check), [TEXT])
    for chain, name in (([{"id": lzma.FILTER_DELTA, "dist": 4}, {"id": lzma.FILTER_LZMA2}], "delta"),
                        ([{"id": lzma.FILTER_X86}, {"id": lzma.FILTER_LZMA2}], "x86"),
                        ([{"id": lzma.FILTER_ARM}, {"id": lzma.FILTER_LZMA2}], "ARM"),
                        ([{"id": lzma.FILTER_LZMA2, "dict_size": 4096}], "a small dictionary"),
                        ([{"id": lzma.FILTER_LZMA2, "dict_size": 64 << 20}], "the dictionary of xz -9")):
        f.case(name, lzma.compress(TEXT, filters=chain), [TEXT])
    f.case("stored", lzma.compress(bytes(range(32, 127)) * 2, filters=[
        {"id": lzma.FILTER_LZMA2, "mode": lzma.MODE_FAST, "mf": lzma.MF_HC3, "nice_len": 2, "depth": 1}]),
        [bytes(range(32, 127)) * 2])
    f.case("nothing in it", lzma.compress(b""), [b""])
    f.case("two streams are one file", whole + second, [TEXT + SECOND])
    f.case("padding between and behind", whole + bytes(8) + second + bytes(4), [TEXT + SECOND])
    f.case("other bytes behind", whole + b"rest", [TEXT], ["trailing_data"])
    f.case("padding is of four bytes", whole + bytes(6), [TEXT], ["trailing_data"])
    # The footer has 12 bytes, the index before it 8, the CRC-64 of the block before that 8.
    index = int.from_bytes(whole[-8:-4], "little") * 4 + 4
    f.case("the checksum is wrong", changed(whole, len(whole) - 12 - index - 1, 0x55), [TEXT], ["0 checksum"])
    f.case("the second stream is cut", whole + second[:10], [TEXT], ["0 truncated"])
    three = [{"id": lzma.FILTER_DELTA, "dist": 2}, {"id": lzma.FILTER_X86}, {"id": lzma.FILTER_ARMTHUMB},
             {"id": lzma.FILTER_LZMA2}]
    f.case("three filters", lzma.compress(TEXT, filters=three), [TEXT])
    header = 12
    size = (whole[header] + 1) * 4
    f.case("the checksum of the block header is wrong", changed(whole, header + size - 1, whole[header + size - 1] ^ 1),
           [TEXT], ["0 checksum"])
    f.case("the checksum of the stream header is wrong", changed(whole, 8, whole[8] ^ 1), [TEXT], ["0 checksum"])
    f.case("the checksum of the footer is wrong", changed(whole, len(whole) - 12, whole[-12] ^ 1), [TEXT], ["0 checksum"])
    # Two streams' blocks in one stream: the second block counts although the first has a wrong checksum.
    def body(stream):
        index = int.from_bytes(stream[-8:-4], "little") * 4 + 4
        return stream[12:-12 - index], stream[-12 - index:-12]
    def record(index):
        return index[2:-4].rstrip(b"\0") if len(index) % 4 == 0 else b""
    (one, first), (two, other) = body(whole), body(second)
    index = b"\0\2" + record(first) + record(other)
    index += bytes(-len(index) % 4)
    index += struct.pack("<I", zlib.crc32(index))
    flags = struct.pack("<I", len(index) // 4 - 1) + whole[6:8]
    footer = struct.pack("<I", zlib.crc32(flags)) + flags + b"YZ"
    both = whole[:12] + one + two + index + footer
    assert lzma.decompress(both) == TEXT + SECOND
    f.case("two blocks", both, [TEXT + SECOND])
    wrong = changed(both, 12 + len(one) - 1, one[-1] ^ 1)
    f.case("a block behind a wrong checksum is read", wrong, [TEXT + SECOND], ["0 checksum"])
    f.case("the index is one record short", whole[:12] + one + two + first + whole[-12:], [TEXT + SECOND], ["0 count"])
    f.write()


def lzma_cases():
    f = File("lzma")
    alone = lambda data, **filters: lzma.compress(data, format=lzma.FORMAT_ALONE, filters=[
        {"id": lzma.FILTER_LZMA1, **filters}])
    whole = alone(TEXT)
    f.case("a marker at the end", whole, [TEXT], gives=gives(lzma.LZMADecompressor().decompress, whole))
    for bits in ({"lc": 0}, {"lc": 4}, {"lp": 2, "lc": 2}, {"pb": 0}, {"pb": 4}):
        f.case(json.dumps(bits), alone(TEXT, **bits), [TEXT])
    for size in (12, 16, 20, 24, 26):
        f.case(f"a dictionary of {1 << size}", alone(TEXT, dict_size=1 << size), [TEXT])
    sized = whole[:5] + struct.pack("<Q", len(TEXT)) + whole[13:]
    assert not (d := lzma.LZMADecompressor()).decompress(sized)[len(TEXT):] and d.eof and not d.unused_data
    f.case("size and marker", sized, [TEXT])
    f.case("the size is too small", whole[:5] + struct.pack("<Q", 100) + whole[13:], [TEXT[:100]], ["0 corrupt"])
    f.case("the size is too large", whole[:5] + struct.pack("<Q", 1000) + whole[13:], [TEXT],
           ["0 size_mismatch"])
    f.case("nothing in it", alone(b""), [b""])
    f.case("other bytes behind", whole + b"rest", [TEXT], ["trailing_data"])
    f.write()


def zstd_cases():
    import zstandard
    f = File("zstd")
    def frame(data, level=3, size=True, **options):
        c = zstandard.ZstdCompressor(level=level, write_content_size=size, **options)
        return c.compress(data)
    def blocks(data, **options):
        c = zstandard.ZstdCompressor(**options).compressobj()
        out = [c.compress(data[at:at + 60]) + c.flush(zstandard.COMPRESSOBJ_FLUSH_BLOCK)
               for at in range(0, len(data), 60)]
        return b"".join(out) + c.flush()
    whole, second = frame(TEXT), frame(SECOND, write_checksum=True)
    assert second[-4 - len(SECOND):-4] == SECOND, "so short a text is stored"
    skipped = b"\x5a\x2a\x4d\x18" + struct.pack("<I", 5) + b"12345"
    f.case("one frame", whole, [TEXT])
    for level in (-5, 1, 9, 19, 22):
        f.case(f"level {level}", frame(TEXT, level, write_checksum=True), [TEXT])
    f.case("without its size", frame(TEXT, size=False), [TEXT])
    many = blocks(TEXT, write_checksum=True)
    f.case("many blocks", many, [TEXT], gives=gives(zstandard.ZstdDecompressor().decompressobj().decompress, many))
    f.case("nothing in it", frame(b""), [b""])
    f.case("two frames are one file", whole + second, [TEXT + SECOND])
    f.case("a skippable frame before, between and behind",
           skipped + whole + skipped + second + skipped, [TEXT + SECOND])
    f.case("other bytes behind", whole + b"rest", [TEXT], ["trailing_data"])
    f.case("a wrong checksum costs nothing", changed(second, -1, 0x55), [SECOND], ["0 checksum"])
    small = frame(SECOND)
    assert small[4:6] == bytes([0x20, len(SECOND)])
    f.case("the size is wrong", changed(small, 5, len(SECOND) + 1), [SECOND], ["0 size_mismatch"])
    f.case("the second frame is cut", whole + second[:-5], [TEXT + SECOND[:-1]], ["0 truncated"])
    f.case("a skippable frame is cut", whole + skipped[:-1], [TEXT], ["0 truncated"])
    words = zstandard.ZstdCompressionDict(TEXT * 20, dict_type=zstandard.DICT_TYPE_RAWCONTENT)
    trained = zstandard.train_dictionary(1024, [TEXT[at:at + 80] * 2 for at in range(0, 300)])
    f.case("a dictionary is needed", frame(TEXT, dict_data=trained), [b""], ["0 unsupported"])
    raw = lambda data, last=0: struct.pack("<I", len(data) << 3 | last)[:3] + data
    rle = lambda byte, n, last=0: struct.pack("<I", n << 3 | 2 | last)[:3] + byte
    by_hand = b"\x28\xb5\x2f\xfd\x00\x38" + raw(b"raw, ") + rle(b"x", 30) + raw(b" end", 1)
    f.case("raw and repeated blocks", by_hand, [b"raw, " + b"x" * 30 + b" end"])
    reserved = b"\x28\xb5\x2f\xfd\x00\x38" + raw(b"raw, ") + b"\x07\0\0"
    f.case("a block type that does not exist", reserved, [b"raw, "], ["0 corrupt"])
    f.write()


def lz4_cases():
    import lz4.frame
    f = File("lz4")
    whole = lz4.frame.compress(TEXT)
    second = lz4.frame.compress(SECOND, content_checksum=True)
    skipped = b"\x5a\x2a\x4d\x18" + struct.pack("<I", 5) + b"12345"
    f.case("one frame", whole, [TEXT])
    for linked in (False, True):
        for content in (False, True):
            for block in (False, True):
                name = f"linked {linked}, checksums: content {content}, block {block}"
                f.case(name, lz4.frame.compress(TEXT, block_linked=linked, content_checksum=content,
                       block_checksum=block, store_size=content), [TEXT])
    for size in (4, 5, 6, 7):
        f.case(f"block size {size}", lz4.frame.compress(TEXT, block_size=size), [TEXT])
    f.case("high compression", lz4.frame.compress(TEXT, compression_level=12), [TEXT])
    def blocks(data):
        c = lz4.frame.LZ4FrameCompressor(block_linked=True, content_checksum=True, auto_flush=True)
        return c.begin() + b"".join(c.compress(data[at:at + 60]) for at in range(0, len(data), 60)) + c.flush()
    many = blocks(TEXT)
    f.case("many blocks", many, [TEXT], gives=gives(lz4.frame.LZ4FrameDecompressor().decompress, many))
    f.case("nothing in it", lz4.frame.compress(b""), [b""])
    f.case("two frames are one file", whole + second, [TEXT + SECOND])
    f.case("a skippable frame between and behind", whole + skipped + second + skipped, [TEXT + SECOND])
    f.case("other bytes behind", whole + b"rest", [TEXT], ["trailing_data"])
    f.case("a wrong checksum costs nothing", changed(second, -1, 0x55), [SECOND], ["0 checksum"])
    checked = lz4.frame.compress(SECOND, block_checksum=True, store_size=False)
    f.case("a wrong checksum of a block", changed(checked, -5, checked[-5] ^ 1), [SECOND], ["0 checksum"])
    f.case("the second frame is cut", whole + second[:-30], [TEXT + second[19:-30]], ["0 truncated"])
    import lz4.block
    legacy = lz4.block.compress(TEXT, store_size=False)
    f.case("the legacy frame", b"\x02\x21\x4c\x18" + struct.pack("<I", len(legacy)) + legacy, [TEXT])
    f.write()


def brotli_cases():
    import brotli
    f = File("brotli")
    whole = brotli.compress(TEXT)
    f.case("quality 11", whole, [TEXT], gives=gives(brotli.Decompressor().process, whole))
    for quality in (0, 1, 5, 9):
        f.case(f"quality {quality}", brotli.compress(TEXT, quality=quality), [TEXT])
    for window in (10, 16, 24):
        f.case(f"a window of 2^{window}", brotli.compress(TEXT, lgwin=window), [TEXT])
    f.case("other bytes behind", whole + b"rest", [TEXT], ["trailing_data"])
    f.write()


CASES = [zlib_cases, deflate_cases, bzip2_cases, xz_cases, lzma_cases, zstd_cases, lz4_cases, brotli_cases]

if __name__ == "__main__":
    for cases in CASES:
        cases()
