//! The keywords of a cluster: why each is here, and taking some elsewhere.

use leptos::prelude::*;
use leptos::server_fn::ServerFn as _;

use super::DetailActions;
use super::why::Why;
use crate::kit::answers::{about_field, refusal, sentence};
use crate::kit::id::ClusterId;
use crate::planner::cluster::{ClusterDetail, ClusterKeyword, ClusterName, MAX_NAME};
use crate::planner::keyword::KeywordState;
use crate::planner::server_fns::clusters::{MoveKeywords, SplitCluster};
use crate::ui::*;

const MOVE: &str = "move-keywords";
const SPLIT: &str = "split-cluster";

#[component]
pub(super) fn KeywordsPanel(
    cluster: ClusterDetail,
    /// Of the page, so that it outlives what is loaded anew.
    selection: RowSelection,
    actions: DetailActions,
) -> impl IntoView {
    let id = cluster.row.id;
    let shown = i64::try_from(cluster.keywords.len()).unwrap_or(i64::MAX);
    let total = cluster.row.keywords;
    let all_href = format!("/planner/keywords?site={}&cluster={id}", cluster.site);
    if cluster.keywords.is_empty() {
        return view! {
            <Panel title="Keywords">
                <p class="muted">"No keywords. Move some here from another cluster, or delete this one."</p>
            </Panel>
        }
        .into_any();
    }
    let note = (shown < total).then(|| format!("The {shown} most searched of {}.", format_number(total)));
    let ids: Vec<String> = cluster.keywords.iter().map(|keyword| keyword.id.to_string()).collect();
    let may_edit = cluster.may_edit;
    let head = move || {
        view! {
            {may_edit.then(|| view! { <th class="cell-check"><SelectAll ids=ids.clone() selection/></th> })}
            <th scope="col">"Keyword"</th>
            <th scope="col" class="num">"Volume"</th>
            <th scope="col" class="num">"Difficulty"</th>
            <th scope="col">"Intent"</th>
        }
    };
    let rows =
        cluster.keywords.into_iter().map(|keyword| view! { <KeywordLine keyword selection may_edit/> }).collect_view();
    let tools = move || view! { <ButtonLink href=all_href.clone() size=ButtonSize::Small kind=ButtonKind::Ghost>"Show in keywords"</ButtonLink> };
    let plain = may_edit.then(|| view! { <PlainMoveBar id others=cluster.others.clone() actions/> });
    let bar = may_edit.then(|| view! { <MoveBar id selection others=cluster.others actions/> });
    view! {
        {plain}
        <Panel title="Keywords" sentence=note flush=true actions=tools>
            <DataTable label="Keywords of this cluster" cards=true head>{rows}</DataTable>
        </Panel>
        {bar}
    }
    .into_any()
}

#[component]
fn KeywordLine(keyword: ClusterKeyword, selection: RowSelection, may_edit: bool) -> impl IntoView {
    let state = KeywordState::of(keyword.status, keyword.disabled);
    let off = keyword.disabled.then(|| view! { <Badge tone=state.tone()>{state.label()}</Badge> });
    let check = may_edit.then(|| {
        view! {
            <td class="cell-check">
                <RowCheckbox id=keyword.id.to_string() label=format!("Select {}", keyword.keyword) selection form=PLAIN_FORM/>
            </td>
        }
    });
    let why = keyword.explanation.map(|explanation| view! { <Why explanation/> });
    let intent = keyword.intent.map(|intent| view! { <Badge tone=intent.tone()>{intent.label()}</Badge> });
    let figure = |value: Option<i64>| value.map_or_else(|| "–".to_owned(), format_number);
    view! {
        <tr>
            {check}
            <td class="cell-main">
                <span>{keyword.keyword}</span>
                {off}
                {why}
            </td>
            <td class="num" data-label="Volume">{figure(keyword.volume)}</td>
            <td class="num" data-label="Difficulty">{figure(keyword.difficulty)}</td>
            <td data-label="Intent">{intent}</td>
        </tr>
    }
    .into_any()
}

/// What can be done with the selected keywords.
#[component]
fn MoveBar(id: ClusterId, selection: RowSelection, others: Vec<ClusterName>, actions: DetailActions) -> impl IntoView {
    let moved = Signal::derive(move || matches!(actions.moving.value().get(), Some(Ok(_))));
    close_dialog_when(MOVE, moved);
    close_dialog_when(SPLIT, Signal::derive(move || matches!(actions.split.value().get(), Some(Ok(())))));
    let split_error = refusal(*actions.split);
    let choices = choices(&others);
    let can_move = (!choices.is_empty()).then(
        || view! { <DialogButton opens=MOVE size=ButtonSize::Small icon=IconName::ArrowRight>"Move"</DialogButton> },
    );
    view! {
        <SelectionBar selection noun=("keyword", "keywords")>
            {can_move}
            <DialogButton opens=SPLIT size=ButtonSize::Small icon=IconName::CornerUpLeft>"New cluster"</DialogButton>
        </SelectionBar>
        <Dialog id=MOVE title="Move to another cluster" sentence="That cluster is locked from then on: clustering runs leave its keywords where they are.">
            <ActionForm action=actions.moving attr:class="form">
                <FormError error=sentence(refusal(*actions.moving))/>
                <KeywordIds selection/>
                <SelectField name="to" label="Cluster" options=choices required=true/>
                <FormActions>
                    <DialogClose closes=MOVE>"Cancel"</DialogClose>
                    <Button submit=true kind=ButtonKind::Primary pending=actions.moving.pending()>"Move"</Button>
                </FormActions>
            </ActionForm>
        </Dialog>
        <Dialog id=SPLIT title="Make a new cluster of these" sentence="Both clusters are locked from then on.">
            <ActionForm action=actions.split attr:class="form">
                <FormError error=sentence(split_error)/>
                <input type="hidden" name="id" value=id.to_string()/>
                <KeywordIds selection/>
                <Field name="name" label="Name" id="split-name" required=true max_length=name_length() error=about_field(split_error, "name")/>
                <FormActions>
                    <DialogClose closes=SPLIT>"Cancel"</DialogClose>
                    <Button submit=true kind=ButtonKind::Primary pending=actions.split.pending()>"Make the cluster"</Button>
                </FormActions>
            </ActionForm>
        </Dialog>
    }
    .into_any()
}

/// The hidden fields that carry the selected keywords, named as the ticked rows are.
#[component]
fn KeywordIds(selection: RowSelection) -> impl IntoView {
    let field = |id: String| view! { <input type="hidden" name="ids[]" value=id/> };
    view! { {move || selection.ids().into_iter().map(field).collect_view()} }.into_any()
}

/// The same without script: one form that moves the ticked keywords or makes a cluster of them.
#[component]
fn PlainMoveBar(id: ClusterId, others: Vec<ClusterName>, actions: DetailActions) -> impl IntoView {
    let split_error = refusal(*actions.split);
    let may_move = !others.is_empty();
    let target = may_move.then(|| view! { <SelectField name="to" id="plain-to" label="To" options=choices(&others)/> });
    view! {
        <PlainBar actions=plain_actions(may_move)>
            <input type="hidden" name="id" value=id.to_string()/>
            {target}
            <Field name="name" id="plain-name" label="Or into a new cluster called" max_length=name_length() error=about_field(split_error, "name")/>
        </PlainBar>
    }
    .into_any()
}

/// Enter in the name of the new cluster sends the form by its first button: that one has to make it.
fn plain_actions(may_move: bool) -> Vec<PlainAction> {
    let split = PlainAction::new("Make a new cluster", SplitCluster::url());
    let to_another = may_move.then(|| PlainAction::new("Move", MoveKeywords::url()));
    [split].into_iter().chain(to_another).collect()
}

fn choices(clusters: &[ClusterName]) -> Vec<Choice> {
    clusters.iter().map(|cluster| Choice::new(cluster.id.to_string(), cluster.name.clone())).collect()
}

/// [`MAX_NAME`] as fields take it.
pub(super) fn name_length() -> i64 {
    i64::try_from(MAX_NAME).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enter_in_the_name_of_a_new_cluster_makes_it_and_moves_nothing_elsewhere() {
        for may_move in [true, false] {
            assert_eq!(plain_actions(may_move).first().map(|action| action.to), Some(SplitCluster::url()));
        }
        assert_eq!(plain_actions(true).len(), 2);
    }
}
