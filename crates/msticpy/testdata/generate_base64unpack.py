#!/usr/bin/env python3
"""Writes base64unpack-cases.json: our own inputs with the answers of MSTICPy 3.0.2.

    pip install msticpy==3.0.2
    python generate_base64unpack.py > base64unpack-cases.json

Each input is given to the original in a fresh state, as if its process had just begun.
"""
import base64, bz2, gzip, io, json, random, struct, tarfile, zipfile, zlib

from msticpy.transform import base64unpack as original

CASES = []


def enc(data):
    return base64.b64encode(data if isinstance(data, bytes) else data.encode()).decode()


def zipped(members, method=zipfile.ZIP_DEFLATED, comment=b""):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members:
            info = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            info.compress_type = method
            archive.writestr(info, data)
        archive.comment = comment
    return out.getvalue()


def tarred(members, form=tarfile.USTAR_FORMAT):
    """With the mode field by which the original knows a tar."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=form) as archive:
        for name, data, kind, link in members:
            info = tarfile.TarInfo(name)
            info.type, info.linkname, info.size = kind, link, len(data)
            archive.addfile(info, io.BytesIO(data))
    return seven_zip(out.getvalue())


def seven_zip(raw):
    raw = bytearray(raw)
    at = 0
    while at + 512 <= len(raw) and any(raw[at:at + 512]):
        raw[at + 100:at + 108] = b"0100777\0"
        raw[at + 148:at + 156] = b" " * 8
        raw[at + 148:at + 156] = b"%06o\0 " % sum(raw[at:at + 512])
        size = int(bytes(raw[at + 124:at + 135]).strip(b"\0 ") or b"0", 8)
        at += 512 + (size + 511) // 512 * 512
    return bytes(raw[: at + 1024])


def gz(data):
    return gzip.compress(data, mtime=0)


def add(name, text, items=False, both=True):
    for utf16 in [False, True] if both else [False]:
        original._UNDECODABLE_STRINGS.clear()
        call = original.unpack_items if items else original.unpack
        case = {"name": name + ("_utf16" if utf16 else ""), "items": items, "utf16": utf16, "input": text}
        try:
            output, frame = call(text, utf16=utf16)
        except Exception as error:  # what the original raises is the answer
            case["error"] = f"{type(error).__module__}.{type(error).__name__}: {error}"
        else:
            case["output"] = output
            case["records"] = [record(row) for row in frame.to_dict("records")]
        CASES.append(case)


def record(row):
    """The columns, but for those that the others determine."""
    assert row.pop("printable_bytes") == row["input_bytes"].hex(" ")
    assert row.pop("file_hashes") == {name: row[name] for name in ["md5", "sha1", "sha256"]}
    row["reference"] = list(row["reference"])
    row["input_bytes"] = {"hex": row["input_bytes"].hex()}
    return row


rng = random.Random(7)
noise = rng.randbytes
inner = "Invoke-WebRequest http://example.com/a -OutFile b; Start-Process b # "
REG, DIR, SYM, LNK = tarfile.REGTYPE, tarfile.DIRTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE

add("nothing", "cmd.exe /c dir C:\\Windows")
add("empty", "")
add("utf16le_enc", "powershell -enc " + enc(inner.encode("utf-16-le")))
add("utf16_bom_le", enc(inner.encode("utf-16")))
add("utf16_bom_be", enc(b"\xfe\xff" + inner.encode("utf-16-be")))
add("utf16_lone_surrogate", enc(b"\x00\xd8" + inner.encode("utf-16-le")))
add("utf16_bom_only_twice", enc(b"\xff\xfe\xff\xfe" + inner.encode("utf-16-le")))
add("utf8_multibyte", "«" + enc("Größenänderung – жизнь, 日本語のテキスト 🐦") + "»")
add("multibyte_around", "日本語 " + enc(inner) + " жизнь " + enc("second one, also long enough") + " ü")
add("latin1", enc("Größenänderung der Fenstergröße".encode("latin-1")))
for length in range(22, 28):
    add(f"length_{length}", "x=" + enc(noise(length)) + ";", both=False)
for length in range(21, 26):
    add(f"unpadded_{length}", "x " + enc(noise(length)).rstrip("=") + " y", both=False)
    add(f"items_{length}", "x " + enc(noise(length)).rstrip("=") + " y", items=True, both=False)
add("padding_three", enc("a" * 25) + "===", both=False)
add("padding_one_of_two", enc("a" * 25).rstrip("=") + "=", both=False)
add("twice_the_same", enc(inner) + " and " + enc(inner))
add("prefix_of_another", enc("A" * 24) + " " + enc("A" * 24 + "B" * 24))
add("url_safe", base64.urlsafe_b64encode(noise(60) + b"\xff\xfe\xfd").decode())
add("wrapped_64", "\n".join(enc(noise(200))[i:i + 64] for i in range(0, 268, 64)))
add("wrapped_crlf", "begin\r\n" + "\r\n".join(enc(inner * 3)[i:i + 76] for i in range(0, 300, 76)) + "\r\nend")
add("one_word_a_line", "\n".join(enc(f"line {i}: some text that is long") for i in range(4)))
add("nested_two", enc("echo " + enc(inner) + " done"))
add("nested_four", enc(enc(enc(enc(inner)))))
add("nested_four_with_tails", enc("a " + enc("b " + enc("c " + enc(inner) + " " * 200) + " " * 200) + " " * 200) + " " * 200)
add("nested_in_utf16", enc(("iex " + enc(inner)).encode("utf-16-le")))
add("undecodable_first", "abcdefghijklmnopqrstuvwxyzabcde " + enc(inner))
add("undecodable_last", enc("x " + enc(inner)) + " abcdefghijklmnopqrstuvwxyzabcde")
add("undecodable_again", "abcdefghijklmnopqrstuvwxyzabcde " + enc(inner) + " abcdefghijklmnopqrstuvwxyzabcde")
add("many_55", " ".join(enc(f"fragment number {i:03} of many") for i in range(55)), both=False)
add("many_110", " ".join(enc(f"fragment number {i:03} of many") for i in range(110)), both=False)
add("markup_inside", enc("</decoded><decoded type='string' name='x' index='9'>"))
add("binary_then_text", enc(noise(40)) + " " + enc(inner))
add("dotless_i_is_a_letter", "ı" + enc("a text that is long enough to count"), both=False)
add("kelvin_sign_is_a_letter", enc("a text that is long enough to count") + "\u212a", both=False)
add("long_s_elsewhere", "ſ " + enc("a text that is long enough to count"))

add("gzip_text", "H " + enc(gz(inner.encode())))
add("gzip_binary", enc(gz(noise(64))))
add("gzip_two_members", enc(gz(b"first, ") + gz(b"second")))
add("gzip_zeros_after", enc(gz(inner.encode()) + bytes(7)))
add("gzip_rubbish_after", enc(gz(inner.encode()) + b"rubbish that follows"))
add("gzip_one_byte_after", enc(gz(inner.encode()) + b"\x1f"))
add("gzip_cut", enc(gz(noise(200))[:-30]))
add("gzip_cut_in_trailer", enc(gz(inner.encode())[:-5]))
add("gzip_wrong_checksum", enc(gz(inner.encode())[:-8] + b"\1\2\3\4" + gz(inner.encode())[-4:]))
add("gzip_wrong_size", enc(gz(inner.encode())[:-4] + b"\1\2\3\4"))
add("gzip_flags", enc(b"\x1f\x8b\x08\x1e\0\0\0\0\0\xff\x03\0abcname\0comment\0\x12\x34" + gz(inner.encode())[10:]))
add("gzip_empty", enc(gz(b"")))
add("gzip_of_base64", enc(gz(enc(inner).encode())))
add("gzip_method", enc(b"\x1f\x8b\x09" + gz(inner.encode())[3:]))
add("gzip_broken_deflate", enc(gz(inner.encode())[:10] + b"\xff" * 40))
add("zlib", enc(zlib.compress(inner.encode())))
add("bzip2", enc(bz2.compress(inner.encode())))

add("zip_one", enc(zipped([("a.txt", inner)])))
add("zip_three", "x " + enc(zipped([("a.txt", inner), ("b/c.bin", noise(30)), ("b/d.txt", "short")])) + " y")
add("zip_directory", enc(zipped([("a.txt", inner), ("folder/", "")])))
add("zip_duplicates", enc(zipped([("a.txt", "first of the name"), ("b.txt", "other"), ("a.txt", "second of the name")])))
add("zip_comment", enc(zipped([("a.txt", inner)], comment=b"a comment at the end")))
add("zip_stored", enc(zipped([("a.txt", inner)], zipfile.ZIP_STORED)))
add("zip_unicode_name", enc(zipped([("grüße.txt", inner)])))
add("zip_name_437", enc(zipped([("gr\x81e.txt", inner)]).replace("gr\x81e".encode(), b"gr\x81\xe1e")), both=False)
add("zip_of_base64", enc(zipped([("a.txt", "run " + enc(inner)), ("b.txt", enc("something else that is hidden"))])))
add("zip_nested", enc("run " + enc(zipped([("a.txt", "alpha"), ("b.txt", enc(inner))])) + " " * 200))
add("zip_long_name", enc(zipped([("abcdefghijklmnopqrstuvwxyzabcdef", inner)])))
add("zip_cut", enc(zipped([("a.txt", noise(90))])[:80]))
add("zip_after_zip", enc(zipped([("a.txt", inner)]) + zipped([("b.txt", "the second archive")])))
add("zip_rubbish_after", enc(zipped([("a.txt", inner)]) + b"rubbish"))
raw = zipped([("a.txt", inner), ("b.txt", "good " * 9)])
central = raw.index(b"PK\1\2")
add("zip_wrong_checksum", enc(raw[:central + 16] + b"\1\2\3\4" + raw[central + 20:]))
add("zip_wrong_size_small", enc(raw[:central + 24] + struct.pack("<I", 5) + raw[central + 28:]))
add("zip_wrong_size_large", enc(raw[:central + 24] + struct.pack("<I", 5000) + raw[central + 28:]))
add("zip_encrypted_flag", enc(raw[:central + 8] + b"\1\0" + raw[central + 10:]))
add("zip_other_method", enc(raw[:central + 10] + struct.pack("<H", 99) + raw[central + 12:]))
add("zip_other_name", enc(raw[:central + 46] + b"x" + raw[central + 47:]))
add("zip_newer_version", enc(raw[:central + 6] + b"\x40\0" + raw[central + 8:]))
add("zip_broken_deflate", enc(raw[:35] + b"\xff" * 20 + raw[55:]))
add("zip_no_entries", "UEsDBBQAAAAIA" + enc(b"\0\0" + noise(28) + b"PK\5\6" + bytes(18)), both=False)

end = raw.rindex(b"PK\5\6")
size, offset = struct.unpack_from("<II", raw, end + 12)
record64 = b"PK\6\6" + struct.pack("<QHHIIQQQQ", 44, 45, 45, 0, 0, 2, 2, size, offset)
add("zip_zip64_end", enc(raw[:end] + record64 + b"PK\6\7" + struct.pack("<IQI", 0, end, 1) + raw[end:]))
lengths = raw[central + 24:central + 28] + bytes(4) + raw[central + 20:central + 24] + bytes(4)
add("zip_zip64_entry", enc(raw[:central + 20] + b"\xff" * 8 + raw[central + 28:central + 30] + b"\x14\0" + raw[central + 32:central + 51]
                           + struct.pack("<HH", 1, 16) + lengths + raw[central + 51:end + 12] + struct.pack("<I", size + 20) + raw[end + 16:]))
add("zip_shifted", enc(raw[:end + 16] + struct.pack("<I", offset - 5) + raw[end + 20:]), both=False)
add("zip_comment_like_an_end", enc(zipped([("a.txt", inner)], comment=b"PK\5\6 and so on, and on, and on")), both=False)
add("zip_directory_shorter_than_stated", enc(raw[:central + 20] + struct.pack("<I", 3000) + raw[central + 24:]), both=False)

add("tar_two", enc(tarred([("a.txt", inner.encode(), REG, ""), ("b.bin", noise(20), REG, "")])))
add("tar_directory", enc(tarred([("folder", b"", DIR, ""), ("folder/a.txt", inner.encode(), REG, "")])))
add("tar_links", enc(tarred([("f/a.txt", inner.encode(), REG, ""), ("f/s", b"", SYM, "../f/./a.txt"), ("h", b"", LNK, "f/a.txt")])))
add("tar_link_forward", enc(tarred([("s", b"", SYM, "a.txt"), ("a.txt", inner.encode(), REG, "")])))
add("tar_hard_link_forward", enc(tarred([("h", b"", LNK, "a.txt"), ("a.txt", inner.encode(), REG, "")])))
add("tar_dangling", enc(tarred([("a.txt", inner.encode(), REG, ""), ("s", b"", SYM, "/etc/passwd")])))
add("tar_circle", enc(tarred([("s", b"", SYM, "t"), ("t", b"", SYM, "s")])), both=False)
add("tar_duplicates", enc(tarred([("a", b"the first", REG, ""), ("b", b"other", REG, ""), ("a", b"the second", REG, "")])))
add("tar_pax_name", enc(tarred([("a", b"x", REG, ""), ("ü" * 60, inner.encode(), REG, "")], tarfile.PAX_FORMAT)))
add("tar_gnu_name", enc(tarred([("a", b"x", REG, ""), ("n" * 130, inner.encode(), REG, "")], tarfile.GNU_FORMAT)))
bare = tarred([("a.txt", inner.encode(), REG, "")])
comment = b"21 comment=of it all\n" + b"16 path=renamed\n"
records = tarfile.TarInfo("g")
records.type, records.size = tarfile.XGLTYPE, len(comment)
add("tar_global_pax", enc(seven_zip(records.tobuf() + comment.ljust(512, b"\0") + bare)), both=False)
add("tar_cut", enc(tarred([("a.txt", noise(600), REG, "")])[:900]))
whole = tarred([("a.txt", inner.encode(), REG, ""), ("b.txt", b"second", REG, "")])
add("tar_second_header_broken", enc(whole[:1024 + 150] + b"9" + whole[1024 + 151:]))
add("tar_without_end", enc(whole[:2048]))

for index in range(24):
    words = []
    for _ in range(rng.randrange(1, 6)):
        body = rng.choice([
            lambda: enc(inner[:rng.randrange(20, 60)]),
            lambda: enc(noise(rng.randrange(20, 50))),
            lambda: enc(gz(enc(noise(30)).encode())),
            lambda: enc(zipped([(rng.choice("ab") + ".txt", enc(inner)), ("c", noise(12))])),
            lambda: "".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=rng.randrange(20, 45))),
            lambda: enc(enc(enc(inner[:30]) + " " + enc(noise(25)))),
            lambda: enc(inner[:30].encode("utf-16-le")),
        ])()
        words.append(body)
    add(f"mixed_{index}", rng.choice([" ", "\n", ";", "' + '", "=", "-"]).join(words))

print("[")
print(",\n".join(json.dumps(case, ensure_ascii=True) for case in CASES))
print("]")
