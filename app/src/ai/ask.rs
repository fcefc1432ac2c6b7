//! Asks a model for a typed answer: parsed, validated, and asked for once more when it is of no use.

use std::sync::{Mutex, PoisonError};

use super::error::{AiError, MAX_RAW_CHARS, Tokens};
use super::string_field::StringField;
use super::text::{OnProgress, Progress, TextAnswer, TextModel, TextRequest};
use super::validate::{Answer, Violation, Weight};

/// Longest answer that is parsed, in bytes. The longest we ask for is a tenth of it.
const MAX_ANSWER_BYTES: usize = 512 * 1024;

/// Most violations told to the model: it mends the first ones, and the rest with them or not at all.
const MAX_TOLD: usize = 12;

/// A typed answer and what it took to get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked<T> {
    pub answer: T,
    /// The answer as the model gave it.
    pub raw: String,
    /// Of all answers together.
    pub tokens: Tokens,
    /// What tries used that came to no answer: it costs, but is not charged.
    pub lost: Tokens,
    pub tokens_estimated: bool,
    /// 1, or 2 when the model was asked again.
    pub tries: i64,
    /// Wishes it doesn't meet.
    pub remarks: Vec<Violation>,
}

/// Asks, and asks once more with the violations told if the first answer doesn't meet its rules.
///
/// # Errors
/// Those of the model, and [`AiError::Unusable`] with the raw answer when neither try was of use. The tokens of all
/// tries are in [`AiError::spent`].
pub async fn ask<T: Answer>(
    model: &dyn TextModel,
    request: &TextRequest,
    on_progress: Option<OnProgress<'_>>,
) -> Result<Asked<T>, AiError> {
    let answer = complete::<T>(model, request, on_progress).await?;
    let first = match Judged::<T>::of(&answer, request) {
        Judged::Good(good) => return Ok(good),
        other => other,
    };
    if let Some(hear) = on_progress {
        hear(Progress::StartOver);
    }
    let again = repair_request(request, &answer.text, first.violations());
    let second = match complete::<T>(model, &again, on_progress).await {
        Ok(second) => second,
        Err(error) => {
            let lost = answer.lost + error.spent();
            // The first answer met every rule but wishes: better that than nothing.
            let usable = first.into_usable().map(|usable| Asked { lost, ..usable });
            return usable.ok_or_else(|| error.with_spent(answer.tokens + answer.lost));
        }
    };
    let (tokens, lost) = (answer.tokens + second.tokens, answer.lost + second.lost);
    let judged = Judged::<T>::of(&second, request);
    let complaint = judged.violations().to_vec();
    match judged.better_of(first) {
        Some(chosen) => Ok(Asked {
            tokens,
            lost,
            tokens_estimated: answer.tokens_estimated || second.tokens_estimated,
            tries: 2,
            ..chosen
        }),
        None => Err(AiError::Unusable {
            reason: complaint.first().map_or_else(String::new, |one| one.sentence.clone()),
            raw: bounded(&second.text),
            spent: tokens + lost,
        }),
    }
}

/// One try, its text unwrapped from the JSON for whoever listens.
async fn complete<T: Answer>(
    model: &dyn TextModel,
    request: &TextRequest,
    on_progress: Option<OnProgress<'_>>,
) -> Result<TextAnswer, AiError> {
    let (Some(hear), Some(field)) = (on_progress, T::STREAMED_FIELD) else {
        return model.complete(request, on_progress).await;
    };
    let shown = Mutex::new(StringField::new(field));
    let unwrapped = |progress: Progress<'_>| {
        let mut shown = shown.lock().unwrap_or_else(PoisonError::into_inner);
        match progress {
            Progress::StartOver => {
                *shown = StringField::new(field);
                hear(Progress::StartOver);
            }
            Progress::Text(json) => {
                let text = shown.push(json);
                if !text.is_empty() {
                    hear(Progress::Text(&text));
                }
            }
        }
    };
    model.complete(request, Some(&unwrapped)).await
}

/// What one answer is worth.
enum Judged<T> {
    Good(Asked<T>),
    /// Usable, with wishes unmet.
    Passable(Asked<T>),
    Useless(Vec<Violation>),
}

impl<T: Answer> Judged<T> {
    fn of(answer: &TextAnswer, request: &TextRequest) -> Self {
        let parsed: T = match parse(&answer.text) {
            Ok(parsed) => parsed,
            Err(violation) => return Self::Useless(vec![violation]),
        };
        let remarks = parsed.validate(&request.purpose);
        if remarks.iter().any(|one| one.weight == Weight::Must) {
            return Self::Useless(remarks);
        }
        let good = remarks.is_empty();
        let asked = Asked {
            answer: parsed,
            raw: bounded(&answer.text),
            tokens: answer.tokens,
            lost: answer.lost,
            tokens_estimated: answer.tokens_estimated,
            tries: 1,
            remarks,
        };
        if good { Self::Good(asked) } else { Self::Passable(asked) }
    }

    fn violations(&self) -> &[Violation] {
        match self {
            Self::Good(asked) | Self::Passable(asked) => &asked.remarks,
            Self::Useless(violations) => violations,
        }
    }

    fn into_usable(self) -> Option<Asked<T>> {
        match self {
            Self::Good(asked) | Self::Passable(asked) => Some(asked),
            Self::Useless(_) => None,
        }
    }

    /// The usable one, and of two the one with fewer wishes unmet.
    fn better_of(self, earlier: Self) -> Option<Asked<T>> {
        match (self.into_usable(), earlier.into_usable()) {
            (Some(later), Some(earlier)) if earlier.remarks.len() < later.remarks.len() => Some(earlier),
            (Some(later), _) => Some(later),
            (None, earlier) => earlier,
        }
    }
}

/// Reads the JSON object in a text, with or without a code fence or a sentence around it.
fn parse<T: Answer>(text: &str) -> Result<T, Violation> {
    let must = |sentence: String| Violation { weight: Weight::Must, sentence };
    if text.len() > MAX_ANSWER_BYTES {
        return Err(must(format!("The answer is longer than {} kB.", MAX_ANSWER_BYTES / 1024)));
    }
    // Some open models think aloud first, braces and all.
    let text = text.rsplit_once("</think>").map_or(text, |(_, answer)| answer);
    let object = match (text.find('{'), text.rfind('}')) {
        (Some(start), Some(end)) if start < end => &text[start..=end],
        _ => return Err(must("The answer holds no JSON object.".to_owned())),
    };
    serde_json::from_str(object).map_err(|error| {
        // The parser's own words may quote the answer at any length.
        let cause: String = error.to_string().chars().take(200).collect();
        must(format!("The answer isn't JSON of the shape asked for: {cause}."))
    })
}

/// The request once more, with the answer it got and what is wrong with that.
fn repair_request(request: &TextRequest, answer: &str, violations: &[Violation]) -> TextRequest {
    let told: Vec<String> =
        violations.iter().take(MAX_TOLD).map(|violation| format!("- {}", violation.sentence)).collect();
    let mut again = request.clone();
    again.prompt = format!(
        "{}\n\nYou answered this before, and the answer could not be used as it was:\n{}\n\nIt began:\n{}\n\n\
         Answer once more, whole and from the start, with these things put right. Give the JSON object only.",
        request.prompt,
        told.join("\n"),
        super::prompts::fenced("earlier answer", answer, 4_000),
    );
    again
}

/// The beginning of a raw answer, short enough to be kept.
pub(super) fn bounded(raw: &str) -> String {
    raw.chars().take(MAX_RAW_CHARS).collect()
}
