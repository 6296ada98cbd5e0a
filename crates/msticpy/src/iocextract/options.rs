/// What to look for, and how.
///
/// ```
/// use msticpy::iocextract::ExtractOptions;
///
/// let options = ExtractOptions {
///     ioc_types: Some(vec!["ipv4".to_owned()]),
///     ..ExtractOptions::default()
/// };
/// assert!(options.defanged && !options.ignore_tlds);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExtractOptions {
    /// The types to look for; all if there are none. An unknown one is passed over.
    pub ioc_types: Option<Vec<String>>,
    /// Whether cells are searched for Windows paths, if `ioc_types` has none. Cells are never
    /// searched for Linux paths unless they are named; strings are searched for all.
    pub include_paths: bool,
    /// Whether names of the type `dns` need no public suffix.
    pub ignore_tlds: bool,
    /// Whether defanged spellings are found. They are then reported as they stand; it is in
    /// plain text that the original refangs.
    pub defanged: bool,
}

impl Default for ExtractOptions {
    fn default() -> Self {
        Self {
            ioc_types: None,
            include_paths: false,
            ignore_tlds: false,
            defanged: true,
        }
    }
}

impl ExtractOptions {
    /// The types that are named, if any.
    pub(super) fn named(&self) -> Option<&[String]> {
        self.ioc_types.as_deref().filter(|types| !types.is_empty())
    }
}
