//! The JSON schemas of the answers, in the subset that every provider's strict mode takes: all fields required, none
//! beside them, no bounds. Bounds are told in the prompt and checked in `validate`.

use serde_json::{Value, json};

use super::structure::{ContentStructure, ContentType};
use super::text::JsonSchema;

/// An object with exactly these fields.
fn object(fields: &[(&str, Value)]) -> Value {
    let names: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let properties: serde_json::Map<String, Value> =
        fields.iter().map(|(name, schema)| ((*name).to_owned(), schema.clone())).collect();
    json!({"type": "object", "properties": properties, "required": names, "additionalProperties": false})
}

fn text(description: &str) -> Value {
    json!({"type": "string", "description": description})
}

fn list(items: &Value, description: &str) -> Value {
    json!({"type": "array", "items": items, "description": description})
}

/// Of [`IdeasAnswer`](super::answer::IdeasAnswer).
#[must_use]
pub fn ideas() -> JsonSchema {
    let structures: Vec<&str> = ContentStructure::ALL.iter().map(|one| one.as_str()).collect();
    let types: Vec<&str> = ContentType::ALL.iter().map(|one| one.as_str()).collect();
    let section = object(&[
        ("heading", text("The section's heading, as readers see it")),
        ("purpose", text("What the reader gets from this section, in one sentence")),
        ("points", list(&text("One point to make"), "2 to 5 points")),
    ]);
    let idea = object(&[
        ("title", text("The title, as a reader sees it; at most 110 characters")),
        ("structure", json!({"type": "string", "enum": structures})),
        ("content_type", json!({"type": "string", "enum": types})),
        ("outline", list(&section, "3 to 10 sections, in order")),
        ("primary_keyword", text("One of the keywords given")),
        ("keywords", list(&text("One of the keywords given"), "Secondary keywords")),
        ("target_words", json!({"type": "integer", "description": "500 to 5000"})),
        ("audience", text("Who it is for")),
        ("tone", text("How it speaks")),
    ]);
    JsonSchema { name: "content_ideas", schema: object(&[("ideas", list(&idea, "The ideas, best first"))]) }
}

/// Of [`SectionAnswer`](super::answer::SectionAnswer).
#[must_use]
pub fn section() -> JsonSchema {
    JsonSchema {
        name: "article_section",
        schema: object(&[("html", text("The section as an HTML fragment, without its heading"))]),
    }
}

/// Of [`MetaAnswer`](super::answer::MetaAnswer).
#[must_use]
pub fn meta() -> JsonSchema {
    JsonSchema {
        name: "article_meta",
        schema: object(&[
            ("meta_title", text("At most 60 characters")),
            ("meta_description", text("At most 160 characters")),
            ("excerpt", text("One or two sentences, at most 300 characters")),
            ("tags", list(&text("A tag"), "3 to 8 tags")),
            ("categories", list(&text("A category"), "1 to 3 categories")),
        ]),
    }
}

/// Of [`ImagePromptsAnswer`](super::answer::ImagePromptsAnswer).
#[must_use]
pub fn image_prompts() -> JsonSchema {
    let prompt = ("prompt", text("What the picture shows, for an image model"));
    let alt = ("alt", text("Alternative text, at most 125 characters"));
    let in_article = object(&[
        prompt.clone(),
        alt.clone(),
        ("caption", text("A short caption")),
        ("after_heading", text("The heading it stands under, exactly as given")),
    ]);
    JsonSchema {
        name: "image_prompts",
        schema: object(&[
            ("featured", object(&[prompt, alt])),
            ("in_article", list(&in_article, "Pictures within the article")),
        ]),
    }
}
