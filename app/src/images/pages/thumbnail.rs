//! A picture in small: what it shows, or why it doesn't yet.

use leptos::prelude::*;

use crate::images::ImageStatus;
use crate::images::image::ImageView;
use crate::jobs::JobState;
use crate::jobs::live::use_live_jobs;
use crate::ui::*;

/// The picture itself, or the place it will take.
#[component]
pub(super) fn Thumbnail(image: ImageView) -> impl IntoView {
    match image.file {
        Some(file) => {
            view! { <img src=file.url alt=image.alt width=file.width height=file.height loading="lazy" decoding="async"/> }.into_any()
        }
        None => view! { <div class="image-none"><Icon name=IconName::Image size=IconSize::Large/></div> }.into_any(),
    }
}

/// Its state; follows the job that makes it.
#[component]
pub(super) fn ImageState(image: ImageView) -> impl IntoView {
    let live = use_live_jobs();
    let (id, at_work, status) = (image.id.0, image.at_work, image.status);
    let badge = move || match live.for_target(id) {
        Some(job) => {
            let word = if job.state == JobState::Running { "Being made" } else { "Waiting" };
            view! { <StatusBadge label=word tone=Tone::Blue moving=true/> }.into_any()
        }
        None if at_work => view! { <StatusBadge label="On the way" tone=Tone::Blue moving=true/> }.into_any(),
        None => view! { <StatusBadge label=status.label() tone=status.tone()/> }.into_any(),
    };
    let failure = image.failure.map(|why| {
        let before = if status == ImageStatus::Generated { "Another one was not made. " } else { "" };
        view! { <span class="danger-text">{before}{why}</span> }
    });
    view! { {badge} {failure} }.into_any()
}
