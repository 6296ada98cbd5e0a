#!/usr/bin/env python3
"""Writes NAME.toml here for every archive format: archives that other programs wrote, with what
went into them, and damaged copies with the outcome that follows from the damage.

    apt-get install 7zip gcab
    pip install pyzipper backports.zstd
    python3 make.py [NAME ...]
"""
import io, json, lzma, os, struct, subprocess, sys, tempfile, zipfile, zlib

HERE = os.path.dirname(os.path.abspath(__file__))
A = b"alpha: the first of the files in this archive, the first of the files.\n"
B = b"beta: the second one, of another content altogether, the second one.\n"


class File:
    def __init__(self, name):
        self.name, self.cases = name, []

    def case(self, name, data, members, problems=(), gives=None, **more):
        lines = ["[[case]]", "name = " + json.dumps(name)]
        digits = data.hex()
        rows = [digits[i:i + 96] for i in range(0, len(digits), 96)]
        lines.append('hex = """\n' + "\n".join(rows) + '"""')
        lines.append("members = " + json.dumps([show(*member) for member in members]))
        if problems:
            lines.append("problems = " + json.dumps(list(problems)))
        for key, value in more.items():
            lines.append(f"{key} = {json.dumps(value)}")
        self.cases.append("\n".join(lines))

    def write(self):
        with open(os.path.join(HERE, self.name + ".toml"), "w") as out:
            out.write("# Written by make.py.\n\n" + "\n\n".join(self.cases) + "\n")


def show(name, content):
    """As the test prints a member: text as text, other bytes as digits."""
    try:
        text = content.decode("ascii")
    except UnicodeDecodeError:
        text = None
    if text is None or any(c < " " and c != "\n" for c in text):
        return f"{name} : {content.hex()}"
    return f"{name} = {text}"


def run(*command, files=(), out):
    """What a program writes into the file `out` when started in a folder with `files`."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files:
            path = os.path.join(folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as file:
                file.write(content)
            os.utime(path, (1577836800, 1577836800))
        subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        with open(os.path.join(folder, out), "rb") as file:
            return file.read()


BOTH = [("a.txt", A), ("b.txt", B)]


# ---- zip

def zipped(members, method=zipfile.ZIP_DEFLATED, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, content)
        archive.comment = comment
    return out.getvalue()


def aes(members, bits, password, version=2, method=zipfile.ZIP_DEFLATED):
    import pyzipper
    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", method) as archive:
        archive.setpassword(password)
        archive.setencryption(pyzipper.WZ_AES, nbits=bits, force_wz_aes_version=version)
        for name, content in members:
            info = pyzipper.zipfile_aes.AESZipInfo(name, (2020, 1, 1, 0, 0, 0))
            archive.writestr(info, content, method)
    return out.getvalue()


def packed(archive, place):
    """The packed bytes of an entry."""
    info = zipfile.ZipFile(io.BytesIO(archive)).infolist()[place]
    at = info.header_offset
    name, extra = struct.unpack_from("<HH", archive, at + 26)
    at += 30 + name + extra
    return archive[at:at + info.compress_size], at


def as_method(data, content, method, flags=0):
    """A stored entry that says that it has another method."""
    archive = bytearray(zipped([("a.bin", data)], zipfile.ZIP_STORED))
    for signature, shift in ((b"PK\3\4", 0), (b"PK\1\2", 2)):
        at = archive.index(signature) + shift
        struct.pack_into("<HH", archive, at + 6, flags, method)
        struct.pack_into("<I", archive, at + 14, zlib.crc32(content))
        struct.pack_into("<I", archive, at + 22, len(content))
    return bytes(archive)


def zips():
    file = File("zip")
    for bits in (128, 192, 256):
        for version in (1, 2):
            archive = aes(BOTH, bits, b"infected", version)
            file.case(f"AES-{bits}, AE-{version}", archive, BOTH, ["0 encrypted", "1 encrypted"])
    stored = aes(BOTH, 256, b"infected", 2, zipfile.ZIP_STORED)
    file.case("AES-256, stored", stored, BOTH, ["0 encrypted", "1 encrypted"])
    other = aes(BOTH, 256, b"other than the usual")
    raw = [("a.txt", packed(other, 0)[0]), ("b.txt", packed(other, 1)[0])]
    file.case("AES-256, another password", other, raw, ["0 encrypted", "1 encrypted"])
    file.case("AES-256, the caller's password", other, BOTH, ["0 encrypted", "1 encrypted"],
              passwords=["infected", "other than the usual"])
    damaged = bytearray(stored)
    damaged[packed(stored, 0)[1] + 18] ^= 1
    changed = bytes([A[0] ^ 1]) + A[1:]
    file.case("AES-256, a byte changed in a stored entry", bytes(damaged),
              [("a.txt", packed(bytes(damaged), 0)[0]), BOTH[1]], ["0 encrypted", "1 encrypted"])
    code = bytearray(aes(BOTH, 256, b"infected"))
    content, at = packed(code, 0)
    code[at + len(content) - 1] ^= 1
    file.case("AES-256, the authentication code changed", bytes(code), BOTH,
              ["0 checksum", "0 encrypted", "1 encrypted"])

    files = dict(files=BOTH, out="x.zip")
    both = ("x.zip", "a.txt", "b.txt")
    file.case("ZipCrypto", run("7z", "a", "-mem=ZipCrypto", "-pinfected", *both, **files), BOTH,
              ["0 encrypted", "1 encrypted"])
    file.case("ZipCrypto, stored",
              run("7z", "a", "-mx0", "-mem=ZipCrypto", "-pinfected", *both, **files), BOTH,
              ["0 encrypted", "1 encrypted"])
    other = run("7z", "a", "-mem=ZipCrypto", "-pswordfish", *both, **files)
    raw = [("a.txt", packed(other, 0)[0]), ("b.txt", packed(other, 1)[0])]
    file.case("ZipCrypto, another password", other, raw, ["0 encrypted", "1 encrypted"])
    file.case("ZipCrypto, the caller's passwords", other, BOTH, ["0 encrypted", "1 encrypted"],
              passwords=["", "x", "swordfish"])
    file.case("AES-256 of 7-Zip", run("7z", "a", "-mem=AES256", "-pinfected", *both, **files),
              BOTH, ["0 encrypted", "1 encrypted"])

    for name, feature in (("Deflate64", "zip-deflate64"), ("BZip2", "bzip2"), ("LZMA", "lzma")):
        archive = run("7z", "a", "-mm=" + name, *both, **files)
        file.case(name, archive, BOTH, needs=feature)
    file.case("LZMA of Python", zipped(BOTH, zipfile.ZIP_LZMA), BOTH, needs="lzma")
    from backports import zstd
    file.case("Zstandard", as_method(zstd.compress(A), A, 93), [("a.bin", A)], needs="zstd")
    file.case("xz", as_method(lzma.compress(A), A, 95), [("a.bin", A)], needs="xz")
    file.case("PPMd is not read", as_method(b"\x01\x02 anything", A, 98),
              [("a.bin", b"\x01\x02 anything")], ["0 unsupported"])
    file.case("a method that does not exist", as_method(b"anything", A, 77),
              [("a.bin", b"anything")], ["0 unsupported"])
    file.case("no deflate stream at all", as_method(b"\xff\xfe\xfd anything", A, 8),
              [("a.bin", b"\xff\xfe\xfd anything")], ["0 corrupt"])

    two = zipped(BOTH) + zipped([("c.txt", A + B)])
    file.case("two archives, one behind the other", two, [("c.txt", A + B)] + BOTH,
              ["1 unlisted", "2 unlisted"], wholes=[len(zipped(BOTH))])
    whole = zipped(BOTH)
    end = whole.index(b"PK\1\2")
    file.case("no directory", whole[:end], BOTH, ["truncated"])
    file.case("the directory is cut", whole[:end + 60], BOTH, ["truncated"])
    start = whole.rindex(b"PK\3\4")
    file.case("the second entry is cut in its header", whole[:start + 20], BOTH[:1], ["truncated"])
    file.case("the first entry is cut in its data", zipped(BOTH, 0)[:35 + 20],
              [("a.txt", A[:20])], ["truncated", "0 truncated"])
    encrypted = aes(BOTH, 256, b"infected")
    file.case("AES without its directory", encrypted[:encrypted.index(b"PK\1\2")], BOTH,
              ["truncated", "0 encrypted", "1 encrypted"])

    class Pipe(io.RawIOBase):
        """Cannot seek, so that sizes follow the data."""
        def __init__(self):
            self.data = bytearray()
        def writable(self):
            return True
        def write(self, data):
            self.data += data
            return len(data)
    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in BOTH:
            with archive.open(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), "w") as member:
                member.write(content)
    piped = bytes(pipe.data)
    file.case("data descriptors", piped, BOTH)
    file.case("data descriptors without a directory", piped[:piped.index(b"PK\1\2")], BOTH,
              ["truncated"])
    big = io.BytesIO()
    with zipfile.ZipFile(big, "w") as archive:
        for name, content in BOTH:
            with archive.open(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), "w",
                              force_zip64=True) as member:
                member.write(content)
    file.case("zip64", big.getvalue(), BOTH)
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        twice = zipped([("x", A), ("x", B)])
    file.case("one name for two", twice, [("x", A), ("x", B)], ["1 duplicate_name"])
    file.write()


# ---- 7z

def sevens():
    file = File("7z")

    def seven(*options, files=BOTH):
        names = [name for name, _ in files]
        return run("7z", "a", "-mtm=off", *options, "x.7z", *names, files=files, out="x.7z")

    for name in ("LZMA2", "LZMA", "Copy", "Deflate"):
        file.case(name, seven("-m0=" + name), BOTH)
    file.case("LZMA2, each file by itself", seven("-ms=off"), BOTH)
    file.case("LZMA2, a plain header", seven("-mhc=off"), BOTH)
    file.case("BZip2", seven("-m0=BZip2"), BOTH, needs="bzip2")
    file.case("Delta before LZMA", seven("-m0=Delta:4", "-m1=LZMA"), BOTH)
    code = b"".join(b"\x55\x89\xe5\xe8" + struct.pack("<i", 4096 - 9 * i) + b"\xc3\0\x90" * (i % 5)
                    + b"\x0f\x84" + struct.pack("<i", 999 - i) for i in range(60))
    program = [("p.exe", code)]
    for name in ("BCJ", "BCJ2", "ARM", "ARM64", "PPC", "SPARC", "ARMT", "IA64"):
        options = ["-m0=" + name, "-m1=LZMA:d64k"]
        if name == "BCJ2":
            options += ["-m2=LZMA:d64k", "-m3=LZMA:d64k", "-mb0:1", "-mb0s1:2", "-mb0s2:3"]
        file.case(name + " before LZMA", seven(*options, files=program), program)
    ppmd = seven("-m0=PPMd")
    size, = struct.unpack_from("<Q", ppmd, 12)
    raw = []
    plain = seven("-m0=PPMd", "-mhc=off")
    packed_len, = struct.unpack_from("<Q", plain, 12)
    raw = plain[32:32 + packed_len]
    file.case("PPMd is not read", plain, [("a.txt", raw), ("b.txt", b"")],
              ["0 unsupported", "1 unsupported"])
    empty = [("a.txt", A), ("empty", b""), ("b.txt", B)]
    file.case("an empty file", seven("-mhc=off", files=empty),
              [("empty", b"")] + BOTH)
    shut = ["0 encrypted", "1 encrypted"]
    file.case("AES", seven("-pinfected"), BOTH, shut)
    file.case("AES, the header, too", seven("-pinfected", "-mhe=on"), BOTH, shut)
    other = seven("-pswordfish", "-mhc=off")
    packed_len, = struct.unpack_from("<Q", other, 12)
    file.case("AES, another password", other, [("a.txt", other[32:32 + packed_len]), ("b.txt", b"")],
              shut)
    file.case("AES, the caller's password", other, BOTH, shut, passwords=["infected", "swordfish"])
    hidden = seven("-pswordfish", "-mhe=on")
    # The packed header stands behind the packed files, the header of that behind both.
    behind, = struct.unpack_from("<Q", hidden, 12)
    import py7zr
    with tempfile.NamedTemporaryFile() as out:
        out.write(hidden)
        out.flush()
        with py7zr.SevenZipFile(out.name, password="swordfish") as archive:
            files_len = sum(archive.header.main_streams.packinfo.packsizes)
    file.case("AES, the header, too, another password", hidden, [("", hidden[32:32 + files_len])],
              ["0 encrypted"])
    whole = seven("-mhc=off")
    file.case("bytes behind the archive", whole + b"behind", BOTH, ["trailing_data"],
              wholes=[len(whole)])
    damaged = bytearray(seven("-m0=Copy"))
    damaged[40] ^= 1
    changed = A[:8] + bytes([A[8] ^ 1]) + A[9:]
    file.case("a byte changed in a copied file", bytes(damaged), [("a.txt", changed), ("b.txt", B)],
              ["0 checksum"])
    file.write()


# ---- cab

def cabs():
    file = File("cab")
    long = [("long.txt", b"".join(b"%d: all numbers are in this file, one by one\n" % i
                                  for i in range(1000)))]

    def cab(*options, files=BOTH):
        return run("gcab", "-c", *options, "x.cab", *[name for name, _ in files], files=files,
                   out="x.cab")

    zipped, stored = cab("-z"), cab("-n")
    file.case("MSZIP", zipped, BOTH)
    file.case("stored", stored, BOTH)
    file.case("MSZIP, blocks that refer to the one before", cab("-z", files=long), long)
    file.case("bytes behind the cabinet", zipped + b"behind", BOTH, ["trailing_data"],
              wholes=[len(zipped)])
    start, = struct.unpack_from("<I", stored, 36)
    lzx = bytearray(stored)
    struct.pack_into("<H", lzx, 36 + 6, 0x1503)
    file.case("LZX is not read", bytes(lzx), [("a.txt", stored[start:]), ("b.txt", b"")],
              ["0 unsupported", "1 unsupported"])
    garbled = bytearray(zipped)
    start, = struct.unpack_from("<I", zipped, 36)
    garbled[start + 8] ^= 0xff
    file.case("no MSZIP block at all", bytes(garbled),
              [("a.txt", bytes(garbled[start:])), ("b.txt", b"")], ["0 corrupt", "1 corrupt"])
    three = [("c.txt", b"gamma: a third one, in a folder with the second.\n")]
    folders = [(1, BOTH[:1]), (0, BOTH[1:] + three), (1, [("d.txt", B + A)])]
    all_four = BOTH + three + [("d.txt", B + A)]
    extracted(by_hand(folders), all_four, "x.cab")
    file.case("three folders, of two methods", by_hand(folders), all_four)
    reserved = by_hand(folders, reserve=(5, 3, 2))
    extracted(reserved, all_four, "x.cab")
    file.case("three folders, with reserved fields", reserved, all_four)
    # The folder of the second file is said to be in the cabinet behind, of the first in the one before.
    split = by_hand([(0, BOTH[:1]), (0, BOTH[1:])], flags=3, names=b"0.cab\0disk 0\0" b"2.cab\0disk 2\0")
    where = [at for at in range(len(split)) if split.startswith((b"a.txt\0", b"b.txt\0"), at)]
    split = bytearray(split)
    struct.pack_into("<H", split, where[0] - 8, 0xfffd)
    struct.pack_into("<H", split, where[1] - 8, 0xfffe)
    file.case("files that are split over cabinets", bytes(split), [("a.txt", b""), ("b.txt", b"")],
              ["0 unsupported", "1 unsupported"])
    other = bytearray(by_hand(folders))
    at = other.index(b"c.txt\0")
    struct.pack_into("<H", other, at - 8, 7)
    file.case("a folder that is not there", bytes(other),
              all_four[:2] + [("c.txt", b"")] + all_four[3:], ["2 bounds"])
    more = bytearray(by_hand(folders))
    struct.pack_into("<I", more, more.index(b"c.txt\0") - 16, 5000)
    file.case("a size beyond the folder", bytes(more), all_four, ["2 size_mismatch"])
    file.write()


def by_hand(folders, reserve=None, flags=0, names=b""):
    """A cabinet of folders, each a method (0 stored, 1 MSZIP) and its files (MS-CAB, section 2)."""
    own, of_folder, of_block = reserve or (0, 0, 0)
    flags |= 4 if reserve else 0
    head = struct.pack("<HBB", own, of_folder, of_block) + bytes(own) if reserve else b""
    head += names
    files, data, entries = b"", [], []
    for number, (method, members) in enumerate(folders):
        content, at = b"".join(content for _, content in members), 0
        for name, member in members:
            files += struct.pack("<IIHHHH", len(member), at, number, 0x5021, 0, 32)
            files += name.encode() + b"\0"
            at += len(member)
        blocks, window = [], b""
        for place in range(0, len(content), 32768):
            part = content[place:place + 32768]
            packed = part
            if method:
                coder = zlib.compressobj(9, zlib.DEFLATED, -15, zdict=window) if window else \
                    zlib.compressobj(9, zlib.DEFLATED, -15)
                packed = b"CK" + coder.compress(part) + coder.flush()
            window = part
            blocks.append(struct.pack("<IHH", 0, len(packed), len(part)) + bytes(of_block) + packed)
        data.append(blocks)
    start = 36 + len(head) + len(folders) * (8 + of_folder)
    at = start + len(files)
    table = b""
    for (method, _), blocks in zip(folders, data):
        table += struct.pack("<IHH", at, len(blocks), method) + bytes(of_folder)
        at += sum(map(len, blocks))
    count = sum(len(members) for _, members in folders)
    header = struct.pack("<4sIIIIIBBHHHHH", b"MSCF", 0, at, 0, start, 0, 3, 1, len(folders), count,
                         flags, 0, 0)
    return header + head + table + files + b"".join(sum(data, []))


def extracted(archive, members, name):
    """That other programs read the same."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, name), "wb") as out:
            out.write(archive)
        subprocess.run(["7z", "x", name], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        for member, content in members:
            assert open(os.path.join(folder, member), "rb").read() == content, member


# ---- rar: no free program writes it, so these are by the technotes; 7-Zip reads them back

def rar4(files, flags=0, method=0x30, main=0, end=True, service=False):
    def block(kind, flags, fields, data=b""):
        head = struct.pack("<BHH", kind, flags, 7 + len(fields)) + fields
        return struct.pack("<H", zlib.crc32(head) & 0xffff) + head + data
    out = b"Rar!\x1a\x07\x00" + block(0x73, main, bytes(6))
    if service:
        fields = struct.pack("<IIBIIBBHI", 4, 4, 3, zlib.crc32(b"note"), 0, 29, 0x30, 3, 0) + b"CMT"
        out += block(0x7a, 0x8000, fields, b"note")
    for name, content in files:
        fields = struct.pack("<IIBIIBBHI", len(content), len(content), 3, zlib.crc32(content),
                             0x50210000, 29, method, len(name), 0o100644)
        # The upper halves of both sizes.
        fields += (bytes(8) if flags & 0x100 else b"") + name
        out += block(0x74, 0x8000 | flags, fields, content)
    return out + block(0x7b, 0x4000, b"") * end


def vint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out) + bytes([value])


def rar5(files, method=0, extra=b"", kind=1, end=True, service=False, directory=None, claim=None):
    def block(kind, fields, data=None, extra=b""):
        flags = (1 if extra else 0) | (2 if data is not None else 0)
        head = vint(kind) + vint(flags) + (vint(len(extra)) if extra else b"")
        head += (vint(claim or len(data)) if data is not None else b"") + fields + extra
        head = vint(len(head)) + head
        return struct.pack("<I", zlib.crc32(head)) + head + (data or b"")
    out = b"Rar!\x1a\x07\x01\x00" + block(kind, vint(0) + (bytes(20) if kind == 4 else b""))
    if directory:
        # With a time of four bytes, without a CRC.
        fields = vint(3) + vint(0) + vint(0o40755) + struct.pack("<I", 1577836800) + vint(0) + vint(1)
        out += block(2, fields + vint(len(directory)) + directory)
    if service:
        fields = vint(0) + vint(4) + vint(0) + vint(0) + vint(1) + vint(3) + b"CMT"
        out += block(3, fields, b"note")
    for name, content in files:
        fields = vint(4) + vint(len(content)) + vint(0o100644)
        fields += struct.pack("<I", zlib.crc32(content)) + vint(method << 7) + vint(1)
        fields += vint(len(name)) + name
        out += block(2, fields, content, extra)
    return out + block(5, vint(0)) * end


def rars():
    file = File("rar")
    names = [(name.encode(), content) for name, content in BOTH]
    for version, make in ((4, rar4), (5, rar5)):
        archive = make(names)
        extracted(archive, BOTH, "x.rar")
        file.case(f"RAR {version}, stored", archive, BOTH)
        file.case(f"RAR {version}, no end", make(names, end=False), BOTH, ["truncated"])
        file.case(f"RAR {version}, bytes behind", archive + b"behind", BOTH, ["trailing_data"],
                  wholes=[len(archive)])
        wrong = archive.replace(b"beta", b"Beta")
        file.case(f"RAR {version}, another byte", wrong,
                  [BOTH[0], ("b.txt", B.replace(b"beta", b"Beta"))], ["1 checksum"])
        damaged = archive.replace(b"b.txt", b"c.txt")
        file.case(f"RAR {version}, a damaged header", damaged, [BOTH[0], ("c.txt", B)],
                  ["checksum"])
    raw = ["0 unsupported", "1 unsupported"]
    file.case("RAR 4, compressed", rar4(names, method=0x33), BOTH, raw)
    file.case("RAR 5, compressed", rar5(names, method=3), BOTH, raw)
    shut = ["0 encrypted", "1 encrypted"]
    file.case("RAR 4, encrypted", rar4(names, flags=4), BOTH, shut)
    record = vint(1) + bytes(40)
    file.case("RAR 5, encrypted", rar5(names, extra=vint(len(record)) + record), BOTH, shut)
    large = rar4(names, flags=0x100, service=True)
    extracted(large, BOTH, "x.rar")
    file.case("RAR 4, sizes of 64 bits, and a comment", large, BOTH)
    file.case("RAR 4, a directory", rar4([(b"folder", b"")], flags=0xe0), [("folder", b"")])
    two = rar5(names, service=True, directory=b"folder")
    extracted(two, BOTH, "x.rar")
    file.case("RAR 5, a directory, a time and a service", two, [("folder", b"")] + BOTH)
    # Ten bytes of a number that has no end.
    endless = rar5(names, end=False) + struct.pack("<I", zlib.crc32(b"\xff" * 10)) + b"\xff" * 10
    file.case("RAR 5, a number without an end", endless, BOTH, ["corrupt"])
    claims = rar5(names[:1], end=False, claim=1 << 60)
    file.case("RAR 5, a claim of 2^60 bytes", claims, BOTH[:1], ["truncated", "0 truncated"])
    file.case("RAR 4, split", rar4(names[:1], flags=2), BOTH[:1], ["0 unsupported"])
    # Everything behind the first header is encrypted.
    four = rar4([], main=0x80, end=False)
    file.case("RAR 4, encrypted headers", four + b"\1\2\3\4", [("", b"\1\2\3\4")],
              ["0 encrypted"])
    five = rar5([], kind=4, end=False)
    file.case("RAR 5, encrypted headers", five + b"\1\2\3\4", [("", b"\1\2\3\4")],
              ["0 encrypted"])
    # The high byte, then two flags for each: two runs of the narrow name about a whole unit.
    wide = b"na_e.txt\0" + b"\x00" + bytes([0b11_10_11_00, 0, 0x6b, 0x01, 5 - 2])
    file.case("RAR 4, a name in UTF-16", rar4([(wide, A)], flags=0x200),
              [("na\u016be.txt", A)])
    file.write()


FILES = {"zip": zips, "7z": sevens, "cab": cabs, "rar": rars}

if __name__ == "__main__":
    for name in sys.argv[1:] or FILES:
        FILES[name]()
