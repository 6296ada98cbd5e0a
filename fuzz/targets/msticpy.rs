//! What the original would crash, hang or forget on gives an answer here, and the same one again.

#![no_main]

use libfuzzer_sys::fuzz_target;
use msticpy::base64unpack::{Options, unpack};
use msticpy::iocextract::{ExtractOptions, IoCExtract};

fuzz_target!(|data: &[u8]| {
    let Some((switch, data)) = data.split_first() else {
        return;
    };
    let text = String::from_utf8_lossy(data);
    let options = Options::default().utf16(switch % 2 == 1);
    let unpacked = unpack(&text, options);
    assert_eq!(unpack(&text, options).output, unpacked.output);
    if unpacked.records.is_empty() && unpacked.problems.is_empty() {
        assert_eq!(unpacked.output, text);
    }
    let extractor = IoCExtract::new();
    for values in extractor
        .extract(&text, &ExtractOptions::default())
        .values()
    {
        assert!(!values.is_empty());
    }
});
