//! A crate's modules against its table.

use std::path::{Path, PathBuf};

use crate::imports::{imports, reexports};
use crate::tables::Arrows;

/// Every import inside the crate at `src` that `table` does not allow, and every module it does not have.
pub(crate) fn faults(src: &Path, name: &str, table: &Arrows) -> Vec<String> {
    let mut faults = Vec::new();
    let files = files(src);
    let paths: Vec<Vec<String>> = files.iter().map(|file| path(src, file)).collect();
    let modules: Vec<Vec<String>> = paths
        .iter()
        .map(|path| path[..path.len().min(2)].to_vec())
        .collect();
    let root = reexports(&std::fs::read_to_string(src.join("lib.rs")).unwrap());
    for ((file, deep), module) in files.iter().zip(&paths).zip(&modules) {
        // The crate root wires the modules together: it may name them all.
        if module.is_empty() {
            continue;
        }
        let own = module.join("::");
        let Some(allowed) = table.row(&own).or_else(|| table.row(&module[0])) else {
            faults.push(format!("crates/{name}: module `{own}` is not in the table"));
            continue;
        };
        for mut path in imports(&std::fs::read_to_string(file).unwrap(), deep) {
            if let Some(origin) = root.get(&path[0]) {
                path = vec![origin.clone()];
            }
            let target = if modules.contains(&path) {
                path.join("::")
            } else {
                path[0].clone()
            };
            let free = inside(&own, &target, table) || own == target;
            if !free && !allowed.contains(&target) && !allowed.contains(&path[0]) {
                faults.push(format!(
                    "crates/{name}: `{own}` imports `{}`",
                    path.join("::")
                ));
            }
        }
    }
    faults
}

/// May `own` name `target` without a word in the table? A module and its own children know each
/// other, and siblings do, unless their parent has a `::*` row, which is there to keep them apart.
fn inside(own: &str, target: &str, table: &Arrows) -> bool {
    let top = |path: &str| path.split("::").next().unwrap_or_default().to_owned();
    let siblings = own.contains("::") && target.contains("::");
    top(own) == top(target) && !(siblings && table.0.contains_key(&format!("{}::*", top(own))))
}

/// `src/formats/zip.rs` is `formats::zip`. Of deeper files the first two segments count.
fn path(src: &Path, file: &Path) -> Vec<String> {
    let path = file.strip_prefix(src).unwrap().with_extension("");
    let segments = path.iter().map(|part| part.to_str().unwrap().to_owned());
    segments
        .filter(|part| !["mod", "lib"].contains(&part.as_str()))
        .collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}
