//! [`create_time_period_kqlfilter`]: periods as a filter in the Kusto query language.

use super::Timestamp;

/// A KQL clause that keeps what lies in the periods.
///
/// The column is always `TimeGenerated`, and no periods give `| where `, which is no valid clause:
/// both as in the original.
#[must_use]
pub fn create_time_period_kqlfilter(periods: &[(Timestamp, Timestamp)]) -> String {
    let brackets: Vec<String> = periods
        .iter()
        .map(|(start, end)| format!("TimeGenerated between (datetime({start}) .. datetime({end}))"))
        .collect();
    format!("| where {}", brackets.join(" or "))
}
