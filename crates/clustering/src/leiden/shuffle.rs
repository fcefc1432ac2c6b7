//! Random orders that are the same in every run.

/// SplitMix64 (Steele, Lea and Flood 2014), which is plenty for an order of visits.
pub(crate) struct Shuffle(u64);

impl Shuffle {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Fisher and Yates, by multiplication instead of division; the bias is below one in 2³².
    pub(crate) fn shuffle(&mut self, values: &mut [u32]) {
        for last in (1..values.len()).rev() {
            let spread = u128::from(self.next()) * (last as u128 + 1);
            let chosen = usize::try_from(spread >> 64).unwrap_or(last);
            values.swap(chosen, last);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shuffle_keeps_all_values_and_repeats_itself() {
        let mut values: Vec<u32> = (0..1000).collect();
        let mut again = values.clone();
        Shuffle::new(7).shuffle(&mut values);
        Shuffle::new(7).shuffle(&mut again);
        assert_eq!(values, again);
        assert!(!values.is_sorted());
        values.sort_unstable();
        assert!(values.into_iter().eq(0..1000));
    }
}
