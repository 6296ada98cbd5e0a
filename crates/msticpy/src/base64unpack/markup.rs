//! The elements that replace a candidate in the text.

use super::record::Record;

/// Where a fragment stands: what the markup's `index` and `depth` are made of.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) prefix: String,
    pub(super) depth: usize,
    pub(super) index: usize,
}

impl Place {
    pub(super) fn reference(&self) -> [String; 3] {
        [
            self.prefix.clone(),
            format!("{}.", self.depth),
            self.index.to_string(),
        ]
    }
}

/// One element for one item, one that holds the others for several.
pub(super) fn markup(items: &[(String, Record)], place: &Place) -> String {
    let Place {
        prefix,
        depth,
        index,
    } = place;
    if let [(name, record)] = items {
        return element(name, record, &format!("{prefix}{index}"), *depth);
    }
    let mut text = format!(
        "<decoded value='multiple binary' type='multiple' index='{prefix}{index}' depth='{depth}'>"
    );
    for (child, (name, record)) in (1..).zip(items) {
        // The prefix twice: the original puts it before an index that has it already.
        let index = format!("{prefix}{prefix}{index}.{child}");
        text += &element(name, record, &index, depth + 1);
    }
    text + "</decoded>"
}

fn element(name: &str, record: &Record, index: &str, depth: usize) -> String {
    if let Some(text) = &record.decoded_string {
        return format!(
            "<decoded type='string' name='{name}' index='{index}' depth='{depth}'>{text}</decoded>"
        );
    }
    let file_type = record.file_type.as_deref().unwrap_or("None");
    let bytes = record.printable_bytes();
    // The two spaces are the original's.
    format!(
        "<decoded value='binary'  name='{name}' type='{file_type}' index='{index}' depth='{depth}'>\
         {bytes}</decoded>"
    )
}
