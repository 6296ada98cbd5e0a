//! The names of hosts in indicators.
use iocextract::suffix::Section;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Cases {
    case: Vec<Case>,
    none: Vec<Nameless>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    text: String,
    unicode: String,
    ascii: String,
    registrable: String,
    registered: String,
    section: String,
    #[serde(default)]
    mixed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nameless {
    text: String,
}

#[test]
fn names_in_both_forms_and_their_owners() {
    let cases: Cases = toml::from_str(include_str!("../testdata/host_names.toml")).expect("cases");
    for case in &cases.case {
        let ioc = iocextract::find_iter(&case.text).next().expect("one");
        let host = ioc.host_name().expect("a name");
        assert_eq!(host.to_unicode(), case.unicode);
        assert_eq!(host.to_ascii(), case.ascii);
        assert_eq!(host.registrable(), Some(case.registrable.as_str()));
        assert_eq!(host.registered(), Some(case.registered.as_str()));
        assert_eq!(host.is_mixed_script(), case.mixed, "{}", case.text);
        let section = match case.section.as_str() {
            "icann" => Section::Icann,
            _ => Section::Private,
        };
        assert_eq!(host.suffix().map(|suffix| suffix.section()), Some(section));
    }
    for case in &cases.none {
        let ioc = iocextract::find_iter(&case.text).next().expect("one");
        assert_eq!(ioc.host_name(), None, "{}", case.text);
    }
}
