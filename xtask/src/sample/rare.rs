//! Indicators of the kinds that reports have one of. What has a checksum is of published vectors,
//! or was made by the software that `generate_coins.py` in the tests of `iocextract` names.

use super::indicator::guid;
use super::rng::Rng;
use super::script::{Ioc, Kind};

/// One indicator with the words before it.
pub(super) type Rare = fn(&mut Rng) -> (&'static str, Ioc);

/// Every kind that is not looked for every day.
pub(super) const ALL: &[Rare] = &[
    |rng| ("The range ", network(rng)),
    |rng| ("SHA-224 ", hex(rng, "sha224", 56)),
    |rng| ("SHA-384 ", hex(rng, "sha384", 96)),
    |rng| ("SHA-512 ", hex(rng, "sha512", 128)),
    |_| {
        (
            "ssdeep ",
            as_it_is(
                "ssdeep",
                "96:s4Ud1Lj96tHHlZDrwciQmA+4uy1I0G4HYuL8N3TzS8QsO/wqWXLcMSx:sF1LjEtHHlZDrJzrhuyZvHYm8tKp/RWO",
            ),
        )
    },
    |rng| ("TLSH ", tlsh(rng)),
    |rng| ("with the imphash ", hex(rng, "imphash", 32)),
    |rng| ("Authentihash: ", hex(rng, "authentihash", 64)),
    |rng| ("It persists in ", registry_key(rng)),
    |rng| ("It exploits ", cve(rng)),
    |rng| ("seen before as ", technique(rng)),
    |rng| ("The range belongs to ", autonomous_system(rng)),
    |rng| ("The card is ", mac(rng)),
    |rng| ("The leak site is ", onion(rng)),
    |_| {
        (
            "Paid in coins to ",
            as_it_is("btc", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
        )
    },
    |_| {
        (
            "Paid in coins to ",
            spelled(
                "btc",
                "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4",
                "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4",
            ),
        )
    },
    |_| {
        (
            "Paid in coins to ",
            as_it_is("eth", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed"),
        )
    },
    |_| {
        (
            "Paid in coins to ",
            as_it_is(
                "xmr",
                "45oLD3H67G7AwoSztM6tCgj7gvKqteVh43u3cDLtLpy6GUeobjs2H6payBM9sp5jz9PMRxCDMWhC1NZYkhWqzmrD9gq46sL",
            ),
        )
    },
    |_| {
        (
            "Paid in coins to ",
            as_it_is(
                "bch",
                "bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a",
            ),
        )
    },
    |_| {
        (
            "Paid in coins to ",
            as_it_is("ltc", "Lfd9bRnf6Uku81HbDanikwY4xSjTmaRrAP"),
        )
    },
    |_| {
        (
            "Paid in coins to ",
            as_it_is("dash", "XvYgtfmGYcybpH9zxo6jyMy5DyvRLw4Vtx"),
        )
    },
    |_| {
        (
            "Paid in coins to ",
            as_it_is("doge", "DSdqt1DRGgHGyH7Zc7U9Bxwh89hK86obpB"),
        )
    },
    |_| {
        (
            "Paid in coins to ",
            as_it_is("xrp", "rHMtW8YUVdtnQMLSiz6RL2YH7PgogEj95"),
        )
    },
    |_| {
        (
            "Paid in coins to ",
            as_it_is("zec", "t1L31pWMkqEHsvw3pwJPaBvSCM4tqpNTX9G"),
        )
    },
    |_| {
        (
            "Paid in coins to ",
            as_it_is(
                "ada",
                "addr1qy69acw6j5l9sjxsna34f9cw9vs3htrxfmglx2cr6l4evcz2p4xak9tmga3v4k9zjvusvuflzcsyskfhupz4f0n3p47sn5tl6e",
            ),
        )
    },
    |_| {
        (
            "Paid in Solana to ",
            as_it_is("sol", "CdaN7PpLkgm8FP72GFMdANPa7aTB6diMybqPVrLF8CPH"),
        )
    },
    |_| {
        (
            "Paid in coins to ",
            as_it_is("trx", "TAUdqXEjNyrrgsdiemoRPvKxS1mVFntfr7"),
        )
    },
    |_| {
        (
            "Paid in coins to ",
            as_it_is("xtz", "tz1YKybZAguH3CGmCfuW37d7X7mbXhASyS3V"),
        )
    },
    |rng| ("The class is ", uuid(rng)),
    |_| {
        (
            "It calls itself ",
            as_it_is(
                "user_agent",
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0",
            ),
        )
    },
    |rng| ("They called from ", phone(rng)),
    |rng| ("The bucket is ", bucket(rng)),
    |_| {
        (
            "They talk over xmpp:",
            as_it_is("xmpp", "support@jabber.example.org"),
        )
    },
    |rng| ("The page carries ", analytics(rng)),
    |rng| ("The page carries ", adsense(rng)),
    |rng| ("Pass it on as ", label(rng)),
    |rng| ("Rule:\r\n", yara(rng)),
];

/// Networks of the documentation ranges (RFC 5737, RFC 3849).
fn network(rng: &mut Rng) -> Ioc {
    let value = match rng.below(3) {
        0 => format!("198.51.100.{}/28", 16 * rng.below(16)),
        1 => "203.0.113.0/24".to_owned(),
        _ => format!("2001:db8:{:x}::/48", rng.between(1, 0xffff)),
    };
    as_it_is("cidr", &value)
}

/// Digits of a digest.
pub(super) fn hex(rng: &mut Rng, kind: &'static str, digits: usize) -> Ioc {
    as_it_is(kind, &rng.hex(digits))
}

fn tlsh(rng: &mut Rng) -> Ioc {
    as_it_is("tlsh", &format!("T1{}", rng.hex(70).to_uppercase()))
}

/// A key of a made-up company, with the hive in short.
pub(super) fn registry_key(rng: &mut Rng) -> Ioc {
    let (short, long) = rng.pick(&[
        ("HKLM", "HKEY_LOCAL_MACHINE"),
        ("HKCU", "HKEY_CURRENT_USER"),
        ("HKEY_USERS", "HKEY_USERS"),
    ]);
    let key = format!(r"\Software\Contoso\Agent{}\Run", rng.between(1, 9));
    spelled(
        "registry_key",
        &format!("{short}{key}"),
        &format!("{long}{key}"),
    )
}

fn cve(rng: &mut Rng) -> Ioc {
    let number = format!("-{}-{}", rng.between(2014, 2025), rng.between(1000, 54_321));
    match rng.below(3) {
        0 => spelled("cve", &format!("cve{number}"), &format!("CVE{number}")),
        _ => as_it_is("cve", &format!("CVE{number}")),
    }
}

/// From the ATT&CK matrix.
fn technique(rng: &mut Rng) -> Ioc {
    as_it_is(
        "mitre_attack",
        rng.pick(&["T1059.001", "T1027", "T1566.002", "T1105"]),
    )
}

/// Numbers for documentation (RFC 5398).
fn autonomous_system(rng: &mut Rng) -> Ioc {
    as_it_is("asn", &format!("AS{}", rng.between(64_496, 64_511)))
}

/// Addresses for documentation (RFC 7042, section 2.1.2), with either sign.
pub(super) fn mac(rng: &mut Rng) -> Ioc {
    let value = format!("00:00:5e:00:53:{:02x}", rng.below(256));
    match rng.below(2) {
        0 => spelled("mac", &value.replace(':', "-").to_uppercase(), &value),
        _ => as_it_is("mac", &value),
    }
}

/// The example of the Tor specification, plain or defanged.
fn onion(rng: &mut Rng) -> Ioc {
    let name = "pg6mmjiyjmcrsslvykfwnntlaru7p5svn6y2ymmju6nubxndf4pscryd";
    let value = format!("{name}.onion");
    match rng.below(2) {
        0 => Ioc::defanged(Kind::Rare("onion"), format!("{name}[.]onion"), value),
        _ => as_it_is("onion", &value),
    }
}

/// In capitals, as class identifiers are written.
pub(super) fn uuid(rng: &mut Rng) -> Ioc {
    let value = guid(rng);
    spelled("uuid", &value.to_uppercase(), &value)
}

/// Numbers that Ofcom keeps for plays.
fn phone(rng: &mut Rng) -> Ioc {
    let line = rng.between(100, 999);
    spelled(
        "phone",
        &format!("+44 20 7946 0{line}"),
        &format!("+442079460{line}"),
    )
}

fn bucket(rng: &mut Rng) -> Ioc {
    as_it_is(
        "arn",
        &format!("arn:aws:s3:::contoso-backup-{}", rng.between(1, 99)),
    )
}

fn analytics(rng: &mut Rng) -> Ioc {
    let value = format!(
        "UA-{}-{}",
        rng.between(1_000_000, 99_999_999),
        rng.between(1, 9)
    );
    as_it_is("google_analytics", &value)
}

fn adsense(rng: &mut Rng) -> Ioc {
    let digits = rng.between(1_000_000_000_000_000, 9_999_999_999_999_999);
    as_it_is("google_adsense", &format!("pub-{digits}"))
}

fn label(rng: &mut Rng) -> Ioc {
    as_it_is(
        "tlp",
        rng.pick(&["TLP:AMBER", "TLP:AMBER+STRICT", "TLP:GREEN", "TLP:CLEAR"]),
    )
}

fn yara(rng: &mut Rng) -> Ioc {
    let rule = format!(
        "rule Loader_{} {{\r\n  strings:\r\n    $a = \"{}\"\r\n  condition:\r\n    $a\r\n}}",
        rng.between(1, 99),
        rng.hex(12)
    );
    as_it_is("yara_rule", &rule)
}

fn as_it_is(kind: &'static str, value: &str) -> Ioc {
    Ioc::plain(Kind::Rare(kind), value)
}

fn spelled(kind: &'static str, raw: &str, value: &str) -> Ioc {
    Ioc::spelled(Kind::Rare(kind), raw, value)
}
