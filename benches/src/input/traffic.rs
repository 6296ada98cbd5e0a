//! Logs of what passes through a network: a firewall's, and a web server's.

use std::fmt::Write as _;

use super::prose::{Corpus, address, host, pick};
use super::rng::Rng;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

const PAGES: [&str; 8] = [
    "/",
    "/index.html",
    "/wp-login.php",
    "/assets/css/site.min.css",
    "/images/logo.png",
    "/api/v2/items/list",
    "/download/report-2026.pdf",
    "/robots.txt",
];

const AGENTS: [&str; 5] = [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36",
    "Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_2 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.2 Mobile/15E148 Safari/604.1",
    "curl/8.5.0",
    "python-requests/2.31.0",
];

/// About `len` bytes of what Linux's UFW logs of blocked packets.
pub(crate) fn firewall(seed: u64, len: usize) -> Corpus {
    let mut rng = Rng::new(seed);
    let Corpus {
        mut text,
        mut planted,
    } = Corpus::default();
    while text.len() < len {
        let time = time(&mut rng);
        let (month, day) = (pick(&mut rng, &MONTHS), 1 + rng.below(28));
        let uptime = format!("{}.{:06}", rng.below(4_000_000), rng.below(1_000_000));
        let frame = format!("{}:{}:08:00", mac(&mut rng), mac(&mut rng));
        let (source, target) = (address(&mut rng), address(&mut rng));
        let (ttl, id, port) = (rng.below(255), rng.below(65_536), rng.below(65_536));
        let service = pick(&mut rng, &[22, 23, 80, 443, 445, 3389, 5900, 8080]);
        let _ = writeln!(
            text,
            "{month} {day:2} {time} gw-01 kernel: [{uptime}] [UFW BLOCK] IN=eth0 OUT= MAC={frame} SRC={source} DST={target} LEN=60 TOS=0x00 PREC=0x00 TTL={ttl} ID={id} DF PROTO=TCP SPT={port} DPT={service} WINDOW=65535 RES=0x00 SYN URGP=0"
        );
        planted.extend([source, target]);
    }
    Corpus { text, planted }
}

/// About `len` bytes of what Apache's `combined` format logs of requests.
pub(crate) fn web(seed: u64, len: usize) -> Corpus {
    let mut rng = Rng::new(seed);
    let Corpus {
        mut text,
        mut planted,
    } = Corpus::default();
    while text.len() < len {
        let (client, time) = (address(&mut rng), time(&mut rng));
        let (month, day) = (pick(&mut rng, &MONTHS), 1 + rng.below(28));
        let (page, agent) = (pick(&mut rng, &PAGES), pick(&mut rng, &AGENTS));
        let query = match rng.below(3) {
            0 => format!("?id={}&q={}", rng.below(10_000), rng.letters(8)),
            _ => String::new(),
        };
        let (status, bytes) = (
            pick(&mut rng, &[200, 200, 304, 404, 500]),
            rng.below(90_000),
        );
        let referrer = match rng.below(2) {
            0 => format!("https://{}{}", host(&mut rng), pick(&mut rng, &PAGES)),
            _ => "-".to_owned(),
        };
        let _ = writeln!(
            text,
            r#"{client} - - [{day:02}/{month}/2026:{time} +0000] "GET {page}{query} HTTP/1.1" {status} {bytes} "{referrer}" "{agent}""#
        );
        planted.push(client);
    }
    Corpus { text, planted }
}

fn time(rng: &mut Rng) -> String {
    let (hour, minute, second) = (rng.below(24), rng.below(60), rng.below(60));
    format!("{hour:02}:{minute:02}:{second:02}")
}

fn mac(rng: &mut Rng) -> String {
    let pairs: Vec<String> = (0..6).map(|_| rng.hex(2)).collect();
    pairs.join(":")
}
