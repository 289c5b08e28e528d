//! Which writing a text is in. Enough to tell a page's clutter from its article.

/// A writing system. Han characters and kana are one: a Japanese line may have either alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    Greek,
    Hebrew,
    Arabic,
    Hangul,
    EastAsian,
    Other,
}

const SCRIPTS: [Script; 8] = [
    Script::Latin,
    Script::Cyrillic,
    Script::Greek,
    Script::Hebrew,
    Script::Arabic,
    Script::Hangul,
    Script::EastAsian,
    Script::Other,
];

/// More bytes than this tell no more of a text.
const ENOUGH: usize = 1 << 20;

/// How many words of each writing a text has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    words: [usize; SCRIPTS.len()],
    /// How many of the East Asian characters are kana.
    kana: usize,
}

impl Tally {
    /// Counts `text`, of a huge one the beginning. A run of letters of one writing is a word; so is each Han character or kana,
    /// which have no blanks between words.
    pub fn of(text: &str) -> Self {
        let mut tally = Self::default();
        let mut run = None;
        for character in text[..text.floor_char_boundary(ENOUGH)].chars() {
            if character.is_ascii_alphabetic() {
                if run.replace(Script::Latin) != Some(Script::Latin) {
                    tally.words[Script::Latin as usize] += 1;
                }
                continue;
            }
            let script = script(character);
            match script {
                Some(Script::EastAsian) => {
                    tally.words[Script::EastAsian as usize] += 1;
                    tally.kana += usize::from(is_kana(character));
                }
                Some(script) if run != Some(script) => tally.words[script as usize] += 1,
                _ => {}
            }
            // An apostrophe or a combining mark is part of the word it stands in.
            let joins = matches!(character, '\'' | '\u{2019}' | '\u{300}'..='\u{36f}');
            if !joins {
                run = script;
            }
        }
        tally
    }

    /// The writing most words are in; `None` without words.
    pub fn main(&self) -> Option<Script> {
        let most = *self.words.iter().max()?;
        let first = self.words.iter().position(|&words| words == most)?;
        (most > 0).then_some(SCRIPTS[first])
    }

    /// The length in words; two East Asian characters make about one.
    pub fn words(&self) -> usize {
        let east_asian = self.words[Script::EastAsian as usize];
        self.words.iter().sum::<usize>() - east_asian + east_asian.div_ceil(2)
    }

    /// The language that the writing betrays, as a BCP 47 tag. Writings of many languages tell
    /// none, but English gives itself away by its commonest words.
    pub fn language(&self, text: &str) -> Option<&'static str> {
        match self.main()? {
            // Running Japanese is half kana; a Chinese text may hold a Japanese name.
            Script::EastAsian if self.kana * 10 > self.words[Script::EastAsian as usize] => Some("ja"),
            Script::EastAsian => Some("zh"),
            Script::Hangul => Some("ko"),
            Script::Greek => Some("el"),
            Script::Latin if is_english(text) => Some("en"),
            _ => None,
        }
    }
}

/// Whether at least one word in twenty is among the commonest of English that few others share.
fn is_english(text: &str) -> bool {
    const COMMON: [&str; 5] = ["the", "of", "and", "to", "that"];
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let (mut all, mut common) = (0_usize, 0_usize);
    for word in words.take(2000) {
        all += 1;
        common += usize::from(COMMON.iter().any(|known| known.eq_ignore_ascii_case(word)));
    }
    common * 20 >= all && common > 0
}

/// The writing a letter belongs to; `None` for what is no letter.
fn script(character: char) -> Option<Script> {
    let script = match character {
        _ if !character.is_alphabetic() => return None,
        '\u{41}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Script::Latin,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => Script::Greek,
        '\u{400}'..='\u{52f}' => Script::Cyrillic,
        '\u{590}'..='\u{5ff}' => Script::Hebrew,
        '\u{600}'..='\u{6ff}' | '\u{750}'..='\u{77f}' | '\u{8a0}'..='\u{8ff}' => Script::Arabic,
        '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}' => Script::Hangul,
        _ if is_kana(character) => Script::EastAsian,
        '\u{3005}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}' => {
            Script::EastAsian
        }
        _ => Script::Other,
    };
    Some(script)
}

fn is_kana(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9d}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn main(text: &str) -> Option<Script> {
        Tally::of(text).main()
    }

    #[test]
    fn a_line_is_in_the_writing_of_most_of_its_words() {
        assert_eq!(main("Copyright 2024 by the Korea desk 版权"), Some(Script::Latin));
        assert_eq!(main("上一篇:A report on U.S. ships 下一篇:某地区的工作报告"), Some(Script::EastAsian));
        assert_eq!(main("שלום world עולם"), Some(Script::Hebrew));
        assert_eq!(main("12.5 % — …"), None);
    }

    #[test]
    fn words_are_counted_as_a_reader_would() {
        assert_eq!(Tally::of("It\u{2019}s the state's rail survey").words(), 5);
        assert_eq!(Tally::of("三国放缓核谈步伐").words(), 4);
        assert_eq!(Tally::of("Kim访问首尔").words(), 3);
    }

    #[test]
    fn the_writing_betrays_some_languages() {
        let language = |text: &str| Tally::of(text).language(text);
        assert_eq!(language("核谈判的步伐正在放缓"), Some("zh"));
        assert_eq!(language("核交渉のペースは遅くなっている"), Some("ja"));
        assert_eq!(language("핵 협상의 속도"), Some("ko"));
        assert_eq!(language("The pace of the talks slows"), Some("en"));
        assert_eq!(language("Die Gespräche der drei Hauptstädte stocken"), None);
        assert_eq!(language("Переговоры замедляются"), None);
    }
}
