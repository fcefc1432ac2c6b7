//! Choice without chance: numbers that follow from the words of a brief, the same on every machine.

/// A sequence of choices grown from a text.
#[derive(Debug, Clone)]
pub(in crate::ai) struct Seed(u64);

impl Seed {
    /// FNV-1a over the parts, with a border between them.
    pub(in crate::ai) fn of(parts: &[&str]) -> Self {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for part in parts {
            for byte in part.bytes().chain([0xFF]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
        Self(hash)
    }

    /// The next number (SplitMix64).
    pub(in crate::ai) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 when `bound` is 0.
    pub(in crate::ai) fn below(&mut self, bound: usize) -> usize {
        let bound = u64::try_from(bound).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % bound).unwrap_or(0)
    }

    /// A number from `low` up to, not including, `high`.
    pub(in crate::ai) fn between(&mut self, low: f64, high: f64) -> f64 {
        // Twenty-four bits are more than any eye can tell apart.
        let bits = u32::try_from(self.next() >> 40).unwrap_or(0);
        low + (high - low) * f64::from(bits) / f64::from(1_u32 << 24)
    }

    /// One of the options; the default when there is none.
    pub(in crate::ai) fn pick<T: Copy + Default>(&mut self, options: &[T]) -> T {
        options.get(self.below(options.len())).copied().unwrap_or_default()
    }

    /// The options in another order (Fisher and Yates).
    pub(in crate::ai) fn shuffled<T: Clone>(&mut self, options: &[T]) -> Vec<T> {
        let mut shuffled = options.to_vec();
        for last in (1..shuffled.len()).rev() {
            shuffled.swap(last, self.below(last + 1));
        }
        shuffled
    }
}
