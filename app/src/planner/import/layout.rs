//! How a file is read: whose layout it has, how its letters are written, and which column is what.

use serde::{Deserialize, Serialize};

crate::words! {
    /// Whose layout a file has.
    pub enum Tool {
        GoogleKeywordPlanner = "google_keyword_planner",
        Ahrefs = "ahrefs",
        Semrush = "semrush",
        SearchConsole = "search_console",
        /// A table with headings of nobody in particular.
        Table = "table",
        /// Keywords without headings.
        List = "list",
    }
}

impl Tool {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::GoogleKeywordPlanner => "Google Keyword Planner",
            Self::Ahrefs => "Ahrefs",
            Self::Semrush => "Semrush",
            Self::SearchConsole => "Google Search Console",
            Self::Table => "Table with headings",
            Self::List => "Plain list",
        }
    }
}

crate::words! {
    /// How letters are written as bytes: the names of the WHATWG Encoding Standard.
    pub enum TextEncoding {
        Utf8 = "utf-8",
        Utf16Le = "utf-16le",
        Utf16Be = "utf-16be",
        Windows1252 = "windows-1252",
        Windows1250 = "windows-1250",
        Windows1251 = "windows-1251",
        Windows1253 = "windows-1253",
        Windows1254 = "windows-1254",
        Windows1255 = "windows-1255",
        Windows1256 = "windows-1256",
        Windows1257 = "windows-1257",
        Windows1258 = "windows-1258",
        Windows874 = "windows-874",
        Iso8859Part2 = "iso-8859-2",
        Koi8R = "koi8-r",
        ShiftJis = "shift_jis",
        EucJp = "euc-jp",
        EucKr = "euc-kr",
        Gbk = "gbk",
        Big5 = "big5",
    }
}

impl TextEncoding {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16Le => "UTF-16, little endian",
            Self::Utf16Be => "UTF-16, big endian",
            Self::Windows1252 => "Western European (Windows-1252)",
            Self::Windows1250 => "Central European (Windows-1250)",
            Self::Windows1251 => "Cyrillic (Windows-1251)",
            Self::Windows1253 => "Greek (Windows-1253)",
            Self::Windows1254 => "Turkish (Windows-1254)",
            Self::Windows1255 => "Hebrew (Windows-1255)",
            Self::Windows1256 => "Arabic (Windows-1256)",
            Self::Windows1257 => "Baltic (Windows-1257)",
            Self::Windows1258 => "Vietnamese (Windows-1258)",
            Self::Windows874 => "Thai (Windows-874)",
            Self::Iso8859Part2 => "Central European (ISO 8859-2)",
            Self::Koi8R => "Cyrillic (KOI8-R)",
            Self::ShiftJis => "Japanese (Shift JIS)",
            Self::EucJp => "Japanese (EUC-JP)",
            Self::EucKr => "Korean (EUC-KR)",
            Self::Gbk => "Chinese, simplified (GBK)",
            Self::Big5 => "Chinese, traditional (Big5)",
        }
    }
}

crate::words! {
    /// What stands between the columns.
    pub enum Delimiter {
        Comma = "comma",
        Semicolon = "semicolon",
        Tab = "tab",
        Pipe = "pipe",
        /// One column: each line is a keyword as it stands.
        Nothing = "nothing",
    }
}

impl Delimiter {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Comma => "Comma",
            Self::Semicolon => "Semicolon",
            Self::Tab => "Tab",
            Self::Pipe => "Vertical bar",
            Self::Nothing => "Nothing, one keyword a line",
        }
    }
}

crate::words! {
    /// What a column can be taken for.
    pub enum Field {
        Keyword = "keyword",
        Volume = "volume",
        Difficulty = "difficulty",
        Cpc = "cpc",
        Intent = "intent",
        Country = "country",
    }
}

impl Field {
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Keyword => "Keyword",
            Self::Volume => "Searches a month",
            Self::Difficulty => "Difficulty",
            Self::Cpc => "Cost per click",
            Self::Intent => "Intent",
            Self::Country => "Country",
        }
    }

    /// The name of its menu, for what is wrong with it and what was chosen; `country` alone is another field's.
    #[must_use]
    pub const fn input(self) -> &'static str {
        match self {
            Self::Keyword => "column-keyword",
            Self::Volume => "column-volume",
            Self::Difficulty => "column-difficulty",
            Self::Cpc => "column-cpc",
            Self::Intent => "column-intent",
            Self::Country => "column-country",
        }
    }
}

/// Which column is what: places counted from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnMap {
    pub keyword: usize,
    pub volume: Option<usize>,
    pub difficulty: Option<usize>,
    pub cpc: Option<usize>,
    pub intent: Option<usize>,
    pub country: Option<usize>,
}

impl ColumnMap {
    /// The column taken for a field.
    #[must_use]
    pub const fn of(&self, field: Field) -> Option<usize> {
        match field {
            Field::Keyword => Some(self.keyword),
            Field::Volume => self.volume,
            Field::Difficulty => self.difficulty,
            Field::Cpc => self.cpc,
            Field::Intent => self.intent,
            Field::Country => self.country,
        }
    }

    /// Takes a column for a field; a keyword without a column stays where it is.
    pub const fn set(&mut self, field: Field, column: Option<usize>) {
        match field {
            Field::Keyword => {
                if let Some(column) = column {
                    self.keyword = column;
                }
            }
            Field::Volume => self.volume = column,
            Field::Difficulty => self.difficulty = column,
            Field::Cpc => self.cpc = column,
            Field::Intent => self.intent = column,
            Field::Country => self.country = column,
        }
    }
}

/// How a file is read. Stored with the import as JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    pub tool: Tool,
    pub encoding: TextEncoding,
    pub delimiter: Delimiter,
    /// Rows before the first keyword: titles and headings.
    pub skip: usize,
    /// The headings, or the columns' numbers where there are none.
    pub columns: Vec<String>,
    pub map: ColumnMap,
    /// Taken where a row names no country; empty: none.
    pub country: String,
    /// Lines of the file, for saying how far an import is.
    pub lines: i64,
}
