//! The door for pages: undo.

use leptos::prelude::*;

use super::RecordedChange;
use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::UndoId;
use crate::kit::page::Page;

/// Takes a change back; answers with what came of it.
#[server(prefix = "/sfn", endpoint = "undo/take_back", output = JsonText)]
pub async fn undo_change(undo: UndoId) -> Result<String, AppError> {
    let tenant = crate::access::tenant().await?;
    let sentence = super::take_back(&tenant, undo).await?;
    crate::kit::form::return_with("undo", None);
    Ok(sentence)
}

/// A page of what can still be taken back. `at`: the page's cursor, empty for the first.
#[server(prefix = "/sfn", endpoint = "undo/list", output = JsonText)]
pub async fn list_changes(at: String) -> Result<Page<RecordedChange>, AppError> {
    let tenant = crate::access::tenant().await?;
    super::list(&tenant, &at).await
}

/// What a change did, while it can be taken back.
#[server(prefix = "/sfn", endpoint = "undo/describe", output = JsonText)]
pub async fn describe_change(undo: Option<UndoId>) -> Result<Option<String>, AppError> {
    let tenant = crate::access::tenant().await?;
    let Some(undo) = undo else { return Ok(None) };
    super::sentence_of(&tenant, undo).await
}
