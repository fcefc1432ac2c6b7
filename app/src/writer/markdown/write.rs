//! Blocks as Markdown. A block that Markdown can't say, or not certainly, is written as HTML on a line of its own.

use super::inline::{line, raw};
use super::tree::{Element, Node, paragraphed};

/// A document as Markdown.
pub(super) fn document(nodes: &[Node]) -> String {
    let mut out = blocks(&paragraphed(nodes));
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

/// Blocks with an empty line between them.
fn blocks(nodes: &[Node]) -> String {
    let mut out = String::new();
    let mut before: Option<&str> = None;
    for node in nodes {
        let name = node.element().map(|element| element.name.as_str());
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        // two lists of a kind in a row would be one
        if matches!(name, Some("ul" | "ol")) && before == name {
            out.push_str("<!-- -->\n\n");
        }
        out.push_str(&block(node));
        before = name;
    }
    out
}

fn block(node: &Node) -> String {
    node.element().and_then(markdown).unwrap_or_else(|| raw(node))
}

/// The block as Markdown, if Markdown says all of it.
fn markdown(element: &Element) -> Option<String> {
    match element.name.as_str() {
        "p" => paragraph(element),
        "h1" => heading(element, "#"),
        "h2" => heading(element, "##"),
        "h3" => heading(element, "###"),
        "h4" => heading(element, "####"),
        "hr" if element.attributes.is_empty() => Some("---".to_owned()),
        "ul" | "ol" => list(element),
        "blockquote" => quote(element),
        "pre" => code(element),
        "table" => table(element),
        _ => None,
    }
}

fn inline_only(nodes: &[Node]) -> bool {
    nodes.iter().all(|node| match node {
        Node::Text(_) => true,
        Node::Element(element) => !element.is_block() && inline_only(&element.children),
    })
}

/// The line of a block that holds text only. A line that begins with a tag might be read as a block of HTML.
fn text_line(element: &Element) -> Option<String> {
    if !element.attributes.is_empty() || !inline_only(&element.children) {
        return None;
    }
    let line = line(&element.children);
    (!line.is_empty() && !line.starts_with('<')).then_some(line)
}

fn paragraph(element: &Element) -> Option<String> {
    text_line(element)
}

fn heading(element: &Element, marks: &str) -> Option<String> {
    let line = text_line(element)?;
    // closing marks of a heading are taken off by readers of Markdown
    (!line.ends_with('#')).then(|| format!("{marks} {line}"))
}

fn list(element: &Element) -> Option<String> {
    let ordered = element.name == "ol";
    if !element.has_only(if ordered { &["start"] } else { &[] }) || element.children.is_empty() {
        return None;
    }
    let start = element
        .attribute("start")
        .map_or(Some(1), |start| start.parse::<u32>().ok().filter(|n| *n != 1 && *n < 1_000_000))?;
    let mut items = Vec::new();
    for (number, item) in (start..).zip(&element.children) {
        let mark = if ordered { format!("{number}. ") } else { "- ".to_owned() };
        let indent = " ".repeat(mark.len());
        let text = list_item(item.element().filter(|item| item.name == "li" && item.attributes.is_empty())?)?;
        items.push(format!("{mark}{}", text.replace('\n', &format!("\n{indent}"))));
    }
    Some(items.join("\n"))
}

/// An item's line, with the list that may follow it.
fn list_item(item: &Element) -> Option<String> {
    let (text, nested) = match item.children.split_last() {
        Some((Node::Element(last), text)) if matches!(last.name.as_str(), "ul" | "ol") => (text, Some(last)),
        _ => (item.children.as_slice(), None),
    };
    let text = text_line(&Element::new("li", text.to_vec()))?;
    match nested {
        // only a list that begins with 1 may interrupt a line
        Some(nested) if nested.attribute("start").is_none() => Some(format!("{text}\n{}", list(nested)?)),
        Some(_) => None,
        None => Some(text),
    }
}

fn quote(element: &Element) -> Option<String> {
    let has_blocks = !element.children.is_empty() && element.children.iter().all(Node::is_block);
    if !element.attributes.is_empty() || !has_blocks {
        return None;
    }
    let inner = blocks(&element.children);
    let quoted: Vec<String> =
        inner.lines().map(|line| if line.is_empty() { ">".to_owned() } else { format!("> {line}") }).collect();
    Some(quoted.join("\n"))
}

fn code(element: &Element) -> Option<String> {
    let [Node::Element(code)] = element.children.as_slice() else { return None };
    let [Node::Text(text)] = code.children.as_slice() else { return None };
    let plain = code.name == "code" && code.attributes.is_empty() && element.attributes.is_empty();
    // a fence gives every line its end, the last one too
    if !plain || !text.ends_with('\n') || text.contains(['\r', '\u{a0}']) {
        return None;
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((longest + 1).max(3));
    Some(format!("{fence}\n{text}{fence}"))
}

/// A table with one row of heads and rows of as many cells, all text.
fn table(element: &Element) -> Option<String> {
    let [Node::Element(head), Node::Element(body)] = element.children.as_slice() else { return None };
    let bare = [element, head, body].iter().all(|one| one.attributes.is_empty());
    if !bare || head.name != "thead" || body.name != "tbody" {
        return None;
    }
    let [head_row] = head.children.as_slice() else { return None };
    let heads = cells(head_row, "th")?;
    let mut rows = vec![row(&heads), row(&vec!["---".to_owned(); heads.len()])];
    for one in &body.children {
        let cells = cells(one, "td")?;
        if cells.len() != heads.len() {
            return None;
        }
        rows.push(row(&cells));
    }
    Some(rows.join("\n"))
}

fn cells(node: &Node, name: &str) -> Option<Vec<String>> {
    let row = node.element().filter(|row| row.name == "tr" && row.attributes.is_empty())?;
    let cells: Option<Vec<String>> = row
        .children
        .iter()
        .map(|cell| {
            let cell = cell.element().filter(|cell| cell.name == name && cell.attributes.is_empty())?;
            // pipes in code spans end the cell all the same
            let plain = inline_only(&cell.children) && !cell.children.iter().any(holds_code);
            plain.then(|| line(&cell.children))
        })
        .collect();
    cells.filter(|cells| !cells.is_empty())
}

fn holds_code(node: &Node) -> bool {
    node.element().is_some_and(|element| element.name == "code" || element.children.iter().any(holds_code))
}

fn row(cells: &[String]) -> String {
    format!("| {} |", cells.join(" | "))
}
