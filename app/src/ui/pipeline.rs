//! The pipeline strip: from keywords to published articles, what is where, what moves, what is stuck.

use std::fmt;

use leptos::prelude::*;

use super::format::format_number;
use super::{Icon, IconName};

/// One stage: its count links to its list.
#[derive(Clone)]
pub struct PipelineCell {
    label: String,
    count: i64,
    href: String,
    moving: Option<String>,
    stuck: Option<String>,
    action: Option<ViewFn>,
}

impl PipelineCell {
    pub fn new(label: impl Into<String>, count: i64, href: impl Into<String>) -> Self {
        Self { label: label.into(), count, href: href.into(), moving: None, stuck: None, action: None }
    }

    /// Something is under way here; `words` says what ("12 in progress").
    #[must_use]
    pub fn moving(mut self, words: impl Into<String>) -> Self {
        self.moving = Some(words.into());
        self
    }

    /// Nothing moves until someone acts; `reason` says why, short.
    #[must_use]
    pub fn stuck(mut self, reason: impl Into<String>) -> Self {
        self.stuck = Some(reason.into());
        self
    }

    /// What moves the stage on: a button or a small form.
    #[must_use]
    pub fn action(mut self, action: impl Into<ViewFn>) -> Self {
        self.action = Some(action.into());
        self
    }

    /// The same where it is a page to go to.
    #[must_use]
    pub fn action_link(self, label: impl Into<String>, href: impl Into<String>) -> Self {
        let (label, href) = (label.into(), href.into());
        self.action(move || {
            view! { <a class="pipeline-link" href=href.clone()>{label.clone()} <Icon name=IconName::ArrowRight/></a> }
        })
    }
}

impl fmt::Debug for PipelineCell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PipelineCell").field("label", &self.label).field("count", &self.count).finish_non_exhaustive()
    }
}

/// The stages as connected cells. `label` names whose pipeline it is, for screen readers.
#[component]
pub fn PipelineStrip(#[prop(into)] label: String, #[prop(into)] cells: Signal<Vec<PipelineCell>>) -> impl IntoView {
    let cells = move || cells.get().into_iter().map(|cell| view! { <Cell cell/> }).collect_view();
    view! {
        <div class="pipeline-region" role="region" aria-label=format!("Pipeline: {label}") tabindex="0">
            <ol class="pipeline">{cells}</ol>
        </div>
    }
    .into_any()
}

#[component]
fn Cell(cell: PipelineCell) -> impl IntoView {
    let state = match (&cell.stuck, &cell.moving) {
        (Some(_), _) => "pipeline-cell pipeline-stuck",
        (None, Some(_)) => "pipeline-cell pipeline-moving",
        (None, None) if cell.count == 0 => "pipeline-cell pipeline-idle",
        (None, None) => "pipeline-cell",
    };
    let words = match (cell.stuck, cell.moving) {
        (Some(reason), _) => Some(
            view! { <span class="pipeline-words"><Icon name=IconName::Alert label="stuck"/> {reason}</span> }
                .into_any(),
        ),
        (None, Some(words)) => Some(view! { <span class="pipeline-words">{words}</span> }.into_any()),
        (None, None) => None,
    };
    view! {
        <li class=state>
            <a class="pipeline-stage" href=cell.href>
                <span class="pipeline-label">{cell.label}</span>
                <span class="pipeline-count">{format_number(cell.count)}</span>
            </a>
            {words}
            {cell.action.map(|action| view! { <div class="pipeline-action">{action.run()}</div> })}
        </li>
    }
    .into_any()
}
