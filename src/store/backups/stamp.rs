use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

/// When a backup was taken, to the second of UTC, and which of that second it is. It is the name
/// of the backup's file, and alone says how backups follow each other: the times that a file
/// system keeps are changed by copies and synchronisers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Stamp {
    pub taken: Timestamp,
    /// 0 for the first of its second.
    pub number: u16,
}

const PATTERN: &str = "%Y%m%dT%H%M%SZ";

impl Stamp {
    /// The first stamp of the second in which `now` lies.
    pub fn at(now: Timestamp) -> Self {
        Self { taken: Timestamp::from_second(now.as_second()).unwrap_or(now), number: 0 }
    }

    /// `20261123T104205Z.ron`; a second one of that second is `20261123T104205Z_1.ron`.
    pub fn name(self) -> String {
        let time = self.taken.to_zoned(TimeZone::UTC).strftime(PATTERN);
        if self.number == 0 { format!("{time}.ron") } else { format!("{time}_{}.ron", self.number) }
    }

    /// The stamp whose file is called so; `None` for every other file.
    pub fn called(name: &str) -> Option<Self> {
        let stem = name.strip_suffix(".ron")?;
        let (time, number) = match stem.split_once('_') {
            Some((time, number)) => (time, number.parse().ok()?),
            None => (stem, 0),
        };
        let taken = DateTime::strptime(PATTERN, time).ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp();
        let stamp = Self { taken, number };
        // One stamp has one name, or two files could claim to be the same backup.
        (stamp.name() == name).then_some(stamp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_back_and_nothing_else_does() {
        let stamp = Stamp::at("2026-11-23T10:42:05.75Z".parse().unwrap());
        assert_eq!(stamp.name(), "20261123T104205Z.ron");
        assert_eq!(Stamp::called(&stamp.name()), Some(stamp));
        let second = Stamp { number: 1, ..stamp };
        assert_eq!(Stamp::called("20261123T104205Z_1.ron"), Some(second));
        assert!(stamp < second && second < Stamp::at("2026-11-23T10:42:06Z".parse().unwrap()));
        for junk in [
            "",
            ".ron",
            "20261123T104205Z",
            "20261123T104205.ron",
            "20261123T104205Z_0.ron",
            "20261123T104205Z_01.ron",
            "20261123T104205Z_-1.ron",
            "20261123T104205Z_99999.ron",
            "20261123T104260Z.ron",
            "20261323T104205Z.ron",
            "20261123t104205z.ron",
            " 20261123T104205Z.ron",
            ".20261123T104205Z.ron.00000000000000ff.tmp",
            "20261123T104205Z (1).ron",
        ] {
            assert_eq!(Stamp::called(junk), None, "{junk:?}");
        }
    }
}
