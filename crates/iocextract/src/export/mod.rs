//! What was found, in the formats of other programs: STIX 2.1, MISP, CSV.
//!
//! These are pure functions: what they write depends on the entries and on the time that the caller
//! gives, and on nothing else, so that the same findings have the same identifiers every time.
//!
//! ```
//! use iocextract::export::{Entry, Timestamp, csv, misp_event, stix_bundle};
//!
//! let text = "hxxp://evil[.]com/a from 203.0.113.9";
//! let entries: Vec<_> = iocextract::find_iter(text).map(|ioc| Entry::from(&ioc)).collect();
//! let at = Timestamp::from_unix_millis(1_767_225_600_000);
//!
//! let bundle = stix_bundle(entries.iter().cloned(), at);
//! assert_eq!(bundle["objects"][0]["type"], "url");
//! assert_eq!(bundle["objects"][1]["pattern"], "[url:value = 'http://evil.com/a']");
//!
//! let event = misp_event(entries.iter().cloned(), "A report", at);
//! assert_eq!(event["Event"]["Attribute"][1]["type"], "ip-dst");
//!
//! assert!(csv(entries).starts_with("type,value,confidence,flags\r\nurl,http://evil.com/a,0.99,"));
//! ```

mod comma_separated;
mod entry;
mod misp;
mod stix;
mod timestamp;
mod uuid;

pub use comma_separated::csv;
pub use entry::Entry;
pub use misp::{misp_attributes, misp_event};
pub use stix::stix_bundle;
pub use timestamp::Timestamp;
