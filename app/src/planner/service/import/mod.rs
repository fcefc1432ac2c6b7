//! Importing keywords: from a file of any of the usual tools, or a pasted list, to rows without duplicates.
//!
//! An upload is written to disk while it is looked at ([`upload`]), shown with what was recognised ([`detail`]), and
//! imported by a job ([`job`]) in batches; each batch is one transaction that also notes how far the file is done, so
//! that a crash costs nothing and counts nothing twice.

mod archive;
mod batch;
mod decode;
mod detail;
mod file;
mod job;
mod layout;
pub(super) mod numbers;
mod paste;
mod preview;
mod records;
mod rejected;
mod row;
mod sniff;
mod standalone;
mod start;
mod upload;
mod workbook;

#[cfg(test)]
mod tests;

pub use detail::{detail, home};
pub use job::{cancelled, failed, run};
pub use paste::add_keywords;
pub use rejected::{rejected_csv, rejected_page};
pub use standalone::{FileKeyword, FileKeywords, read_file};
pub use start::{set_layout, start};
pub use upload::{Upload, receive};
