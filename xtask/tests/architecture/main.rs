//! `docs/ARCHITECTURE.md` says which crate may know which, and which module may import which.
//! These tests read its tables and fail on every arrow in the sources that the tables do not have,
//! so the map cannot drift from the land.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "tests may fail loudly"
)]

mod crates;
mod imports;
mod modules;
mod tables;

use std::path::{Path, PathBuf};

use tables::Tables;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn architecture() -> Tables {
    let path = root().join("docs/ARCHITECTURE.md");
    Tables::parse(&std::fs::read_to_string(path).unwrap())
}

#[test]
fn crates_depend_only_along_the_arrows() {
    let faults = crates::faults(&root(), &architecture());
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn modules_import_only_along_the_arrows() {
    let tables = architecture();
    let mut faults = Vec::new();
    for (name, table) in &tables.modules {
        faults.extend(modules::faults(
            &root().join("crates").join(name).join("src"),
            name,
            table,
        ));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_library_crate_has_a_module_table() {
    let tables = architecture();
    for entry in std::fs::read_dir(root().join("crates")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(
            tables.modules.contains_key(&name),
            "docs/ARCHITECTURE.md has no table for `{name}`"
        );
    }
}

#[test]
fn module_arrows_have_no_cycle() {
    for (name, table) in &architecture().modules {
        if let Some(cycle) = table.cycle() {
            panic!(
                "crates/{name}: the table allows the cycle {}",
                cycle.join(" -> ")
            );
        }
    }
}
