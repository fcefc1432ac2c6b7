//! Text within a block as Markdown.

use super::tree::{Element, Node, close_tag, encode, open_tag, write_html};

/// What the text stands in; emphasis in the same emphasis has no Markdown.
#[derive(Clone, Copy, Default)]
struct Within {
    strong: bool,
    em: bool,
}

/// The children of a block as one line of Markdown.
pub(super) fn line(nodes: &[Node]) -> String {
    let mut out = String::new();
    write(nodes, Within::default(), &mut out);
    guard_start(&out)
}

fn write(nodes: &[Node], within: Within, out: &mut String) {
    for (at, node) in nodes.iter().enumerate() {
        match node {
            Node::Text(text) => out.push_str(&escape(text)),
            Node::Element(element) => write_element(element, next_char(&nodes[at + 1..]), within, out),
        }
    }
}

fn write_element(element: &Element, after: Option<char>, within: Within, out: &mut String) {
    match element.name.as_str() {
        "strong" if !within.strong && delimited(element, after, out) => {
            out.push_str("**");
            write(&element.children, Within { strong: true, ..within }, out);
            out.push_str("**");
        }
        "em" if !within.em && delimited(element, after, out) => {
            out.push('*');
            write(&element.children, Within { em: true, ..within }, out);
            out.push('*');
        }
        "code" if code_text(element).is_some() => write_code(&code_text(element).unwrap_or_default(), out),
        "a" if element.attribute("href").is_some_and(is_plain_address) && element.has_only(&["href", "title"]) => {
            write_link(element, within, out);
        }
        "img"
            if element.attribute("src").is_some_and(is_plain_address)
                && element.attribute("alt").is_some()
                && element.has_only(&["src", "alt", "title"]) =>
        {
            let alt = escape(element.attribute("alt").unwrap_or_default());
            out.push_str(&format!("![{alt}]({})", target(element.attribute("src").unwrap_or_default(), element)));
        }
        _ => {
            out.push_str(&open_tag(element));
            write(&element.children, within, out);
            out.push_str(&close_tag(element));
        }
    }
}

/// Whether asterisks around the element are certain to be read as emphasis: they stand at text, no other asterisk is
/// beside them, and where the text borders on them with a mark, as a full stop does, no letter follows outside.
/// Characters beyond ASCII that are no letters count as uncertain.
fn delimited(element: &Element, after: Option<char>, out: &str) -> bool {
    let edge = |node: Option<&Node>, last: bool| match node {
        Some(Node::Text(text)) if last => text.chars().next_back(),
        Some(Node::Text(text)) => text.chars().next(),
        _ => None,
    };
    let fits = |inside: Option<char>, outside: Option<char>| match inside {
        Some(inside) if inside.is_alphanumeric() => true,
        Some(inside) if inside.is_ascii_punctuation() => outside.is_none_or(|c| c == ' ' || c.is_ascii_punctuation()),
        _ => false,
    };
    let before = out.chars().next_back();
    element.attributes.is_empty()
        && before != Some('*')
        && after != Some('*')
        && fits(edge(element.children.first(), false), before)
        && fits(edge(element.children.last(), true), after)
}

/// The character that Markdown will have next, as far as asterisks are concerned: every element begins with a mark,
/// and none of ours ends a line.
fn next_char(nodes: &[Node]) -> Option<char> {
    match nodes.first()? {
        Node::Text(text) => text.chars().next().map(|c| if c == '*' { '\\' } else { c }),
        Node::Element(element) => Some(if matches!(element.name.as_str(), "strong" | "em") { '*' } else { '<' }),
    }
}

/// The text of code that holds nothing else, and that a code span keeps as it is.
fn code_text(element: &Element) -> Option<String> {
    match element.children.as_slice() {
        [Node::Text(text)] if element.attributes.is_empty() && !text.starts_with(' ') && !text.ends_with(' ') => {
            Some(text.clone())
        }
        _ => None,
    }
}

fn write_code(text: &str, out: &mut String) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    // a space keeps a backtick at the border apart from the fence, and is taken off again
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    // a backtick before would lengthen the fence
    if out.ends_with('`') {
        out.push_str(&format!("<code>{}</code>", escape(text)));
    } else {
        out.push_str(&format!("{fence}{pad}{text}{pad}{fence}"));
    }
}

fn write_link(element: &Element, within: Within, out: &mut String) {
    // "!" before a link would make it a picture
    if out.ends_with('!') {
        out.pop();
        out.push_str("\\!");
    }
    out.push('[');
    write(&element.children, within, out);
    out.push_str(&format!("]({})", target(element.attribute("href").unwrap_or_default(), element)));
}

/// Addresses that need no escaping at all.
fn is_plain_address(address: &str) -> bool {
    !address.is_empty() && address.chars().all(|c| c.is_ascii_alphanumeric() || "-._~:/?#@!$&'+,;=%".contains(c))
        // would be read as an entity
        && !address.contains("&amp") && !address.split('&').skip(1).any(|part| part.split_once(';').is_some())
}

fn target(address: &str, element: &Element) -> String {
    match element.attribute("title") {
        Some(title) => format!("{address} \"{}\"", escape(title).replace('"', "\\\"")),
        None => address.to_owned(),
    }
}

/// Text so that Markdown reads it as text.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '&' if characters.peek().is_some_and(|next| next.is_ascii_alphanumeric() || *next == '#') => {
                out.push_str("\\&")
            }
            '\u{a0}' => out.push_str("&nbsp;"),
            _ => out.push(c),
        }
    }
    out
}

/// Keeps the first characters of a line from being read as the mark of a block.
fn guard_start(line: &str) -> String {
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    let mark = line[digits..].chars().next();
    match mark {
        Some('.' | ')') if (1..=9).contains(&digits) => format!("{}\\{}", &line[..digits], &line[digits..]),
        Some('#' | '+' | '-' | '=' | '>' | ':') if digits == 0 => format!("\\{line}"),
        _ => line.to_owned(),
    }
}

/// A node as HTML on one line, whatever it holds.
pub(super) fn raw(node: &Node) -> String {
    let mut out = String::new();
    match node {
        Node::Text(text) => out.push_str(&encode(text)),
        Node::Element(_) => write_html(node, &mut out),
    }
    // a blank line would end a block of HTML, and any line might begin with a mark of Markdown
    out.replace('\n', "&#10;")
}
