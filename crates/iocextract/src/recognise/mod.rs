//! The grammars, one a file, and the pass over a line that asks them.

pub(crate) mod carried;
pub(crate) mod context;
pub(crate) mod domain;
pub(crate) mod dotted;
pub(crate) mod email;
pub(crate) mod hash;
pub(crate) mod ipv4;
pub(crate) mod ipv6;
pub(crate) mod linux_path;
pub(crate) mod quoted;
pub(crate) mod scan;
pub(crate) mod url;
pub(crate) mod windows_path;
