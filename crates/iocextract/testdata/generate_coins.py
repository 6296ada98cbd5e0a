"""Writes coins.toml: addresses of coins and onion services, made by other software.

Needs from PyPI: base58, bech32 (the reference of BIP 173), cashaddress, eth-utils with
pycryptodome, monero. The payloads are digests of small numbers, so that the file is the same each
time.
"""

import hashlib
import struct
import zlib
from base64 import b32encode

import base58
import bech32
from cashaddress.convert import Address
from eth_utils import to_checksum_address
from monero import base58 as monero_base58
from Crypto.Hash import keccak

COUNT = 3
out = []


def payload(label, number, size):
    return hashlib.shake_256(f"{label} {number}".encode()).digest(size)


def add(kind, text, made, *flags):
    listed = ", ".join(f'"{flag}"' for flag in flags)
    out.append(f'[[address]]\nkind = "{kind}"\ntext = "{text}"\nflags = [{listed}]\nmade = "{made}"\n')


def check(kind, version, size, made, *flags):
    for number in range(COUNT):
        data = bytes(version) + payload(made, number, size)
        add(kind, base58.b58encode_check(data).decode(), made, *flags)


def five_bits(data):
    return bech32.convertbits(data, 8, 5)


def bech(prefix, values, constant=1):
    """bech32.bech32_encode with the constant of BIP 350 as an argument."""
    expanded = bech32.bech32_hrp_expand(prefix) + values
    residue = bech32.bech32_polymod(expanded + [0] * 6) ^ constant
    values = values + [(residue >> 5 * (5 - i)) & 31 for i in range(6)]
    return prefix + "1" + "".join(bech32.CHARSET[value] for value in values)


M = 0x2BC830A3

check("btc", [0], 20, "Base58Check, version 0")
check("btc", [5], 20, "Base58Check, version 5")
check("btc", [0x6F], 20, "Base58Check, version 111", "testnet")
check("btc", [0xC4], 20, "Base58Check, version 196", "testnet")
check("ltc", [48], 20, "Base58Check, version 48")
check("ltc", [50], 20, "Base58Check, version 50")
check("dash", [76], 20, "Base58Check, version 76")
check("dash", [16], 20, "Base58Check, version 16")
check("doge", [30], 20, "Base58Check, version 30")
check("doge", [22], 20, "Base58Check, version 22")
check("trx", [65], 20, "Base58Check, version 65")
check("zec", [0x1C, 0xB8], 20, "Base58Check, t1")
check("zec", [0x1C, 0xBD], 20, "Base58Check, t3")
check("zec", [0x16, 0x9A], 64, "Base58Check, zc")
check("xtz", [6, 161, 159], 20, "Base58Check, tz1")
check("xtz", [6, 161, 161], 20, "Base58Check, tz2")
check("xtz", [6, 161, 164], 20, "Base58Check, tz3")
check("xtz", [6, 161, 166], 20, "Base58Check, tz4")
check("xtz", [2, 90, 121], 20, "Base58Check, KT1")

for number in range(COUNT):
    for version, size, constant, name in [(0, 20, 1, "P2WPKH"), (0, 32, 1, "P2WSH"), (1, 32, M, "P2TR"), (16, 20, M, "version 16")]:
        values = [version] + five_bits(payload(name, number, size))
        add("btc", bech("bc", values, constant), f"BIP 173 or 350, {name}")
        add("ltc", bech("ltc", values, constant), f"BIP 173 or 350, {name}")
    text = bech32.encode("tb", 0, payload("tb", number, 20))
    add("btc", text, "BIP 173, tb", "testnet")
    add("btc", bech("bc", [0] + five_bits(payload("upper", number, 20))).upper(), "BIP 173, in capitals")
    text = bech("zs", five_bits(payload("zs", number, 43)))
    add("zec", text, "Sapling")
    text = bech("u", five_bits(payload("u", number, 60)), M)
    add("zec", text, "unified, its padding not looked at")
    for version in ("P2PKH", "P2SH"):
        text = Address(version, list(payload(version, number, 20))).cash_address()
        add("bch", text, f"CashAddr, {version}")
        add("bch", text.split(":")[1], f"CashAddr, {version}, without prefix")
    digits = payload("eth", number, 20).hex()
    add("eth", to_checksum_address("0x" + digits), "EIP 55")
    add("eth", "0x" + digits, "no checksum", "no-checksum")
    data = bytes([0]) + payload("xrp", number, 20)
    add("xrp", base58.b58encode_check(data, alphabet=base58.RIPPLE_ALPHABET).decode(), "classic")
    data = bytes([5, 0x44]) + payload("xrp", number, 20) + bytes([1]) + struct.pack("<I", number) + bytes(4)
    add("xrp", base58.b58encode_check(data, alphabet=base58.RIPPLE_ALPHABET).decode(), "X-address")
    for version, size, name, *flags in [
        (18, 64, "standard"),
        (42, 64, "subaddress"),
        (19, 72, "integrated"),
        (53, 64, "of the test network", "testnet"),
    ]:
        data = bytes([version]) + payload(name, number, size)
        data += keccak.new(digest_bits=256, data=data).digest()[:4]
        add("xmr", monero_base58.encode(data.hex()), name, *flags)
    for header, size, prefix in [(0x01, 56, "addr"), (0x31, 56, "addr"), (0x61, 28, "addr"), (0x71, 28, "addr"), (0xE1, 28, "stake"), (0xF1, 28, "stake")]:
        data = bytes([header]) + payload(f"ada {header}", number, size)
        add("ada", bech(prefix, five_bits(data)), f"CIP 19, header {header:#04x}")
    inner = bytes([0x83, 0x58, 0x1C]) + payload("byron", number, 28) + bytes([0xA0, 0x00])
    data = bytes([0x82, 0xD8, 0x18, 0x58, len(inner)]) + inner + b"\x1a" + struct.pack(">I", zlib.crc32(inner))
    add("ada", base58.b58encode(data).decode(), "Byron")
    text = base58.b58encode(payload("sol", number, 32)).decode()
    add("sol", text, "32 bytes", "ambiguous", "no-checksum")
    key = payload("onion", number, 32)
    sum = hashlib.sha3_256(b".onion checksum" + key + b"\x03").digest()[:2]
    add("onion", b32encode(key + sum + b"\x03").decode().lower(), "version 3")

with open(__file__.replace("generate_coins.py", "coins.toml"), "w") as file:
    file.write("# Written by generate_coins.py.\n\n" + "\n".join(out))
print(len(out), "addresses")
