//! Asking for clustering: which keywords, how fine, and what it costs.

use leptos::prelude::*;

use crate::kit::answers::{refusal, sentence};
use crate::kit::text::count_of;
use crate::planner::cluster::{ClusterFilter, ClusteringChoices, Existing, Granularity, MIN_KEYWORDS, SectorChoice};
use crate::planner::server_fns::clusters::ClusterKeywords;
use crate::ui::*;

/// The form, above the list.
#[component]
pub(super) fn RunPanel(
    choices: ClusteringChoices,
    filter: ClusterFilter,
    action: ServerAction<ClusterKeywords>,
    #[prop(into)] without: Signal<String>,
) -> impl IntoView {
    let waiting = choices.waiting();
    let intro = if waiting == 0 {
        "Every keyword has its cluster.".to_owned()
    } else {
        format!("{} for a cluster.", count_of(waiting, "keyword waits", "keywords wait"))
    };
    view! { <Panel title="Cluster keywords" sentence=intro><RunForm choices filter action without/></Panel> }.into_any()
}

#[component]
fn RunForm(
    choices: ClusteringChoices,
    filter: ClusterFilter,
    action: ServerAction<ClusterKeywords>,
    without: Signal<String>,
) -> impl IntoView {
    // as the form stands; unknown until there is a script to follow it
    let chosen = filter.sector.map(|id| id.to_string());
    let sector = RwSignal::new(chosen.clone().unwrap_or_default());
    let existing = RwSignal::new(None::<Existing>);
    let error = refusal(*action);
    let sectors = choices.sectors.clone();
    let several = sectors.len() > 1;
    let options = sectors.iter().map(|one| Choice::new(one.id.to_string(), sector_label(one))).collect::<Vec<_>>();
    let field = several.then(|| {
        view! {
            <SelectField
                name="sector"
                label="Sector"
                options
                placeholder="All sectors"
                selected=chosen
                on_change=Callback::new(move |value| sector.set(value))
            />
        }
    });
    let cost = {
        let choices = choices.clone();
        Memo::new(move |_| Some(cost_of(&choices, &sector.get(), existing.get()?)))
    };
    let granularities = Granularity::ALL.iter().map(|one| (one.label(), one.hint())).collect();
    let way = |existing: Existing, label: &str, sentence: &str| {
        let cost = cost_of(&choices, "", existing);
        let all = if several && cost.keywords > 0 { " over all sectors" } else { "" };
        Choice::new(existing.as_str(), label).hint(format!("{sentence} {}{all}.", cost.price()))
    };
    let ways = vec![
        way(
            Existing::Keep,
            "Place waiting keywords",
            "They join clusters that are there, or form new ones. Nothing else moves.",
        ),
        way(
            Existing::Reconsider,
            "Group everything anew",
            "Clusters may change too, save those that are locked, switched off, or have ideas.",
        ),
    ];
    let available = choices.available;
    view! {
        <ActionForm action attr:class="form form-wide">
            <FormError error=sentence(error)/>
            {filter.site.map(|site| view! { <input type="hidden" name="site" value=site.to_string()/> })}
            {field}
            <RadioCards
                name="existing"
                legend="What to look at"
                options=ways
                selected=Existing::Keep.as_str().to_owned()
                on_change=Callback::new(move |value: String| existing.set(value.parse().ok()))
            />
            <RangeField
                name="granularity"
                label="How fine"
                min_label="Coarser"
                max_label="Finer"
                steps=granularities
                value=Granularity::Balanced.step()
            />
            <p class="muted">{choices.engine.sentence()}</p>
            {move || {
                cost.get().filter(|cost| cost.credits > available).map(|cost| view! {
                    <Notice tone=Tone::Amber>{format!("This needs {} and {available} are available.", count_of(cost.credits, "credit", "credits"))}</Notice>
                })
            }}
            <FormActions>
                <Button submit=true kind=ButtonKind::Primary icon=IconName::Cluster pending=action.pending()>
                    {move || cost.get().map_or_else(|| "Cluster keywords".to_owned(), Cost::label)}
                </Button>
                <ButtonLink href=without>"Cancel"</ButtonLink>
            </FormActions>
        </ActionForm>
    }
    .into_any()
}

/// A sector with what each way costs in it: without script the button cannot follow the choice.
fn sector_label(sector: &SectorChoice) -> String {
    if sector.at_work {
        return format!("{} · being clustered", sector.name);
    }
    let way = |existing, word: &str| {
        let keywords = format!("{} {word}", format_number(sector.keywords(existing)));
        if sector.enough(existing) {
            format!("{keywords} for {}", count_of(sector.credits(existing), "credit", "credits"))
        } else {
            keywords
        }
    };
    format!("{} · {}, {}", sector.name, way(Existing::Keep, "waiting"), way(Existing::Reconsider, "anew"))
}

/// What the form as it stands would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Cost {
    keywords: i64,
    credits: i64,
    /// Some of the sectors meant are being clustered, and left out here.
    at_work: bool,
}

impl Cost {
    fn label(self) -> String {
        if self.keywords == 0 {
            return self.price();
        }
        format!("Cluster {} · {}", count_of(self.keywords, "keyword", "keywords"), self.price())
    }

    fn price(self) -> String {
        if self.keywords == 0 {
            return if self.at_work {
                "Being clustered now".to_owned()
            } else {
                format!("At least {MIN_KEYWORDS} keywords needed")
            };
        }
        count_of(self.credits, "credit", "credits")
    }
}

/// Over the sectors meant, those with enough keywords that are not being clustered.
fn cost_of(choices: &ClusteringChoices, sector: &str, existing: Existing) -> Cost {
    let meant = || choices.sectors.iter().filter(|one| sector.is_empty() || one.id.to_string() == sector);
    let free = || meant().filter(|one| !one.at_work && one.enough(existing));
    Cost {
        keywords: free().map(|one| one.keywords(existing)).sum(),
        credits: free().map(|one| one.credits(existing)).sum(),
        at_work: meant().any(|one| one.at_work),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kit::id::SectorId;
    use crate::planner::cluster::Engine;

    #[test]
    fn the_button_says_what_the_form_as_it_stands_costs() {
        let sector = |n: u128, waiting| SectorChoice {
            id: SectorId(uuid::Uuid::from_u128(n)),
            name: "Coffee".into(),
            waiting,
            movable: waiting + 300,
            credits_waiting: if waiting < 5 { 0 } else { 1 },
            credits_movable: 2,
            at_work: false,
        };
        let mut choices =
            ClusteringChoices { sectors: vec![sector(1, 120), sector(2, 3)], available: 10, engine: Engine::Lexical };
        let cost = |keywords, credits, at_work| Cost { keywords, credits, at_work };
        assert_eq!(cost_of(&choices, "", Existing::Keep), cost(120, 1, false));
        assert_eq!(cost_of(&choices, "", Existing::Reconsider), cost(723, 4, false));
        let second = SectorId(uuid::Uuid::from_u128(2)).to_string();
        assert_eq!(cost_of(&choices, &second, Existing::Keep).label(), "At least 5 keywords needed");
        assert_eq!(cost_of(&choices, "", Existing::Keep).label(), "Cluster 120 keywords · 1 credit");
        // what cannot follow the form says what each of its choices costs
        let labels: Vec<String> = choices.sectors.iter().map(sector_label).collect();
        assert_eq!(labels[0], "Coffee · 120 waiting for 1 credit, 420 anew for 2 credits");
        assert_eq!(labels[1], "Coffee · 3 waiting, 303 anew for 2 credits");
        // what a run is at work on is neither priced nor offered
        choices.sectors[0].at_work = true;
        assert_eq!(cost_of(&choices, "", Existing::Reconsider), cost(303, 2, true));
        assert_eq!(cost_of(&choices, "", Existing::Keep).label(), "Being clustered now");
        assert_eq!(sector_label(&choices.sectors[0]), "Coffee · being clustered");
    }
}
