//! Text as threat reports have it: sentences, and now and then an indicator, half of them defanged.

use super::rng::Rng;

const WORDS: &str = "\
    the of and to a in is that was for on with as by from at which this an be are has have its \
    after then when into also other more than their both between during actor actors access \
    account activity additional administrator against analysis analysts appears archive \
    assessed associated attachment attackers authentication backdoor beacon binary browser \
    campaign certificate command communicates compromised configuration confidence connection \
    control credentials customers decoded delivered deployed detection directory discovered \
    document domain downloaded dropper email embedded encoded encrypted environment establish \
    evidence executable executes exfiltration exploited extension families figure folder \
    function government hash header hosted however implant incident indicators infection \
    infrastructure initial injected intelligence intrusion keylogger known lateral launches \
    legitimate library likely loader machine malicious malware memory message method module \
    movement multiple network observed obfuscated operators organization parameter password \
    payload persistence phishing platform plugin PowerShell previously privilege process \
    protocol provider ransomware received registry remote request researchers response sample \
    scheduled script second sector security server service session shellcode similar software \
    spearphishing stage stolen string subsequent suspected system targeted task technique \
    telemetry threat toolkit traffic user variant vector victim vulnerability webshell \
    week Windows worm e.g. and/or two-stage command-line setup.exe 10.2.1 2026-03-02 14:05 \
    (C2) 37% user's Base64-encoded";

const HOSTS: &[&str] = &[
    "update", "cdn", "mail", "login", "secure", "files", "img", "static", "api", "portal",
];

const TOPS: &[&str] = &[
    "com", "net", "org", "ru", "cn", "info", "xyz", "top", "co.uk", "io",
];

/// A text, and what it holds that any extractor has to find.
#[derive(Default)]
pub(crate) struct Corpus {
    pub(crate) text: String,
    pub(crate) planted: Vec<String>,
}

/// About `len` bytes of it, in lines as long as they are on paper.
pub(crate) fn report(seed: u64, len: usize) -> Corpus {
    let words: Vec<&str> = WORDS.split(' ').collect();
    let mut rng = Rng::new(seed);
    let Corpus {
        mut text,
        mut planted,
    } = Corpus::default();
    let (mut line, mut sentence) = (0, 0);
    while text.len() < len {
        let (word, capital) = if rng.below(100) < 3 {
            let (raw, plain) = indicator(&mut rng);
            planted.push(plain);
            (raw, false)
        } else {
            (pick(&mut rng, &words).to_owned(), sentence == 0)
        };
        line += word.len() + 1;
        push_word(&mut text, &word, capital);
        sentence += 1;
        if sentence > 6 && rng.below(8) == 0 {
            text.push('.');
            sentence = 0;
        } else if rng.below(12) == 0 {
            text.push(',');
        }
        text.push(if line > 100 { '\n' } else { ' ' });
        if line > 100 {
            line = 0;
        }
    }
    Corpus { text, planted }
}

fn push_word(text: &mut String, word: &str, capital: bool) {
    let mut chars = word.chars();
    match chars.next() {
        Some(first) if capital => {
            text.push(first.to_ascii_uppercase());
            text.push_str(chars.as_str());
        }
        _ => text.push_str(word),
    }
}

/// As it stands, and what it means.
fn indicator(rng: &mut Rng) -> (String, String) {
    let defanged = rng.below(2) == 0;
    let dots = |plain: &str| {
        if defanged {
            plain.replace('.', "[.]")
        } else {
            plain.to_owned()
        }
    };
    let name = host(rng);
    match rng.below(12) {
        0 | 1 => {
            let plain = address(rng);
            (dots(&plain), plain)
        }
        2 | 3 => (dots(&name), name),
        4 | 5 => {
            let scheme = if defanged { "hxxps" } else { "https" };
            let path = format!("/{}/index.php?id={}", rng.letters(6), rng.hex(8));
            (
                format!("{scheme}://{}{path}", dots(&name)),
                format!("https://{name}{path}"),
            )
        }
        6 => {
            let local = format!("{}.{}", rng.letters(5), rng.letters(6));
            let at = if defanged { "[at]" } else { "@" };
            (
                format!("{local}{at}{}", dots(&name)),
                format!("{local}@{name}"),
            )
        }
        7 => alike(rng.hex(32)),
        8 => alike(rng.hex(40)),
        9 => alike(rng.hex(64)),
        10 => alike(format!(
            r"C:\Users\Public\{}\{}.dll",
            rng.letters(7),
            rng.letters(5)
        )),
        _ => alike(format!(
            "CVE-20{}-{}",
            10 + rng.below(17),
            1000 + rng.below(50_000)
        )),
    }
}

fn alike(plain: String) -> (String, String) {
    (plain.clone(), plain)
}

pub(super) fn host(rng: &mut Rng) -> String {
    let (sub, top) = (pick(rng, HOSTS), pick(rng, TOPS));
    let len = 5 + rng.below(9);
    format!("{sub}.{}.{top}", rng.letters(len))
}

pub(super) fn address(rng: &mut Rng) -> String {
    let octets: Vec<String> = (0..4).map(|_| (1 + rng.below(254)).to_string()).collect();
    octets.join(".")
}

pub(super) fn pick<T: Copy + Default>(rng: &mut Rng, choices: &[T]) -> T {
    let index = usize::try_from(rng.below(choices.len() as u64)).unwrap_or(0);
    choices.get(index).copied().unwrap_or_default()
}
