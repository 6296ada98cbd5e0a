//! Files and folders as tables.

use std::path::{Path, PathBuf};

use chaffinch_examples::error::Error;
use datafusion::arrow::datatypes::DataType;
use datafusion::common::TableReference;
use datafusion::datasource::listing::{ListingOptions, ListingTableUrl};
use datafusion::prelude::SessionContext;

use crate::kind::{self, Kind};
use crate::told;

/// Adds the table that `[NAME=]FILE` names.
pub(crate) async fn add(ctx: &SessionContext, argument: &str) -> Result<(), Error> {
    let (name, path) = match argument.split_once('=') {
        Some((name, path)) if !Path::new(argument).exists() => (name.to_owned(), path),
        _ => (stem(argument), argument),
    };
    let at = |error| Error::Usage(format!("{path}: {}", told(&error)));
    let files = files(Path::new(path))?;
    let ending = ending(path, &files)?;
    let kind = Kind::of(&ending).ok_or_else(|| unknown(path))?;
    let schema = kind.schema(&files)?;
    let url = ListingTableUrl::parse(path).map_err(at)?;
    let mut options = ListingOptions::new(kind.format()).with_file_extension(ending);
    // `day=2026-03-02/part-0.parquet`
    if Path::new(path).is_dir() {
        let names = options.infer_partitions(&ctx.state(), &url).await;
        let columns = names.map_err(at)?.into_iter();
        let columns = columns.map(|name| (name, DataType::Utf8)).collect();
        options = options.with_table_partition_cols(columns);
    }
    let name = TableReference::bare(name);
    let added = ctx.register_listing_table(name, url.as_str(), options, schema, None);
    added.await.map_err(at)
}

/// What a table is called: `events` of `logs/events.csv.gz`.
fn stem(path: &str) -> String {
    let name = Path::new(path)
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    name.split('.').next().unwrap_or_default().to_owned()
}

/// The ending that all files have: `.csv.gz`.
fn ending(path: &str, files: &[PathBuf]) -> Result<String, Error> {
    let mut endings: Vec<String> = files.iter().map(|file| full_extension(file)).collect();
    endings.sort();
    endings.dedup();
    match endings.as_slice() {
        [one] => Ok(one.clone()),
        [] => Err(Error::Usage(format!(
            "{path}: there are no files to read in it"
        ))),
        many => Err(Error::Usage(format!(
            "{path}: holds files of several kinds ({}); name them one by one",
            many.join(", ")
        ))),
    }
}

/// Folders in folders.
const DEEPEST: usize = 16;

/// The file, or all files in the folder.
fn files(path: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    collect(path, 0, &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(path: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<(), Error> {
    let place = path.display().to_string();
    let metadata = path.metadata().map_err(Error::at(&place))?;
    if !metadata.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries = path.read_dir().map_err(Error::at(&place))?;
    for entry in entries {
        let entry = entry.map_err(Error::at(&place))?;
        // `_SUCCESS`, `.crc`: what engines leave beside their files.
        let aside = entry.file_name().to_string_lossy().starts_with(['.', '_']);
        if !aside && depth < DEEPEST {
            collect(&entry.path(), depth + 1, files)?;
        }
    }
    Ok(())
}

/// `.csv.gz` of `a.b.csv.gz`, `.parquet` of `a.b.parquet`.
fn full_extension(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (rest, compression) = match name.rsplit_once('.') {
        Some((rest, last)) if kind::compression(last).is_some() => (rest, format!(".{last}")),
        _ => (name.as_ref(), String::new()),
    };
    let kind = rest.rsplit_once('.').map(|(_, kind)| kind);
    format!(".{}{compression}", kind.unwrap_or_default())
}

fn unknown(path: &str) -> Error {
    Error::Usage(format!(
        "{path}: the ending tells no format; known are .csv, .tsv, .json, .jsonl, .ndjson (and \
         these with .gz, .bz2, .xz, .zst), .parquet, .arrow, .feather and .ipc"
    ))
}
