//! Why a whole file is refused. The codes travel in the address back to the form, which shows the sentence.

crate::words! {
    /// What is wrong with an upload.
    pub enum ImportRefusal {
        NoFile = "no_file",
        Empty = "empty",
        TooLarge = "too_large",
        Zip = "zip",
        OldExcel = "old_excel",
        BadWorkbook = "bad_workbook",
        UnpacksTooLarge = "unpacks_too_large",
        Pdf = "pdf",
        Picture = "picture",
        Compressed = "compressed",
        WebPage = "web_page",
        Utf32 = "utf_32",
        Binary = "binary",
        NoRows = "no_rows",
        TooLong = "too_long",
        CutShort = "cut_short",
        UploadsWaiting = "uploads_waiting",
    }
}

impl ImportRefusal {
    /// What happened and what to do. Nothing was imported in any of these cases.
    #[must_use]
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::NoFile => "Choose a file first.",
            Self::Empty => "The file is empty. Export the keywords again and check that it has rows.",
            Self::TooLarge => "The file is larger than 50 MB. Split it, or export fewer columns.",
            Self::Zip => "This is a ZIP archive, whatever its name says. Unpack it and upload the file inside.",
            Self::OldExcel => "This is a workbook of Excel 2003 or older. Save it as .xlsx or CSV and upload that.",
            Self::BadWorkbook => {
                "This workbook cannot be read. Open it, save the sheet with the keywords as CSV, and upload that."
            }
            Self::UnpacksTooLarge => {
                "This workbook unpacks to more than can be read here. Save the sheet with the keywords as CSV, and upload that."
            }
            Self::Pdf => "This is a PDF. Export the keywords as CSV or .xlsx.",
            Self::Picture => "This is a picture. Export the keywords as CSV or .xlsx.",
            Self::Compressed => "This file is compressed. Unpack it and upload the file inside.",
            Self::WebPage => {
                "This is a web page, not a list; the download may have asked you to sign in. Export the keywords again."
            }
            Self::Utf32 => {
                "This file is encoded as UTF-32, which is hardly ever used. Save it as UTF-8 and upload it again."
            }
            Self::Binary => "This file is not text. Export the keywords as CSV, TSV or .xlsx.",
            Self::NoRows => "No row in this file holds anything. Export the keywords again and check that it has rows.",
            Self::TooLong => "The list has more than 5,000 lines. Save it as a text file and upload that instead.",
            Self::CutShort => "The upload ended before the whole file was here. Check the connection and try again.",
            Self::UploadsWaiting => {
                "20 uploaded files wait to be imported, which is as many as can. Import one of them first; what nobody imports is removed after 14 days."
            }
        }
    }
}

#[cfg(feature = "ssr")]
impl From<ImportRefusal> for crate::kit::AppError {
    fn from(refusal: ImportRefusal) -> Self {
        let error = match refusal {
            // nothing is wrong with the file itself
            ImportRefusal::UploadsWaiting => Self::conflict(refusal.as_str(), refusal.sentence()),
            _ => Self::invalid(refusal.as_str(), refusal.sentence()),
        };
        error.with_field("file", refusal.sentence())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_says_what_to_do() {
        for refusal in ImportRefusal::ALL {
            assert!(refusal.sentence().ends_with('.'), "{refusal}");
            assert!(refusal.sentence().split_whitespace().count() >= 4, "{refusal}");
        }
    }
}
