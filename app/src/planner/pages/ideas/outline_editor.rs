//! The outline: one text with `##` headings and `-` points, and beside it the sections as they will be read.
//!
//! Sections are added, moved and removed by the buttons of each, which rewrite the text; without JavaScript the text
//! alone does it all.

use leptos::prelude::*;

use crate::ai::brief::SectionOutline;
use crate::planner::idea::{format_outline, parse_outline};
use crate::ui::*;

#[component]
pub(super) fn OutlineEditor(
    first: String,
    #[prop(into)] error: Signal<Option<String>>,
    readonly: bool,
) -> impl IntoView {
    let text = RwSignal::new(first);
    // a field that somebody has typed into shows another text only when it is made anew
    let rewritten = RwSignal::new(0_u32);
    let parsed = Memo::new(move |_| parse_outline(&text.read()));
    let change = move |edit: &dyn Fn(&mut Vec<SectionOutline>)| {
        if let Ok(mut outline) = parsed.get_untracked() {
            edit(&mut outline);
            text.set(format_outline(&outline));
            rewritten.update(|n| *n += 1);
        }
    };
    let add = move |_| {
        change(&|outline| {
            outline.push(SectionOutline { heading: "New section".to_owned(), ..SectionOutline::default() })
        });
    };
    let sections = move || match parsed.get() {
        Err(error) => view! { <p class="danger-text">{error.to_string()}</p> }.into_any(),
        Ok(outline) if outline.is_empty() => {
            view! { <p class="muted">"No sections yet. The writer needs at least one heading."</p> }.into_any()
        }
        Ok(outline) => {
            let last = outline.len() - 1;
            let rows = outline
                .into_iter()
                .enumerate()
                .map(|(at, section)| {
                    let tools = (!readonly).then(|| {
                        let up = move |_| change(&|outline| outline.swap(at, at - 1));
                        let down = move |_| change(&|outline| outline.swap(at, at + 1));
                        let remove = move |_| {
                            change(&|outline| {
                                outline.remove(at);
                            });
                        };
                        view! {
                            <span class="push row">
                                <IconButton icon=IconName::ArrowUp label="Move up" size=ButtonSize::Small disabled=at == 0 on_click=up/>
                                <IconButton icon=IconName::ArrowDown label="Move down" size=ButtonSize::Small disabled=at == last on_click=down/>
                                <IconButton icon=IconName::Trash label="Remove this section" size=ButtonSize::Small on_click=remove/>
                            </span>
                        }
                    });
                    view! { <li><SectionLine section/>{tools}</li> }
                })
                .collect_view();
            view! { <ol class="stack-tight">{rows}</ol> }.into_any()
        }
    };
    let tools = (!readonly)
        .then(|| view! { <Button icon=IconName::Plus size=ButtonSize::Small on_click=add>"Add a section"</Button> });
    let field = move || {
        rewritten.track();
        view! {
            <TextArea
                name="form[outline]"
                label="Outline"
                rows=18
                mono=true
                value=text.get_untracked()
                help="A line that starts with ## is a heading; the line below says what readers get from it; lines that start with - are points to make."
                error
                disabled=readonly
                on_input=Callback::new(move |typed| text.set(typed))
            />
        }
    };
    view! {
        <div class="grid-2">
            {field}
            <div class="stack">{sections} {tools}</div>
        </div>
    }
    .into_any()
}

#[component]
fn SectionLine(section: SectionOutline) -> impl IntoView {
    let points = section.points.into_iter().map(|point| view! { <li>{point}</li> }).collect_view();
    view! {
        <p class="strong">{section.heading}</p>
        <p class="muted">{section.purpose}</p>
        <ul>{points}</ul>
    }
    .into_any()
}
