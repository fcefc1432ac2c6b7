//! Where an article stands on its site: the live link, what differs, what went wrong, and the button.

use leptos::prelude::*;

use crate::integrations::ConnectionState;
use crate::jobs::JobKind;
use crate::jobs::job::JobView;
use crate::jobs::live::use_live_jobs;
use crate::kit::answers::{Refusals, on_success, refusal, sentence};
use crate::kit::id::ContentId;
use crate::kit::text::count_of;
use crate::publishing::publication::{Decision, Post, PublicationView};
use crate::publishing::server_fns::{PublishArticle, get_publication};
use crate::sites::scope::{href_here, href_of};
use crate::ui::*;
use crate::writer::{ContentStatus, SiteStatus};

/// An article's place on its site. `status`: the article's, as the page around the panel knows it; the panel looks anew
/// when it moves.
#[component]
pub fn PublishPanel(content_id: ContentId, #[prop(into)] status: Signal<(ContentStatus, SiteStatus)>) -> impl IntoView {
    let live = use_live_jobs();
    let publish = ServerAction::<PublishArticle>::new();
    let status = Memo::new(move |_| status.get());
    let publication = Resource::new(
        move || (live.ended().get(), publish.version().get(), status.get()),
        move |_| get_publication(content_id),
    );
    let toasts = use_toasts();
    on_success(*publish, move |_| {
        toasts.show(Toast::new("On the way to the site").tone(Tone::Green).link("Show jobs", href_here("/jobs")))
    });
    view! {
        <Panel title="On the site">
            <div class="stack-tight">
                <Refusals of=vec![refusal(*publish)]/>
                <Progress content_id/>
                <Load resource=publication let:publication><Publication publication publish/></Load>
            </div>
        </Panel>
    }
    .into_any()
}

/// The job that publishes the article, while it does.
#[component]
fn Progress(content_id: ContentId) -> impl IntoView {
    let live = use_live_jobs();
    let job = Memo::new(move |_| {
        let batches = live.batches();
        let mut jobs =
            batches.into_iter().filter(|batch| batch.kind == JobKind::PublishContent).flat_map(|batch| batch.jobs);
        jobs.find(|job| job.target == Some(content_id.0) && job.state.is_live())
    });
    let running = Memo::new(move |_| job.with(Option::is_some));
    move || {
        running.get().then(|| {
            let value = Signal::derive(move || job.get().and_then(|job| percent(&job)));
            let note = Signal::derive(move || {
                job.get().map(|job| job.message.unwrap_or_else(|| "Waiting for its turn".to_owned()))
            });
            view! { <ProgressBar label="Publishing" value note/> }
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "a percentage for a bar")]
fn percent(job: &JobView) -> Option<f64> {
    (job.total > 1).then(|| job.done as f64 * 100.0 / job.total as f64)
}

#[component]
fn Publication(publication: PublicationView, publish: ServerAction<PublishArticle>) -> impl IntoView {
    let (status, error) = (publication.site_status, publication.error.clone());
    let failure = match (error, publication.decision) {
        _ if status == SiteStatus::Publishing => None,
        (Some(error), Some(decision)) => Some(stopped(&error, decision)),
        (Some(error), None) if status == SiteStatus::Failed => {
            let still = publication.post.is_some().then_some(" What was live before is still there.");
            Some(view! { <Notice tone=Tone::Red title="Publishing failed">{error}{still}</Notice> }.into_any())
        }
        _ => None,
    };
    let post = publication.post.clone().map(|post| view! { <LivePost post version=publication.version/> });
    let badge = match (&publication.post, status) {
        (Some(post), SiteStatus::Published) if !post.differences.is_empty() => {
            view! { <StatusBadge label="Published, with differences" tone=Tone::Amber/> }.into_any()
        }
        _ => view! { <StatusBadge label=status.label() tone=status.tone() moving=status == SiteStatus::Publishing/> }
            .into_any(),
    };
    view! {
        <div class="row">{badge}</div>
        {failure}
        {post}
        <NextStep publication publish/>
    }
    .into_any()
}

/// Why publishing waits for a person.
fn stopped(error: &str, decision: Decision) -> AnyView {
    let title = match decision {
        Decision::Overwrite => "Somebody changed the post on the site",
        Decision::Anew => "The article's post is out of reach",
    };
    let reason = error.to_owned();
    view! { <Notice tone=Tone::Amber title>{reason}</Notice> }.into_any()
}

#[component]
fn LivePost(post: Post, version: i64) -> impl IntoView {
    let older = match (post.version == version, post.same_pictures) {
        (true, true) => None,
        (true, false) => Some("Its pictures are older than those that stand here.".to_owned()),
        (false, _) => Some(format!("Version {} is live; version {version} stands here.", post.version)),
    };
    let older = older.map(|sentence| view! { <p class="muted">{sentence}</p> });
    let differences = (!post.differences.is_empty()).then(|| {
        let count = i64::try_from(post.differences.len()).unwrap_or(i64::MAX);
        let lines = post.differences.iter().map(|one| view! { <li>{one.sentence.clone()}</li> }).collect_view();
        view! {
            <Notice tone=Tone::Amber title=format!("The site made {} of it", count_of(count, "change", "changes"))>
                <ul>{lines}</ul>
            </Notice>
        }
    });
    view! {
        <PropertyList>
            <Property label="Live"><TextLink href=post.url external=true>"Open the post"</TextLink></Property>
            <Property label="Read back"><Timestamp at=post.verified_at/></Property>
        </PropertyList>
        {older}
        {differences}
    }
    .into_any()
}

/// What can be done now, or what has to be done first.
#[component]
fn NextStep(publication: PublicationView, publish: ServerAction<PublishArticle>) -> impl IntoView {
    let site = publication.site;
    let connect = href_of(&format!("/sites/{site}/connection"), Some(site), None);
    match publication.connection {
        None => {
            return view! {
                <p class="muted">"The site is not connected yet."</p>
                <ButtonLink href=connect size=ButtonSize::Small icon=IconName::Plug>"Connect the site"</ButtonLink>
            }
            .into_any();
        }
        Some(ConnectionState::Broken | ConnectionState::Untested) => {
            return view! {
                <Notice tone=Tone::Amber>"The connection to the site does not work at the moment. " <TextLink href=connect>"See why"</TextLink></Notice>
            }
            .into_any();
        }
        Some(ConnectionState::Connected) => {}
    }
    if publication.status != ContentStatus::Approved {
        return view! { <p class="muted">"It can be published once somebody has approved it."</p> }.into_any();
    }
    if !publication.may_publish || publication.site_status == SiteStatus::Publishing {
        return ().into_any();
    }
    let (label, kind) = match (publication.site_status, publication.post.is_some()) {
        (SiteStatus::Failed, _) => ("Try again", ButtonKind::Primary),
        (SiteStatus::Published, _) => ("Publish again", ButtonKind::Secondary),
        (_, true) => ("Update on the site", ButtonKind::Primary),
        (_, false) => ("Publish now", ButtonKind::Primary),
    };
    let missing = (publication.missing_images > 0).then(|| {
        let pictures = count_of(publication.missing_images, "picture is", "pictures are");
        view! { <p class="muted">{format!("{pictures} not made yet and would be missing.")}</p> }
    });
    let sample = publication.sample.then(|| {
        view! { <Notice tone=Tone::Amber>"This is sample text of the built-in model, not meant for readers."</Notice> }
    });
    let content = publication.content;
    let decide = publication.decision.map(|decision| view! { <Decide content decision publish/> });
    // asking again without a decision comes to the same question, unless the site was put right meanwhile
    let kind = if decide.is_some() { ButtonKind::Secondary } else { kind };
    view! {
        {sample}
        {missing}
        <div class="row">
            <ActionForm action=publish>
                <input type="hidden" name="content" value=content.to_string()/>
                <Button submit=true kind icon=IconName::Send pending=publish.pending()>{label}</Button>
            </ActionForm>
            {decide}
        </div>
    }
    .into_any()
}

/// The way on that may destroy something, with what that is.
#[component]
fn Decide(content: ContentId, decision: Decision, publish: ServerAction<PublishArticle>) -> impl IntoView {
    let dialog = format!("decide-{content}");
    let (label, title, body, kind) = match decision {
        Decision::Overwrite => (
            "Overwrite what was changed there",
            "Overwrite what was changed on the site",
            "The post becomes what stands here, and what somebody changed on the site since it was last published is lost. WordPress may still have it among the post's revisions.",
            ButtonKind::Danger,
        ),
        Decision::Anew => (
            "Publish as a new post",
            "Publish the article as a new post",
            "The post that was known is given up and a new one is made. If the old one is still on the site and only hidden from the connected user, readers will see the article twice.",
            ButtonKind::Primary,
        ),
    };
    view! {
        <DialogButton opens=dialog.clone()>{label}</DialogButton>
        <Confirm id=dialog.clone() title body error=sentence(refusal(*publish))>
            <ActionForm action=publish>
                <input type="hidden" name="content" value=content.to_string()/>
                <input type="hidden" name="decision" value=decision.to_string()/>
                <ConfirmActions dialog label kind pending=publish.pending()/>
            </ActionForm>
        </Confirm>
    }
    .into_any()
}
