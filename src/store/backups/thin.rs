use std::collections::BTreeSet;

use jiff::Timestamp;

use super::stamp::Stamp;

const DAY: i64 = 24 * 60 * 60;

/// The greatest age of a backup, in days.
const OLDEST: i64 = 365;

/// So many days are kept whatever their age: a clock that jumps ahead, or an analyst who comes
/// back after two years, must not cost all backups at once.
const KEPT_ANYWAY: usize = 30;

/// Which of a file's backups may go at the time `now`.
///
/// Of those older than a day the newest of each day of UTC stays, for a year. What is younger
/// stays, and so does what a clock that was wrong has put into the future.
pub(super) fn superfluous(stamps: &[Stamp], now: Timestamp) -> Vec<Stamp> {
    let mut sorted = stamps.to_vec();
    sorted.sort_unstable();
    let mut days = BTreeSet::new();
    let mut going = Vec::new();
    // The newest is the first of its day, and so it stays.
    for stamp in sorted.into_iter().rev() {
        let second = stamp.taken.as_second();
        let age = now.as_second().saturating_sub(second);
        if age <= DAY {
            continue;
        }
        let day = second.div_euclid(DAY);
        let too_old = age > OLDEST * DAY && days.len() >= KEPT_ANYWAY;
        if too_old || !days.insert(day) {
            going.push(stamp);
        }
    }
    going
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn stamp(text: &str) -> Stamp {
        Stamp::at(text.parse().unwrap())
    }

    fn at(second: i64) -> Stamp {
        Stamp::at(Timestamp::from_second(second).unwrap())
    }

    /// What is left after a backup every `step` seconds, thinned after each.
    fn left_after(seconds: std::ops::Range<i64>, step: usize) -> Vec<Stamp> {
        let mut kept: Vec<Stamp> = Vec::new();
        for second in seconds.step_by(step) {
            kept.push(at(second));
            let going = superfluous(&kept, kept.last().unwrap().taken);
            kept.retain(|stamp| !going.contains(stamp));
        }
        kept
    }

    #[test]
    fn a_year_of_backups_becomes_one_a_day_and_all_of_the_last() {
        let begin = stamp("2025-01-01T00:00:00Z").taken.as_second();
        let end = begin + 500 * DAY;
        let kept = left_after(begin..end, 1200);
        let last = kept.last().unwrap().taken.as_second();
        let (young, old): (Vec<Stamp>, Vec<Stamp>) =
            kept.iter().partition(|stamp| last - stamp.taken.as_second() <= DAY);
        assert_eq!(young.len(), 24 * 3 + 1, "nothing of the last day goes");
        let days: BTreeSet<i64> = old.iter().map(|stamp| stamp.taken.as_second() / DAY).collect();
        assert_eq!(days.len(), old.len(), "one a day");
        assert!((364..=366).contains(&old.len()), "{}", old.len());
        for stamp in &old[..old.len() - 1] {
            let rest = stamp.taken.as_second() % DAY;
            assert_eq!(rest, DAY - 1200, "the newest of its day");
        }
    }

    #[test]
    fn days_are_not_judged_before_they_are_over_a_day_ago() {
        let now = "2026-11-23T12:00:00Z".parse().unwrap();
        let all = ["2026-11-21T08:00:00Z", "2026-11-21T23:59:59Z", "2026-11-22T11:00:00Z"].map(stamp);
        let young = ["2026-11-22T13:00:00Z", "2026-11-22T13:00:01Z", "2026-11-23T11:59:00Z"].map(stamp);
        let stamps = [all.as_slice(), young.as_slice()].concat();
        assert_eq!(superfluous(&stamps, now), [all[0]]);
    }

    #[test]
    fn a_clock_that_jumps_ahead_costs_only_the_days() {
        let begin = stamp("2026-11-01T00:00:00Z").taken.as_second();
        let stamps: Vec<Stamp> = (0..20 * 24).map(|hour| at(begin + hour * 3600)).collect();
        let going = superfluous(&stamps, "2099-01-01T00:00:00Z".parse().unwrap());
        assert_eq!(stamps.len() - going.len(), 20);
        assert!(!going.contains(stamps.last().unwrap()));
    }

    #[test]
    fn a_clock_set_back_costs_nothing() {
        let stamps = ["2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z", "2031-01-01T00:00:00Z"].map(stamp);
        assert_eq!(superfluous(&stamps, "1970-01-01T00:00:00Z".parse().unwrap()), []);
        let today = "2026-11-20T09:30:00Z".parse().unwrap();
        assert_eq!(superfluous(&stamps, today), [], "the future one counts as the newest and stays");
    }

    proptest! {
        #[test]
        fn the_newest_stays_and_thinning_twice_is_thinning_once(
            seconds in proptest::collection::vec(0_i64..400 * DAY, 0..200),
            now in -DAY..900 * DAY,
        ) {
            let stamps: Vec<Stamp> = seconds.iter().map(|second| at(*second)).collect();
            let now = Timestamp::from_second(now).unwrap();
            let going = superfluous(&stamps, now);
            let kept: Vec<Stamp> = stamps.iter().filter(|stamp| !going.contains(stamp)).copied().collect();
            prop_assert_eq!(kept.iter().max(), stamps.iter().max());
            let young = |stamp: &&Stamp| now.as_second() - stamp.taken.as_second() <= DAY;
            prop_assert_eq!(kept.iter().filter(young).count(), stamps.iter().filter(young).count());
            let mut once = kept.clone();
            once.sort_unstable();
            once.dedup();
            prop_assert_eq!(superfluous(&once, now), []);
        }
    }
}
