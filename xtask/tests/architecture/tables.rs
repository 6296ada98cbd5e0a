//! The tables of `docs/ARCHITECTURE.md`: headings `### \`name\`` under the two `## Arrows` sections,
//! then rows whose first cell names a crate or module and whose last cell lists what it may import.

use std::collections::{BTreeMap, BTreeSet};

/// What each row allows: from a name to the names it may import.
#[derive(Default)]
pub(crate) struct Arrows(pub(crate) BTreeMap<String, BTreeSet<String>>);

/// Both kinds of tables.
#[derive(Default)]
pub(crate) struct Tables {
    pub(crate) crates: Arrows,
    pub(crate) modules: BTreeMap<String, Arrows>,
}

impl Tables {
    pub(crate) fn parse(markdown: &str) -> Tables {
        let mut tables = Tables::default();
        let (mut section, mut heading) = ("", String::new());
        for line in markdown.lines() {
            if let Some(title) = line.strip_prefix("## ") {
                section = title.trim();
            } else if let Some(title) = line.strip_prefix("### ") {
                heading = names(title).into_iter().next().unwrap_or_default();
            } else if let Some((name, allowed)) = row(line) {
                let arrows = match section {
                    "Arrows between crates" => &mut tables.crates,
                    "Arrows between modules" => tables.modules.entry(heading.clone()).or_default(),
                    _ => continue,
                };
                arrows.0.insert(name, allowed);
            }
        }
        assert!(!tables.crates.0.is_empty(), "no crate table");
        tables
    }
}

impl Arrows {
    /// The row that speaks for `module`: its own, or that of its parent's `::*`.
    pub(crate) fn row(&self, module: &str) -> Option<&BTreeSet<String>> {
        self.0.get(module).or_else(|| {
            let (parent, _) = module.rsplit_once("::")?;
            self.0.get(&format!("{parent}::*"))
        })
    }

    /// A cycle that the rows allow, if there is one.
    pub(crate) fn cycle(&self) -> Option<Vec<String>> {
        self.0.keys().find_map(|start| {
            let mut path = vec![start.clone()];
            self.reaches(start, start, &mut path).then_some(path)
        })
    }

    fn reaches(&self, from: &str, goal: &str, path: &mut Vec<String>) -> bool {
        let Some(next) = self.0.get(from) else {
            return false;
        };
        for name in next {
            if name == goal {
                path.push(name.clone());
                return true;
            }
            if !path.contains(name) {
                path.push(name.clone());
                if self.reaches(name, goal, path) {
                    return true;
                }
                path.pop();
            }
        }
        false
    }
}

/// A table row as its first name and the names in its last cell.
fn row(line: &str) -> Option<(String, BTreeSet<String>)> {
    let cells: Vec<&str> = line
        .strip_prefix('|')?
        .strip_suffix('|')?
        .split('|')
        .collect();
    let name = names(cells.first()?).into_iter().next()?;
    Some((name, names(cells.last()?)))
}

/// What stands between backticks.
fn names(text: &str) -> BTreeSet<String> {
    text.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

#[test]
fn tables_are_read() {
    let tables = Tables::parse(
        "## Arrows between crates\n| crate | may import |\n|---|---|\n| `a` | `b`, `c` |\n\
         ## Arrows between modules\n### `a`\n| module | public | may import |\n|---|---|---|\n\
         | `x::*` | `X` | `y` |\n| `y` | `Y` | - |\n",
    );
    assert_eq!(tables.crates.0["a"].len(), 2);
    let a = &tables.modules["a"];
    assert!(a.row("x::z").unwrap().contains("y"));
    assert!(a.row("y").unwrap().is_empty());
    assert!(a.cycle().is_none());
}

#[test]
fn a_cycle_is_seen() {
    let mut arrows = Arrows::default();
    for (from, to) in [("a", "b"), ("b", "c"), ("c", "a")] {
        arrows.0.insert(from.into(), BTreeSet::from([to.into()]));
    }
    assert!(arrows.cycle().is_some());
}
