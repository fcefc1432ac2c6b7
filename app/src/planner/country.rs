//! Countries, as keyword tools name them: ISO 3166-1 alpha-2 codes, with names for people.

/// Countries that searches are most often counted for: code and name, by name.
pub const COUNTRIES: &[(&str, &str)] = &[
    ("AR", "Argentina"),
    ("AU", "Australia"),
    ("AT", "Austria"),
    ("BD", "Bangladesh"),
    ("BE", "Belgium"),
    ("BR", "Brazil"),
    ("BG", "Bulgaria"),
    ("CA", "Canada"),
    ("CL", "Chile"),
    ("CN", "China"),
    ("CO", "Colombia"),
    ("HR", "Croatia"),
    ("CZ", "Czechia"),
    ("DK", "Denmark"),
    ("EG", "Egypt"),
    ("EE", "Estonia"),
    ("FI", "Finland"),
    ("FR", "France"),
    ("DE", "Germany"),
    ("GR", "Greece"),
    ("HK", "Hong Kong"),
    ("HU", "Hungary"),
    ("IN", "India"),
    ("ID", "Indonesia"),
    ("IE", "Ireland"),
    ("IL", "Israel"),
    ("IT", "Italy"),
    ("JP", "Japan"),
    ("KE", "Kenya"),
    ("KR", "South Korea"),
    ("LV", "Latvia"),
    ("LT", "Lithuania"),
    ("LU", "Luxembourg"),
    ("MY", "Malaysia"),
    ("MX", "Mexico"),
    ("MA", "Morocco"),
    ("NL", "Netherlands"),
    ("NZ", "New Zealand"),
    ("NG", "Nigeria"),
    ("NO", "Norway"),
    ("PK", "Pakistan"),
    ("PE", "Peru"),
    ("PH", "Philippines"),
    ("PL", "Poland"),
    ("PT", "Portugal"),
    ("RO", "Romania"),
    ("SA", "Saudi Arabia"),
    ("RS", "Serbia"),
    ("SG", "Singapore"),
    ("SK", "Slovakia"),
    ("SI", "Slovenia"),
    ("ZA", "South Africa"),
    ("ES", "Spain"),
    ("LK", "Sri Lanka"),
    ("SE", "Sweden"),
    ("CH", "Switzerland"),
    ("TW", "Taiwan"),
    ("TH", "Thailand"),
    ("TR", "Türkiye"),
    ("UA", "Ukraine"),
    ("AE", "United Arab Emirates"),
    ("GB", "United Kingdom"),
    ("US", "United States"),
    ("VN", "Vietnam"),
];

/// The name of a country, or its code where it has none here.
#[must_use]
pub fn country_name(code: &str) -> &str {
    COUNTRIES.iter().find(|(known, _)| *known == code).map_or(code, |(_, name)| *name)
}

/// The code that a text means: a code of two letters in either case, or a country's English name. `Some("")` for an
/// empty text, `None` for anything else.
#[must_use]
pub fn parse_country(text: &str) -> Option<String> {
    let text = text.trim();
    if text.is_empty() {
        return Some(String::new());
    }
    if text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        let code = text.to_ascii_uppercase();
        // said by everybody, assigned to nobody
        return Some(if code == "UK" { "GB".to_owned() } else { code });
    }
    let named = COUNTRIES.iter().find(|(_, name)| name.eq_ignore_ascii_case(text));
    let spoken = || match text.to_ascii_lowercase().as_str() {
        "usa" | "united states of america" => Some("US"),
        "great britain" | "england" => Some("GB"),
        "czech republic" => Some("CZ"),
        "turkey" => Some("TR"),
        "korea" => Some("KR"),
        "uae" => Some("AE"),
        _ => None,
    };
    named.map(|(code, _)| *code).or_else(spoken).map(ToOwned::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_names_become_codes() {
        for (text, code) in [
            ("us", "US"),
            (" GB ", "GB"),
            ("uk", "GB"),
            ("Germany", "DE"),
            ("united states", "US"),
            ("USA", "US"),
            ("", ""),
        ] {
            assert_eq!(parse_country(text).as_deref(), Some(code), "{text}");
        }
        for text in ["Atlantis", "U1", "usx"] {
            assert_eq!(parse_country(text), None, "{text}");
        }
    }

    #[test]
    fn no_code_stands_twice() {
        for (at, (code, _)) in COUNTRIES.iter().enumerate() {
            assert!(!COUNTRIES[..at].iter().any(|(earlier, _)| earlier == code), "{code}");
        }
    }
}
