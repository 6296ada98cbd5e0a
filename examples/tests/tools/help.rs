//! The command line is the documented one, and says so itself.

use crate::support::run;

const COMMON: &[&str] = &[
    "--input-format",
    "--format",
    "--output",
    "--threads",
    "--quiet",
    "--progress",
    "-i,",
    "-f,",
    "-o,",
    "-j,",
    "-q,",
];

#[test]
fn every_documented_option_is_in_the_help() {
    for (tool, own) in [
        (
            "hunt",
            &[
                "--column",
                "--series",
                "--time",
                "--value",
                "--encodings",
                "--password",
                "--as",
                "--min-confidence",
                "--max-depth",
                "--max-output",
            ][..],
        ),
        (
            "unpack",
            &[
                "--column",
                "-c,",
                "--encodings",
                "--min-confidence",
                "--max-depth",
                "--max-output",
                "--password",
                "--as",
                "--text-limit",
                "--bytes",
                "--compat",
                "--utf16",
            ],
        ),
        (
            "iocs",
            &[
                "--column",
                "-c,",
                "--types",
                "--no-paths",
                "--no-defanged",
                "--no-tld-check",
                "--every",
                "--unique",
                "--pattern",
                "--allow-list",
                "--without",
                "--min-confidence",
                "--export",
                "--compat",
                "--string",
                "--include-paths",
            ],
        ),
        (
            "anomalies",
            &[
                "--time",
                "--value",
                "--by",
                "--period",
                "--seasonal",
                "--robust",
                "--score",
                "--threshold",
                "--missing",
                "--periods",
                "--kql",
                "--sql",
                "--plot",
                "--step",
                "--side",
                "--aggregate",
                "--compat",
            ],
        ),
    ] {
        let help = run(tool, &["--help"]);
        assert_eq!((help.status, help.stderr.as_str()), (Some(0), ""), "{tool}");
        for option in COMMON.iter().chain(own) {
            assert!(
                help.stdout.contains(option),
                "{tool} --help says nothing of {option}"
            );
        }
        let example = help.stdout.split("Example:").nth(1).unwrap();
        assert!(
            example.contains(&format!("\n  {tool} ")),
            "{tool} --help has no example"
        );
        assert!(
            example.contains("Exit status: 0 "),
            "{tool} --help says nothing of its exit status"
        );
    }
}

#[test]
fn manuals_and_completions_come_from_the_same_definitions() {
    for tool in ["hunt", "unpack", "iocs", "anomalies"] {
        for (what, mark) in [
            ("man", format!(".TH {tool} 1")),
            ("bash", format!("complete -F _{tool}")),
            ("zsh", format!("#compdef {tool}")),
            ("fish", format!("complete -c {tool} ")),
            ("powershell", format!("-CommandName '{tool}'")),
            ("elvish", format!("edit:completion:arg-completer[{tool}]")),
        ] {
            let run = run(tool, &["--generate", what]);
            assert_eq!(
                (run.status, run.stderr.as_str()),
                (Some(0), ""),
                "{tool} {what}"
            );
            assert!(run.stdout.contains(&mark), "{tool} {what} has no {mark:?}");
            assert!(
                run.stdout.contains("threads"),
                "{tool} {what} has no options"
            );
        }
    }
}
