//! Tables: options side by side, properties one below the other.

use crate::ai::brief::SectionBrief;
use crate::ai::html::escape;
use crate::ai::sandbox::phrasing::{capitalised, plural};
use crate::ai::sandbox::section::draft::Draft;
use crate::ai::sandbox::section::slots::Slots;

/// What can be said of two options in one respect: each a strength with its price, none of them a figure. First the
/// words of a criterion that it goes with; the last ones go with any.
const CONTRASTS: &[(&[&str], &str, &str)] = &[
    (
        &["effort", "start", "beginn", "setting up", "first"],
        "Straightforward from the first day",
        "Takes practice at first",
    ),
    (
        &["outlay", "price", "cost", "budget", "value"],
        "Modest at the beginning",
        "More included, so more to pay up front",
    ),
    (&["upkeep", "care", "clean", "mainten"], "Little to look after", "Rewards regular care"),
    (&["space", "size", "room"], "Fits small spaces", "Comes into its own with more room"),
    (&["time", "speed", "quick"], "Quick to get going", "Slower to set up, smoother later"),
    (&["year", "long", "last", "durab", "quality"], "Does its work without surprises", "Grows with its owner"),
    (&["change", "flexib", "room for"], "Simple to exchange for something else", "Adapts to new needs"),
    (&["day", "use", "handling", "comfort"], "Good for the ordinary day", "Good for special occasions"),
    (&["taste", "look", "style", "design"], "Plain and unobtrusive", "Full of character"),
    (&["includ", "feature", "range"], "The essentials", "The essentials and some extras"),
    (&[], "Easy to understand", "Offers more control"),
    (&[], "Few decisions to make", "Adjustable in many details"),
    (&[], "The safe choice for beginners", "The better choice with some experience"),
    (&[], "Does one thing well", "Does several things well enough"),
    (&[], "Forgives mistakes", "Rewards attention"),
];

/// A contrast for each criterion: one that goes with its words, else one that goes with any; none comes twice.
fn contrasts_for(criteria: &[String], draft: &mut Draft) -> Vec<(&'static str, &'static str)> {
    let (mut matching, any): (Vec<_>, Vec<_>) = CONTRASTS.iter().partition(|(words, _, _)| !words.is_empty());
    let mut any = draft.seed.shuffled(&any);
    let choose = |criterion: &String| {
        let criterion = criterion.to_lowercase();
        let fits = matching.iter().position(|(words, _, _)| words.iter().any(|word| criterion.contains(word)));
        let chosen = fits.map(|at| matching.remove(at)).or_else(|| any.pop())?;
        Some((chosen.1, chosen.2))
    };
    criteria.iter().map_while(choose).collect()
}

/// What a property's row says where the brief gives no value: where to find it.
const LOOK_UP: &[&str] = &[
    "Stated on the label and in the product details",
    "See the size chart of this product",
    "As listed under the product details",
    "Depends on the variant chosen above",
    "Given on the packaging",
    "Explained in the care instructions",
];

fn row(cells: &[&str], tag: &str) -> String {
    let cells: Vec<String> = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escape(cell))).collect();
    format!("<tr>{}</tr>", cells.concat())
}

fn table(head: &[&str], rows: &[String]) -> String {
    format!("<table><thead>{}</thead><tbody>{}</tbody></table>", row(head, "th"), rows.concat())
}

/// Two options by the section's points as criteria.
pub(super) fn comparison(draft: &mut Draft, brief: &SectionBrief, points: &[String]) {
    let mut options = Slots::options(brief).into_iter().map(|option| capitalised(&plural(&option)));
    let first = options.next().unwrap_or_else(|| "The simple choice".to_owned());
    let second = options.next().unwrap_or_else(|| "The thorough choice".to_owned());
    let room = usize::try_from(draft.missing() / 20).unwrap_or(0);
    if room < 2 {
        return;
    }
    let contrasts = contrasts_for(&points[..room.min(points.len())], draft);
    let rows: Vec<String> =
        points.iter().zip(contrasts).take(room).map(|(point, (one, other))| row(&[point, one, other], "td")).collect();
    draft.push(&table(&["Criterion", &first, &second], &rows));
}

/// Properties of a product, each with where its value stands.
pub(super) fn properties(draft: &mut Draft, points: &[String]) {
    let room = usize::try_from(draft.missing() / 14).unwrap_or(0);
    if room < 2 {
        return;
    }
    let look_up = draft.seed.shuffled(LOOK_UP);
    let rows: Vec<String> =
        points.iter().zip(look_up).take(room).map(|(point, value)| row(&[point, value], "td")).collect();
    draft.push(&table(&["Property", "Where it stands"], &rows));
}
