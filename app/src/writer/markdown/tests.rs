//! Markdown and back: what a person sees, and that nothing an article may hold is lost.

use proptest::prelude::*;

use super::{from_html, tidy, unsanitised};
use crate::kit::html::sanitise;

/// What a person's Markdown is stored as.
fn to_html(markdown: &str) -> String {
    sanitise(&unsanitised(markdown))
}

/// There and back.
fn round(html: &str) -> String {
    tidy(&to_html(&from_html(html)))
}

#[test]
fn an_article_reads_as_markdown_a_person_would_write() {
    let html = "<p><strong>In short.</strong> A <strong>slow</strong> and <em>cold</em> brew, see <a href=\"https://a.example/x?y=1\">this</a>.</p>\
                <h2>Salt &amp; oil</h2><ul><li>one<ul><li>two</li></ul></li><li>three</li></ul><ol><li>first</li></ol>\
                <blockquote><p>Said.</p></blockquote><hr><pre><code>let a = 1;\n</code></pre>\
                <table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>";
    let expected = "**In short.** A **slow** and *cold* brew, see [this](https://a.example/x?y=1).\n\n## Salt & oil\n\n- one\n  - two\n- three\n\n\
                    1. first\n\n> Said.\n\n---\n\n```\nlet a = 1;\n```\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n";
    assert_eq!(from_html(html), expected);
    assert_eq!(round(html), tidy(html));
}

#[test]
fn what_markdown_cannot_say_stays_html() {
    for html in [
        "<figure><img src=\"/media/a.webp\" alt=\"Beans\" width=\"12\" height=\"7\"><figcaption>Beans</figcaption></figure>",
        "<h2 id=\"x\">Anchored</h2>",
        "<p><strong>bold first</strong> then text</p>",
        "<p><img src=\"/media/a.webp\" alt=\"x\" width=\"3\"></p>",
        "<p>H<sub>2</sub>O<br>next</p>",
        "<dl><dt>a</dt><dd>b</dd></dl>",
        "<table><tbody><tr><td colspan=\"2\">x</td></tr></tbody></table>",
        "<ul><li><p>a</p><p>b</p></li></ul>",
        "<blockquote>bare</blockquote>",
        "<p>a<strong>,</strong>b</p>",
        "<p>wow!<a href=\"https://a.example\">x</a></p>",
        "<ul><li>a</li></ul><ul><li>b</li></ul>",
        "<p>1. not a list</p><p>- nor this</p><p># nor that</p><p>a*b*c _d_ `e` [f](g) &lt;b&gt; &amp;amp; x | y</p>",
        "<p>a&nbsp;b</p>",
        "<pre>two\n\nlines</pre>",
        "<p>\\*</p>",
    ] {
        assert_eq!(round(html), tidy(html), "by way of {:?}", from_html(html));
    }
}

#[test]
fn tags_without_end_in_one_another_cost_no_more_than_their_depth() {
    for (tag, times) in [("sub", 20_000), ("blockquote", 500), ("ul", 500)] {
        let html = format!("<p>before</p>{}deep", format!("<{tag}>").repeat(times));
        let tidied = tidy(&html);
        assert!(tidied.contains("before") && tidied.contains("deep"), "{tag}");
        assert!(tidied.matches(&format!("<{tag}>")).count() <= 100, "{tag}");
        assert!(from_html(&html).contains("deep"), "{tag}");
    }
    let shallow = "<ul><li>a<ul><li>b</li></ul></li></ul>";
    assert_eq!(tidy(shallow), shallow);
}

#[test]
fn scripts_in_markdown_are_gone() {
    let html = to_html("Hi <script>alert(1)</script>\n\n<img src=x onerror=alert(1)>\n\n[x](javascript:alert(1))");
    assert!(!html.contains("script") && !html.contains("onerror"), "{html}");
}

/// Text with the characters that Markdown or HTML could take for marks.
fn text() -> impl Strategy<Value = String> {
    "[a-z0-9 .,!?&;:#+\\-*_`~\\[\\]()<>|\\\\\"'é\u{a0}=]{1,24}"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn inline() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => text().prop_map(|text| escaped(&text)),
        1 => Just("<br>".to_owned()),
        1 => Just("<img src=\"/media/a.webp\" alt=\"a*b\">".to_owned()),
    ];
    leaf.prop_recursive(3, 12, 4, |inner| {
        let tag = prop_oneof![
            Just("strong"),
            Just("em"),
            Just("b"),
            Just("code"),
            Just("sub"),
            Just("mark"),
            Just("a href=\"https://a.example/b\"")
        ];
        (tag, prop::collection::vec(inner, 1..4)).prop_map(|(tag, inner)| {
            let name = tag.split(' ').next().unwrap_or(tag);
            format!("<{tag}>{}</{name}>", inner.concat())
        })
    })
}

fn line() -> impl Strategy<Value = String> {
    prop::collection::vec(inline(), 1..4).prop_map(|parts| parts.concat())
}

fn block() -> impl Strategy<Value = String> {
    let list = |tag: &'static str| {
        prop::collection::vec((line(), prop::option::of(line())), 1..4).prop_map(move |items| {
            let items: String = items
                .into_iter()
                .map(|(item, nested)| {
                    let nested = nested.map(|nested| format!("<ul><li>{nested}</li></ul>")).unwrap_or_default();
                    format!("<li>{item}{nested}</li>")
                })
                .collect();
            format!("<{tag}>{items}</{tag}>")
        })
    };
    prop_oneof![
        4 => line().prop_map(|line| format!("<p>{line}</p>")),
        2 => line().prop_map(|line| format!("<h2>{line}</h2>")),
        1 => line().prop_map(|line| format!("<blockquote><p>{line}</p></blockquote>")),
        1 => list("ul"),
        1 => list("ol"),
        1 => text().prop_map(|text| format!("<pre><code>{}\n</code></pre>", escaped(&text))),
        1 => (line(), line()).prop_map(|(a, b)| {
            format!("<table><thead><tr><th>{a}</th></tr></thead><tbody><tr><td>{b}</td></tr></tbody></table>")
        }),
        1 => line().prop_map(|line| format!("<figure><img src=\"/media/a.webp\"><figcaption>{line}</figcaption></figure>")),
        1 => Just("<hr>".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn nothing_an_article_may_hold_is_lost(blocks in prop::collection::vec(block(), 1..6)) {
        let html = tidy(&blocks.concat());
        let markdown = from_html(&html);
        prop_assert_eq!(round(&html), html, "by way of {:?}", markdown);
    }

    #[test]
    fn no_markdown_panics_and_none_smuggles(markdown in "[\\PC\n]{0,200}") {
        let html = to_html(&markdown);
        prop_assert!(!html.to_lowercase().contains("<script"));
        let _ = from_html(&html);
    }
}
