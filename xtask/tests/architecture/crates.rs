//! The workspace's own dependencies against the crate table.

use std::path::Path;

use crate::tables::Tables;

/// Every dependency of one member on another that the table does not allow.
pub(crate) fn faults(root: &Path, tables: &Tables) -> Vec<String> {
    let mut faults = Vec::new();
    for member in members(root) {
        let name = member.rsplit('/').next().unwrap().to_owned();
        let manifest = std::fs::read_to_string(root.join(&member).join("Cargo.toml")).unwrap();
        let manifest: toml::Table = manifest.parse().unwrap();
        let Some(allowed) = tables.crates.0.get(&name) else {
            faults.push(format!("docs/ARCHITECTURE.md does not mention `{name}`"));
            continue;
        };
        let dependencies = manifest.get("dependencies").and_then(toml::Value::as_table);
        for dependency in dependencies.into_iter().flat_map(toml::Table::keys) {
            let ours = root.join("crates").join(dependency).is_dir()
                || dependency.starts_with("chaffinch-");
            if ours && !allowed.contains(dependency) {
                faults.push(format!("{member} depends on `{dependency}`"));
            }
        }
    }
    faults
}

fn members(root: &Path) -> Vec<String> {
    let crates = std::fs::read_dir(root.join("crates")).unwrap();
    let mut members: Vec<String> = crates
        .map(|entry| {
            format!(
                "crates/{}",
                entry.unwrap().file_name().into_string().unwrap()
            )
        })
        .collect();
    members.extend(["examples", "benches", "xtask", "fuzz"].map(str::to_owned));
    members.sort();
    members
}
