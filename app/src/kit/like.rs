//! Patterns for `LIKE` and `ILIKE` out of what people type: its signs are letters, not wildcards.

/// What texts are like that hold this part. White space around it is left out.
#[must_use]
pub fn containing(part: &str) -> String {
    format!("%{}%", literal(part))
}

/// What texts are like that begin with this part. White space around it is left out.
#[must_use]
pub fn beginning(part: &str) -> String {
    format!("{}%", literal(part))
}

fn literal(part: &str) -> String {
    let part = part.trim();
    let mut pattern = String::with_capacity(part.len() + 2);
    // a NUL is a character that PostgreSQL cannot take
    for c in part.chars().filter(|c| *c != '\0') {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_searched_for_is_taken_literally() {
        assert_eq!(containing("100%_a\\b"), "%100\\%\\_a\\\\b%");
        assert_eq!(beginning("100%"), "100\\%%");
        assert_eq!(containing(" a\0b "), "%ab%");
    }
}
