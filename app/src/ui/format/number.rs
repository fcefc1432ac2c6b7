//! Numbers and money in words a person reads.

/// A whole number with thousands separators: `12,480`.
#[must_use]
pub fn format_number(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 + 1);
    if number < 0 {
        out.push('−');
    }
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A number with a fixed count of digits after the point: `1,240.50`. At most nine digits.
#[must_use]
pub fn format_decimal(number: f64, digits: u8) -> String {
    let digits = usize::from(digits.min(9));
    let text = format!("{:.digits$}", number.abs());
    let (whole, fraction) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let grouped = whole.parse::<i64>().map_or_else(|_| whole.to_owned(), format_number);
    let sign = if number < 0.0 && text.bytes().any(|byte| byte.is_ascii_digit() && byte != b'0') { "−" } else { "" };
    match fraction {
        Some(fraction) => format!("{sign}{grouped}.{fraction}"),
        None => format!("{sign}{grouped}"),
    }
}

/// A number where there is little room: `940`, `12.5k`, `1.2M`.
#[must_use]
pub fn format_compact(number: i64) -> String {
    const STEPS: [(f64, &str); 3] = [(1e9, "B"), (1e6, "M"), (1e3, "k")];
    let size = number.unsigned_abs() as f64;
    let sign = if number < 0 { "−" } else { "" };
    for (step, unit) in STEPS {
        // 999,950 would round to 1000.0k; it belongs to the next unit.
        if size >= step * 0.999_95 && size >= 1_000.0 {
            let text = format!("{:.1}", size / step);
            return format!("{sign}{}{unit}", text.strip_suffix(".0").unwrap_or(&text));
        }
    }
    format_number(number)
}

/// A ratio as a percentage: `0.125` reads `12.5 %`.
#[must_use]
pub fn format_percent(ratio: f64) -> String {
    let text = format_decimal(ratio * 100.0, 1);
    format!("{} %", text.strip_suffix(".0").unwrap_or(&text))
}

/// Money from minor units (cents; yen have none) and an ISO 4217 code: `$1,290.00`, `€9.90`, `CHF 12.00`.
#[must_use]
pub fn format_money(minor: i64, currency: &str) -> String {
    let symbol = match currency {
        "USD" => "$",
        "EUR" => "€",
        "GBP" => "£",
        "JPY" => "¥",
        _ => "",
    };
    let amount = minor.unsigned_abs();
    let text = if currency == "JPY" { group(amount) } else { format!("{}.{:02}", group(amount / 100), amount % 100) };
    let sign = if minor < 0 { "−" } else { "" };
    if symbol.is_empty() { format!("{sign}{currency} {text}") } else { format!("{sign}{symbol}{text}") }
}

fn group(number: u64) -> String {
    i64::try_from(number).map_or_else(|_| number.to_string(), format_number)
}

/// A count with its noun: `1 article`, `12 articles`.
#[must_use]
pub fn plural(count: i64, one: &str, many: &str) -> String {
    format!("{} {}", format_number(count), if count == 1 { one } else { many })
}

/// A count that may have ended before all were counted: `12 keywords`, `more than 20,000 keywords`.
#[must_use]
pub fn plural_or_more(count: i64, is_more: bool, one: &str, many: &str) -> String {
    if is_more { format!("more than {} {many}", format_number(count)) } else { plural(count, one, many) }
}

/// A size in decimal units: `840 B`, `1.2 MB`.
#[must_use]
pub fn format_bytes(bytes: i64) -> String {
    const UNITS: [(f64, &str); 3] = [(1e9, "GB"), (1e6, "MB"), (1e3, "kB")];
    let size = bytes as f64;
    UNITS
        .iter()
        .find(|(step, _)| size >= *step)
        .map_or_else(|| format!("{bytes} B"), |(step, unit)| format!("{:.1} {unit}", size / step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_separated() {
        assert_eq!(format_number(0), "0");
        assert_eq!(format_number(999), "999");
        assert_eq!(format_number(1_000), "1,000");
        assert_eq!(format_number(-12_480), "−12,480");
        assert_eq!(format_number(i64::MIN), "−9,223,372,036,854,775,808");
    }

    #[test]
    fn decimals_keep_their_digits_and_nothing_is_minus_zero() {
        assert_eq!(format_decimal(1240.5, 2), "1,240.50");
        assert_eq!(format_decimal(-0.04, 1), "0.0");
        assert_eq!(format_decimal(-3.25, 1), "−3.2");
        assert_eq!(format_decimal(7.0, 0), "7");
    }

    #[test]
    fn compact_numbers_change_unit_where_rounding_would_overflow() {
        assert_eq!(format_compact(940), "940");
        assert_eq!(format_compact(12_480), "12.5k");
        assert_eq!(format_compact(999_999), "1M");
        assert_eq!(format_compact(-1_240_000), "−1.2M");
    }

    #[test]
    fn money_follows_its_currency() {
        assert_eq!(format_money(129_000, "USD"), "$1,290.00");
        assert_eq!(format_money(-5, "EUR"), "−€0.05");
        assert_eq!(format_money(1_200, "JPY"), "¥1,200");
        assert_eq!(format_money(1_200, "CHF"), "CHF 12.00");
    }

    #[test]
    fn shares_counts_and_sizes_read_naturally() {
        assert_eq!(format_percent(0.125), "12.5 %");
        assert_eq!(format_percent(1.0), "100 %");
        assert_eq!(plural(1, "article", "articles"), "1 article");
        assert_eq!(plural(1_200, "article", "articles"), "1,200 articles");
        assert_eq!(plural_or_more(1, false, "article", "articles"), "1 article");
        assert_eq!(plural_or_more(20_000, true, "article", "articles"), "more than 20,000 articles");
        assert_eq!(format_bytes(1_240_000), "1.2 MB");
    }
}
