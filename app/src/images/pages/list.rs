//! `/writer/images`: every article's pictures, what is missing, what failed and why.

use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;
use leptos_router::hooks::use_query_map;

use super::actions::ImageActions;
use super::group::ArticleGroup;
use crate::billing::price::Price;
use crate::images::ImageStatus;
use crate::images::image_list::{ImageList, ImageQuery};
use crate::images::server_fns::{MakeImages, count_images, estimate_images, list_images};
use crate::jobs::live::use_live_jobs;
use crate::kit::answers::or_no_site;
use crate::kit::bulk::{SelectionField, forget_with_filter, selected};
use crate::kit::text::count_of;
use crate::sites::no_site::NoSite;
use crate::sites::use_scope;
use crate::ui::*;

/// `/writer/images`
#[component]
pub fn ImagesPage() -> impl IntoView {
    let params = use_query_map();
    let query = Memo::new(move |_| params.with(ImageQuery::from_query));
    let live = use_live_jobs();
    let scope = use_scope();
    let actions = ImageActions::new();
    let selection = RowSelection::new();
    forget_with_filter(selection, Memo::new(move |_| query.with(ImageQuery::filter)));
    actions.tell(selection);
    let images = Resource::new(
        move || (query.get(), live.ended().get(), actions.version()),
        |(query, ..)| async move { or_no_site(list_images(query).await) },
    );
    let statuses = Resource::new(
        move || (query.with(|query| query.site), live.ended().get(), actions.version()),
        |(site, ..)| async move { or_no_site(count_images(site).await) },
    );
    view! {
        <PageHead title="Images" sentence="The pictures of your articles. When a draft's last one is done, the draft moves to review by itself.">
            <ButtonLink href=Signal::derive(move || scope.href("/writer/content")) icon=IconName::FileText>"Articles"</ButtonLink>
        </PageHead>
        {actions.refusals()}
        <Load resource=statuses skeleton=|| () let:statuses>
            {statuses.map(|statuses| view! { <ImageFilters statuses query/> })}
        </Load>
        <Load resource=images skeleton=|| view! { <SkeletonPanel/> } let:list>
            {match list {
                Some(list) => view! { <Groups list query selection actions/> }.into_any(),
                None => view! { <NoSite/> }.into_any(),
            }}
        </Load>
    }
    .into_any()
}

#[component]
fn ImageFilters(statuses: Vec<(ImageStatus, i64)>, query: Memo<ImageQuery>) -> impl IntoView {
    let options = statuses
        .into_iter()
        .map(|(status, count)| Choice::new(status.as_str(), format!("{} ({})", status.label(), format_number(count))))
        .collect();
    let site =
        query.get_untracked().site.map(|site| view! { <input type="hidden" name="site" value=site.to_string()/> });
    let chips = move || {
        let now = ImageQuery { at: String::new(), ..query.get() };
        let without_text = ImageQuery { q: String::new(), ..now.clone() }.href();
        let without_status = ImageQuery { status: None, ..now.clone() }.href();
        view! {
            {(!now.q.is_empty()).then(|| view! { <FilterChip label=format!("“{}”", now.q) href=without_text/> })}
            {now.status.map(|status| view! { <FilterChip label=format!("Status: {}", status.label()) href=without_status/> })}
        }
    };
    let selected = Signal::derive(move || query.get().status.map(|status| status.to_string()));
    view! {
        <FilterBar
            action=ImageQuery::PATH
            search=Signal::derive(move || query.get().q)
            placeholder="Search titles"
            chips=move || view! { {chips} }
        >
            <FilterSelect name="status" label="Status" options selected/>
            {site}
        </FilterBar>
    }
    .into_any()
}

#[component]
fn Groups(list: ImageList, query: Memo<ImageQuery>, selection: RowSelection, actions: ImageActions) -> impl IntoView {
    let now = query.get_untracked();
    let (page, may, total, credits_each) = (list.page, list.may, list.images, list.credits_each);
    if page.total == 0 {
        return view! { <NoImages narrowed=now.is_narrowed()/> }.into_any();
    }
    let summary = page_summary(page.rows.len(), page.total, page.previous.is_none(), ("article", "articles"));
    let (previous, next) = (now.page(page.previous), now.page(page.next));
    let groups = page
        .rows
        .into_iter()
        .map(|group| view! { <ArticleGroup group selection actions may credits_each/> })
        .collect_view();
    let bar = may.run_ai.then(|| view! { <MakeBar query selection total actions/> });
    let plain = may.run_ai.then(|| {
        let actions = vec![PlainAction::new("Make the pictures", MakeImages::url())];
        view! { <PlainBar actions/> }
    });
    view! {
        {plain}
        <div class="stack">{groups}</div>
        <Pager previous next summary/>
        {bar}
    }
    .into_any()
}

/// Makes the selected pictures; says before what that costs.
#[component]
fn MakeBar(query: Memo<ImageQuery>, selection: RowSelection, total: i64, actions: ImageActions) -> impl IntoView {
    let json = selected(selection, query);
    let price = Price::of(json, estimate_images);
    let value = Signal::derive(move || json.get().unwrap_or_default());
    let label = move || {
        price.label("Make", "Nothing to make here", |estimate| {
            let pictures = count_of(estimate.items, "picture", "pictures");
            format!("Make {pictures} · {}", count_of(estimate.credits, "credit", "credits"))
        })
    };
    view! {
        <SelectionBar selection total noun=("picture", "pictures") estimate=Signal::derive(move || price.note())>
            <ActionForm action=actions.make>
                <SelectionField value/>
                <Button
                    submit=true
                    kind=ButtonKind::Primary
                    size=ButtonSize::Small
                    icon=IconName::Sparkles
                    pending=actions.make.pending()
                    disabled=Signal::derive(move || price.rests())
                >
                    {label}
                </Button>
            </ActionForm>
        </SelectionBar>
    }
    .into_any()
}

#[component]
fn NoImages(narrowed: bool) -> impl IntoView {
    let scope = use_scope();
    if narrowed {
        return view! {
            <EmptyState title="No picture matches" body="No picture of this site matches the search and the filters." picture=Picture::Search>
                <ButtonLink href=Signal::derive(move || scope.site_href(ImageQuery::PATH))>"Show all"</ButtonLink>
            </EmptyState>
        }
        .into_any();
    }
    view! {
        <EmptyState
            title="No pictures yet"
            body="Pictures are made for articles: the text is read, a featured picture and two others are described, and each is made. Choose articles and have theirs made."
            picture=Picture::Images
        >
            <ButtonLink href=Signal::derive(move || scope.href("/writer/content")) kind=ButtonKind::Primary icon=IconName::ArrowRight>
                "Go to articles"
            </ButtonLink>
        </EmptyState>
    }
    .into_any()
}
