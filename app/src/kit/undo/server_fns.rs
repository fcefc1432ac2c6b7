//! The door for pages: undo.

use leptos::prelude::*;

use crate::kit::AppError;
use crate::kit::codec::JsonText;
use crate::kit::id::UndoId;

/// Takes a change back; answers with what came of it.
#[server(prefix = "/sfn", endpoint = "undo/take_back", output = JsonText)]
pub async fn undo_change(undo: UndoId) -> Result<String, AppError> {
    let tenant = crate::access::tenant().await?;
    let sentence = super::take_back(&tenant, undo).await?;
    crate::kit::form::return_with("undo", None);
    Ok(sentence)
}

/// What a change did, while it can be taken back.
#[server(prefix = "/sfn", endpoint = "undo/describe", output = JsonText)]
pub async fn describe_change(undo: Option<UndoId>) -> Result<Option<String>, AppError> {
    let tenant = crate::access::tenant().await?;
    let Some(undo) = undo else { return Ok(None) };
    super::sentence_of(&tenant, undo).await
}
