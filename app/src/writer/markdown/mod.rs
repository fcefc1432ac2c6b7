//! Markdown as an editing form of the HTML that is stored: there and back without losing anything.
//!
//! What Markdown can say is written as Markdown; everything else our sanitiser allows stays HTML within it. So an
//! article that is opened and saved unchanged is the same article.

mod inline;
mod tree;
mod write;

use crate::kit::html::sanitise;

/// HTML for Markdown typed by a person, with whatever HTML stood in it: to be sanitised before anything else is done
/// with it, once it is known to be of a size that can be.
#[must_use]
pub fn unsanitised(markdown: &str) -> String {
    let mut options = comrak::Options::default();
    options.extension.table = true;
    // HTML within Markdown is how pictures with captions and the like survive; the sanitiser is the guard
    options.render.r#unsafe = true;
    comrak::markdown_to_html(markdown, &options)
}

/// Markdown for HTML that has been sanitised.
#[must_use]
pub fn from_html(html: &str) -> String {
    write::document(&tree::parse(&sanitise(html)))
}

/// The same HTML without what makes no difference: space between blocks, and text that stands in no paragraph.
#[must_use]
pub fn tidy(html: &str) -> String {
    let mut out = String::new();
    for block in tree::paragraphed(&tree::parse(&sanitise(html))) {
        tree::write_html(&block, &mut out);
    }
    out
}

#[cfg(test)]
mod tests;
