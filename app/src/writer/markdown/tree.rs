//! Sanitised HTML as a tree. The sanitiser's output is well formed and normalised, so this needs no parser of the
//! web's HTML: every tag is closed, attributes stand in double quotes, entities are the five it writes.

/// An element or a run of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// Entities decoded; outside `pre` with white space collapsed.
    Text(String),
    Element(Element),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Element {
    pub name: String,
    /// In the order they stand; without `rel`, which the sanitiser sets on every link.
    pub attributes: Vec<(String, String)>,
    pub children: Vec<Node>,
}

const VOID: &[&str] = &["br", "hr", "img"];

/// Deepest nesting that is kept. What lies deeper keeps its text and loses its tags: everything here walks the tree by
/// recursion, and a megabyte of tags in one another would take the process down. Articles need a dozen.
const DEEPEST: usize = 100;

/// What stands for itself, not within a line.
const BLOCKS: &[&str] = &[
    "h1",
    "h2",
    "h3",
    "h4",
    "p",
    "hr",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "dl",
    "dt",
    "dd",
    "caption",
];

impl Element {
    pub fn new(name: &str, children: Vec<Node>) -> Self {
        Self { name: name.to_owned(), attributes: Vec::new(), children }
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether it carries nothing but these attributes.
    pub fn has_only(&self, names: &[&str]) -> bool {
        self.attributes.iter().all(|(name, _)| names.contains(&name.as_str()))
    }

    pub fn is_block(&self) -> bool {
        BLOCKS.contains(&self.name.as_str())
    }
}

impl Node {
    pub fn is_block(&self) -> bool {
        matches!(self, Self::Element(element) if element.is_block())
    }

    pub fn element(&self) -> Option<&Element> {
        match self {
            Self::Element(element) => Some(element),
            Self::Text(_) => None,
        }
    }
}

/// Reads sanitised HTML.
pub(super) fn parse(html: &str) -> Vec<Node> {
    let mut open = vec![Element::new("", Vec::new())];
    // tags too deep to be kept, and not closed yet
    let mut passed_over = 0;
    let mut rest = html;
    while !rest.is_empty() {
        let end = match rest.strip_prefix('<') {
            Some(tag) => {
                // attribute values hold no bare `>` that matters here: quotes are matched below
                let end = tag_end(tag);
                take_tag(&mut open, &mut passed_over, &tag[..end]);
                end + 2
            }
            None => {
                let end = rest.find('<').unwrap_or(rest.len());
                append(&mut open, Node::Text(decode(&rest[..end])));
                end
            }
        };
        rest = rest.get(end..).unwrap_or_default();
    }
    while open.len() > 1 {
        close(&mut open);
    }
    let mut nodes = open.pop().map(|root| root.children).unwrap_or_default();
    collapse(&mut nodes);
    nodes
}

/// Where the tag's `>` stands, quoted ones passed over.
fn tag_end(tag: &str) -> usize {
    let mut quoted = false;
    for (at, c) in tag.char_indices() {
        match c {
            '"' => quoted = !quoted,
            '>' if !quoted => return at,
            _ => {}
        }
    }
    tag.len()
}

fn take_tag(open: &mut Vec<Element>, passed_over: &mut usize, tag: &str) {
    if let Some(name) = tag.strip_prefix('/') {
        // every tag is closed in its turn, so these close what was passed over
        if *passed_over > 0 {
            *passed_over -= 1;
            return;
        }
        // a closing tag that nothing opened is passed over
        if open.iter().skip(1).any(|element| element.name == name.trim()) {
            while open.len() > 1 && open.last().is_some_and(|element| element.name != name.trim()) {
                close(open);
            }
            close(open);
        }
        return;
    }
    let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
    let mut element = Element::new(name, Vec::new());
    while let Some((attribute, after)) = rest.split_once("=\"") {
        let (value, after) = after.split_once('"').unwrap_or((after, ""));
        if attribute.trim() != "rel" {
            element.attributes.push((attribute.trim().to_owned(), decode(value)));
        }
        rest = after;
    }
    if VOID.contains(&name) {
        append(open, Node::Element(element));
    } else if open.len() > DEEPEST {
        *passed_over += 1;
    } else {
        open.push(element);
    }
}

fn append(open: &mut [Element], node: Node) {
    if let Some(parent) = open.last_mut() {
        parent.children.push(node);
    }
}

fn close(open: &mut Vec<Element>) {
    if let Some(done) = open.pop() {
        append(open, Node::Element(done));
    }
}

fn decode(text: &str) -> String {
    text.replace("&nbsp;", "\u{a0}")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

/// Collapses white space as a browser would, and drops what stands between blocks.
fn collapse(nodes: &mut Vec<Node>) {
    let mut line = Line { space: true };
    collapse_in(nodes, &mut line);
}

/// The line that text is on: whether it ends with a space (or has not begun), so that another makes no difference.
struct Line {
    space: bool,
}

fn collapse_in(nodes: &mut Vec<Node>, line: &mut Line) {
    for node in nodes.iter_mut() {
        match node {
            Node::Text(text) => *text = collapse_text(text, line),
            Node::Element(element) if element.name == "pre" => line.space = true,
            Node::Element(element) => {
                let breaks = element.is_block() || element.name == "br";
                line.space |= breaks;
                collapse_in(&mut element.children, line);
                line.space = if element.name == "img" { false } else { line.space || breaks };
            }
        }
    }
    // space before a block, a break or the end of a block belongs to no line
    let count = nodes.len();
    for at in 0..count {
        let ends = match nodes.get(at + 1) {
            Some(next) => next.is_block() || next.element().is_some_and(|next| next.name == "br"),
            None => false,
        };
        if ends {
            trim_end(&mut nodes[at]);
        }
    }
    for node in nodes.iter_mut() {
        if let Node::Element(element) = node
            && element.is_block()
            && element.name != "pre"
            && let Some(last) = element.children.last_mut()
        {
            trim_end(last);
        }
    }
    nodes.retain(|node| !matches!(node, Node::Text(text) if text.is_empty()));
}

fn trim_end(node: &mut Node) {
    match node {
        Node::Text(text) => text.truncate(text.trim_end_matches(' ').len()),
        Node::Element(element) if !element.is_block() => {
            if let Some(last) = element.children.last_mut() {
                trim_end(last);
            }
        }
        Node::Element(_) => {}
    }
}

fn collapse_text(text: &str, line: &mut Line) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_whitespace() {
            if !line.space {
                out.push(' ');
            }
            line.space = true;
        } else {
            out.push(c);
            line.space = false;
        }
    }
    out
}

/// The blocks of a document: text between them becomes paragraphs.
pub(super) fn paragraphed(nodes: &[Node]) -> Vec<Node> {
    let mut blocks = Vec::new();
    let mut line: Vec<Node> = Vec::new();
    let end_line = |line: &mut Vec<Node>, blocks: &mut Vec<Node>| {
        if !line.is_empty() {
            let mut paragraph = vec![Node::Element(Element::new("p", std::mem::take(line)))];
            collapse(&mut paragraph);
            blocks.append(&mut paragraph);
        }
    };
    for node in nodes {
        if node.is_block() {
            end_line(&mut line, &mut blocks);
            blocks.push(node.clone());
        } else {
            line.push(node.clone());
        }
    }
    end_line(&mut line, &mut blocks);
    blocks
}

/// Writes a node as HTML again.
pub(super) fn write_html(node: &Node, out: &mut String) {
    match node {
        Node::Text(text) => out.push_str(&encode(text)),
        Node::Element(element) => {
            out.push_str(&open_tag(element));
            if VOID.contains(&element.name.as_str()) {
                return;
            }
            for child in &element.children {
                write_html(child, out);
            }
            out.push_str(&close_tag(element));
        }
    }
}

pub(super) fn open_tag(element: &Element) -> String {
    let mut tag = format!("<{}", element.name);
    for (name, value) in &element.attributes {
        tag.push_str(&format!(" {name}=\"{}\"", encode(value).replace('"', "&quot;")));
    }
    tag.push('>');
    tag
}

pub(super) fn close_tag(element: &Element) -> String {
    if VOID.contains(&element.name.as_str()) { String::new() } else { format!("</{}>", element.name) }
}

pub(super) fn encode(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('\u{a0}', "&nbsp;")
}
