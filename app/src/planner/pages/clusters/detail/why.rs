//! Why a keyword is in its cluster, in words and numbers.

use leptos::prelude::*;

use crate::planner::cluster::{Explanation, Near};
use crate::ui::*;

#[component]
pub(super) fn Why(explanation: Explanation) -> impl IntoView {
    let reasons = reasons(&explanation);
    let lines = reasons.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    view! { <Disclosure summary="Why here"><ul class="list-plain muted">{lines}</ul></Disclosure> }.into_any()
}

/// One sentence a reason.
pub(in crate::planner::pages) fn reasons(explanation: &Explanation) -> Vec<String> {
    match explanation {
        Explanation::Person => vec!["A person put it here.".to_owned()],
        Explanation::Alone { nearest: None } => vec!["Nothing comes close to it.".to_owned()],
        Explanation::Alone { nearest: Some(near) } => {
            vec![format!("It stands alone: even the closest, {}, is too far away.", named(near))]
        }
        Explanation::Engine { neighbours, runner_up, terms, same_as } => {
            let mut lines = Vec::new();
            if let Some(same) = same_as {
                lines.push(format!("The same words as “{same}”, so the two stay together."));
            }
            if !neighbours.is_empty() {
                let list: Vec<String> = neighbours.iter().map(named).collect();
                lines.push(format!("Closest to {}.", list.join(", ")));
            }
            if !terms.is_empty() {
                let list: Vec<String> = terms.iter().map(|term| format!("“{term}”")).collect();
                lines.push(format!("What they share: {}.", list.join(", ")));
            }
            match runner_up {
                Some(second) if second.margin >= 0.0 => {
                    lines.push(format!(
                        "Next best was {}, {} points behind.",
                        second.cluster,
                        format_decimal(second.margin * 100.0, 0)
                    ));
                }
                Some(second) => {
                    lines.push(format!("{} was as close; the groups as a whole fit better this way.", second.cluster))
                }
                None => lines.push("No other cluster came into question.".to_owned()),
            }
            lines
        }
    }
}

fn named(near: &Near) -> String {
    format!("“{}” ({} alike)", near.keyword, format_percent(near.similarity))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planner::cluster::RunnerUp;

    #[test]
    fn a_placement_is_told_by_its_neighbours_terms_and_runner_up() {
        let explanation = Explanation::Engine {
            neighbours: vec![Near { keyword: "cold brew ratio".into(), similarity: 0.82 }],
            runner_up: Some(RunnerUp { cluster: "Iced coffee".into(), margin: 0.4 }),
            terms: vec!["cold brew".into()],
            same_as: None,
        };
        let lines = reasons(&explanation);
        assert_eq!(lines.len(), 3);
        assert!(lines[0].contains("cold brew ratio") && lines[0].contains("82"), "{}", lines[0]);
        assert!(lines[2].contains("Iced coffee, 40 points behind"), "{}", lines[2]);
    }
}
