//! A pasted list: the same rules as a file, at once.

use std::io::Cursor;

use super::batch::{self, BATCH, Batch, Place};
use super::layout::recognise;
use super::records::Records;
use crate::access::audit::{self, Event};
use crate::access::{Action, AuditAction, Tenant};
use crate::kit::id::{ImportId, SectorId, SiteId};
use crate::kit::{AppError, AppResult};
use crate::planner::country::parse_country;
use crate::planner::import::{Delimiter, ImportCounts, Layout, MAX_PASTED, TextEncoding};
use crate::planner::import_refusal::ImportRefusal;
use crate::planner::store;
use crate::sites::service::{sectors, sites};

/// Adds the keywords of a list: one a line, or rows copied from a spreadsheet, or one line with commas. All of it is
/// one transaction; what was rejected can be looked at under the import it makes.
///
/// # Errors
/// 403; 404; 409 `site_off` while the site is switched off; 422 at `text`, `sector` or `country`.
pub async fn add_keywords(
    tenant: &Tenant,
    site: Option<SiteId>,
    sector: Option<SectorId>,
    country: &str,
    text: &str,
) -> AppResult<(ImportId, ImportCounts)> {
    tenant.may(Action::EditPlanner)?;
    let keep = |error: AppError| error.with_typed("text", text).with_typed("country", country);
    let (text, mut layout) = read_list(text);
    if text.trim().is_empty() {
        return Err(keep(AppError::field("text", "Type at least one keyword.")));
    }
    let lines = text.lines().count();
    if lines > MAX_PASTED {
        return Err(keep(AppError::field("text", ImportRefusal::TooLong.sentence())));
    }
    layout.lines = i64::try_from(lines).unwrap_or(i64::MAX);
    layout.country =
        parse_country(country).ok_or_else(|| keep(AppError::field("country", "Choose a country of the list.")))?;
    let mut tx = tenant.begin().await?;
    let site = sites::resolve_active(&mut tx, site).await.map_err(keep)?;
    let sector = sectors::resolve(&mut tx, site.id, sector).await.map_err(keep)?;
    let id = ImportId::new();
    store::imports::insert(&mut tx, id, site.id, sector.id, "Pasted list", &layout, None).await?;
    let place = Place { import: id, site: site.id, sector: sector.id, source: "typed" };
    let mut counts = ImportCounts::default();
    let mut records = Records::new(Cursor::new(text.as_bytes()), layout.delimiter);
    let mut next = || records.next_record().ok().flatten();
    for _ in 0..layout.skip {
        next();
    }
    loop {
        let mut rows = Batch::default();
        while rows.len() < BATCH
            && let Some(record) = next()
        {
            rows.push(&record, &layout);
        }
        if rows.len() == 0 {
            break;
        }
        counts = batch::write(&mut tx, place, &rows, counts).await?;
    }
    store::imports::set_counts(&mut tx, id, counts).await?;
    store::imports::finish(&mut tx, id).await?;
    let details = serde_json::json!({ "imported": counts.imported, "duplicates": counts.duplicates, "rejected": counts.rejected });
    audit::record(
        &mut tx,
        Event { action: AuditAction::KeywordsAdded, site: Some(site.id), target: Some(id.0), details },
    )
    .await?;
    tx.commit().await?;
    Ok((id, counts))
}

/// The list, one keyword a line, and how it is read. A single line with commas is a list, too, and each part of it a
/// keyword; with a figure in it, it is a row.
fn read_list(text: &str) -> (String, Layout) {
    let text = text.trim_matches(['\n', '\r']);
    let layout = recognise(text, TextEncoding::Utf8, 1, None);
    let is_one_line = text.lines().count() == 1 && layout.delimiter == Delimiter::Nothing;
    (if is_one_line { text.replace(',', "\n") } else { text.to_owned() }, layout)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_line_with_commas_is_a_list_unless_it_is_a_row() {
        for (text, list) in [
            ("cold brew, moka pot", "cold brew\n moka pot"),
            ("keyword, backlinks", "keyword\n backlinks"),
            ("cold brew, 1200", "cold brew, 1200"),
            ("salt, pepper\nmoka pot\n", "salt, pepper\nmoka pot"),
        ] {
            let (read, layout) = read_list(text);
            assert_eq!((read.as_str(), layout.skip), (list, 0));
        }
    }
}
