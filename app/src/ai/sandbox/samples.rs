//! Briefs for tests.

use crate::ai::brief::{
    ArticleMetaBrief, IdeasBrief, ImagePromptsBrief, KeywordBrief, SectionBrief, SectionKind, SectionOutline, SiteBrief,
};
use crate::ai::structure::ContentStructure;

pub(in crate::ai) fn site() -> SiteBrief {
    SiteBrief { name: "Morning Cup".to_owned(), language: "en".to_owned(), ..SiteBrief::default() }
}

pub(in crate::ai) fn ideas() -> IdeasBrief {
    let keywords = [
        ("cold brew coffee", 9_000),
        ("how to make cold brew", 7_000),
        ("best cold brew maker", 5_000),
        ("cold brew vs iced coffee", 4_000),
        ("cold brew ratio", 3_000),
        ("cold brew maker price", 900),
        ("what is cold brew", 6_000),
        ("cold brew recipes", 2_500),
        ("buy cold brew concentrate", 800),
    ];
    IdeasBrief {
        site: site(),
        cluster_name: "Cold brew coffee".to_owned(),
        primary_keyword: "cold brew coffee".to_owned(),
        keywords: keywords
            .map(|(keyword, volume)| KeywordBrief {
                keyword: keyword.to_owned(),
                volume: Some(volume),
                ..KeywordBrief::default()
            })
            .into(),
        count: 7,
        with_hub: true,
        ..IdeasBrief::default()
    }
}

pub(in crate::ai) fn section(structure: ContentStructure) -> SectionBrief {
    let points = ["Coarse grind", "Filtered water", "A steady ratio", "Time in the fridge"];
    SectionBrief {
        site: site(),
        title: "How to Make Cold Brew Without the Guesswork".to_owned(),
        content_type: structure.usual_type(),
        structure,
        cluster_name: "Cold brew coffee".to_owned(),
        primary_keyword: "how to make cold brew".to_owned(),
        keywords: ["cold brew ratio", "cold brew vs iced coffee", "best cold brew maker"].map(str::to_owned).into(),
        audience: "Home baristas who want consistent results".to_owned(),
        tone: "Friendly".to_owned(),
        kind: SectionKind::Body,
        section: SectionOutline {
            heading: "Choose the right grind".to_owned(),
            purpose: "What to look for".to_owned(),
            points: points.map(str::to_owned).into(),
        },
        headings: ["Choose the right grind", "Get the ratio right", "Store it well"].map(str::to_owned).into(),
        position: 0,
        total: 3,
        target_words: 250,
        written_so_far: String::new(),
        guidance: String::new(),
    }
}

pub(in crate::ai) fn meta() -> ArticleMetaBrief {
    ArticleMetaBrief {
        site: site(),
        title: "How to Make Cold Brew: A Step-by-Step Guide for Patient People".to_owned(),
        structure: ContentStructure::Guide,
        cluster_name: "Cold brew coffee".to_owned(),
        primary_keyword: "how to make cold brew".to_owned(),
        keywords: vec!["cold brew ratio".to_owned()],
        categories: vec!["News".to_owned(), "Brewing coffee".to_owned()],
        article: String::new(),
        guidance: String::new(),
    }
}

pub(in crate::ai) fn image_prompts(in_article: i64) -> ImagePromptsBrief {
    ImagePromptsBrief {
        site: site(),
        title: "How to Make Cold Brew".to_owned(),
        structure: ContentStructure::Guide,
        primary_keyword: "how to make cold brew".to_owned(),
        headings: ["Choose the right grind", "Get the ratio right", "Store it well"].map(str::to_owned).into(),
        article: String::new(),
        in_article,
        style: "illustration".to_owned(),
        guidance: String::new(),
    }
}
