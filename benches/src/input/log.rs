//! Lines of a process log, with what was planted in them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::rng::Rng;

#[derive(Default)]
pub(crate) struct Log {
    pub(crate) lines: Vec<String>,
    /// The number of the line and what it holds: an indicator, or the bytes of a payload.
    pub(crate) planted: Vec<(usize, Vec<u8>)>,
}

impl Log {
    pub(crate) fn rows(&self) -> Vec<Option<&str>> {
        self.lines.iter().map(|line| Some(line.as_str())).collect()
    }

    pub(crate) fn joined(&self) -> String {
        self.lines.join("\n")
    }

    fn add(&mut self, line: String, planted: Option<Vec<u8>>) {
        let number = self.lines.len();
        self.planted.extend(planted.map(|bytes| (number, bytes)));
        self.lines.push(line);
    }
}

/// Every 50th line carries a payload.
pub(crate) fn with_payloads(seed: u64, lines: usize) -> Log {
    let mut rng = Rng::new(seed);
    let mut log = Log::default();
    for number in 0..lines {
        if number % 50 == 0 {
            let text = format!(
                "Write-Host '{}'; Start-Sleep {}",
                sentence(&mut rng),
                rng.below(900)
            );
            let line = format!("powershell.exe -nop -enc {}", STANDARD.encode(&text));
            log.add(line, Some(text.into_bytes()));
        } else {
            log.add(usual(&mut rng), None);
        }
    }
    log
}

/// About `len` bytes, one line in a hundred with a payload of some hundred bytes.
pub(crate) fn sparse(seed: u64, len: usize) -> Log {
    let mut rng = Rng::new(seed);
    let (mut log, mut done) = (Log::default(), 0);
    while done < len {
        let (line, planted) = if log.lines.len() % 100 == 0 {
            let text = script(&mut rng);
            let line = format!("powershell.exe -nop -enc {}", STANDARD.encode(&text));
            (line, Some(text.into_bytes()))
        } else {
            (usual(&mut rng), None)
        };
        done += line.len() + 1;
        log.add(line, planted);
    }
    log
}

/// Every line carries a payload, each payload `times` times.
pub(crate) fn rich(seed: u64, lines: usize, times: usize) -> Log {
    let mut rng = Rng::new(seed);
    let mut log = Log::default();
    let payloads: Vec<String> = (0..lines / times).map(|_| script(&mut rng)).collect();
    for text in payloads.iter().cycle().take(lines) {
        let line = format!("powershell.exe -nop -enc {}", STANDARD.encode(text));
        log.add(line, Some(text.clone().into_bytes()));
    }
    log
}

/// Lines without a payload.
pub(crate) fn without(seed: u64, lines: usize) -> Vec<String> {
    let mut rng = Rng::new(seed);
    (0..lines).map(|_| usual(&mut rng)).collect()
}

/// A script of 150 to 900 bytes.
fn script(rng: &mut Rng) -> String {
    let commands = 3 + rng.below(15);
    let command = |_| format!("Write-Host '{}'; ", sentence(rng));
    (0..commands).map(command).collect()
}

/// Every fifth line carries an indicator.
pub(crate) fn with_indicators(seed: u64, lines: usize) -> Log {
    let mut rng = Rng::new(seed);
    let mut log = Log::default();
    for number in 0..lines {
        if number % 5 == 0 {
            let indicator = indicator(&mut rng);
            log.add(
                format!("{} {indicator} done", sentence(&mut rng)),
                Some(indicator.into_bytes()),
            );
        } else {
            log.add(usual(&mut rng), None);
        }
    }
    log
}

fn usual(rng: &mut Rng) -> String {
    let program = rng.pick(&[
        "svchost.exe",
        "conhost.exe",
        "msiexec.exe",
        "WmiPrvSE.exe",
        "taskhostw.exe",
    ]);
    let user = rng.pick(&["alice", "bruno", "chen", "dalia"]);
    format!(
        r#""C:\Windows\System32\{program}" -k {} -p 0x{} --user {user}"#,
        rng.letters(7),
        rng.hex(8)
    )
}

fn sentence(rng: &mut Rng) -> String {
    let words: Vec<String> = (0..6).map(|_| rng.letters(5)).collect();
    words.join(" ")
}

fn indicator(rng: &mut Rng) -> String {
    let host = format!("{}.example.com", rng.letters(6));
    match rng.below(6) {
        0 => format!("198.51.100.{}", 1 + rng.below(254)),
        1 => host,
        2 => format!("https://{host}/{}.exe", rng.letters(5)),
        3 => format!("{}@{host}", rng.letters(5)),
        4 => rng.hex(32),
        _ => rng.hex(64),
    }
}
