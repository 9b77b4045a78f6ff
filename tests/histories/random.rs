//! Numbers that look random and are the same in every run: the minimal standard generator of Park and Miller.

pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Self {
        let mut random = Self(seed * 2_654_435_761 % 2_147_483_646 + 1);
        for _ in 0..8 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0
    }

    /// A number of `from..=to`.
    pub fn within(&mut self, from: i64, to: i64) -> i64 {
        from + (self.next() % u64::try_from(to - from + 1).unwrap()).cast_signed()
    }

    pub fn one_of<'a, T: ?Sized>(&mut self, items: &[&'a T]) -> &'a T {
        items[usize::try_from(self.within(0, i64::try_from(items.len()).unwrap() - 1)).unwrap()]
    }

    pub fn chance(&mut self, percent: i64) -> bool {
        self.within(1, 100) <= percent
    }
}
