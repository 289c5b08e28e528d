use super::*;

/// The cue and the source found about the part of `text` between the bars.
fn about(marked: &str) -> Option<(String, String)> {
    let start = marked.find('|').unwrap();
    let end = marked.rfind('|').unwrap() - 1;
    let text = StoryText::from_canonical(marked.replace('|', ""));
    let block = TextRange::from_indices(0, text.end().index());
    let found = attribution(&text, block, TextRange::from_indices(start, end))?;
    let words = |range| text.slice(range).unwrap().to_owned();
    Some((words(found.cue), words(found.source)))
}

fn all(cases: &[(&str, &str, &str)]) {
    for (text, cue, source) in cases {
        let found = about(text);
        let found = found.as_ref().map(|(cue, source)| (cue.as_str(), source.as_str()));
        assert_eq!(found, Some((*cue, *source)), "{text}");
    }
}

#[test]
fn behind_the_words() {
    all(&[
        (
            "|“The work is not only for two harbours,”| the mayor said in Seoul, “it goes on.”",
            "the mayor said",
            "the mayor",
        ),
        ("“|We watched the trains|,” he told reporters on Monday.", "he told reporters", "he"),
        ("\"|No hurry|,\" said Mr Stephen Lee in Seoul.", "said Mr Stephen Lee", "Mr Stephen Lee"),
        ("“|No hurry.|” Ann Lee, the envoy, says.", "Ann Lee, the envoy, says", "Ann Lee, the envoy"),
        (
            "|Sanctions stay|, China's foreign ministry added.",
            "China's foreign ministry added",
            "China's foreign ministry",
        ),
        (
            "|Exports fell by a third|, according to the customs office.",
            "according to the customs office",
            "the customs office",
        ),
        (
            "|Exports fell by a third| according to U.S. customs data released on Monday.",
            "according to U.S. customs data",
            "U.S. customs data",
        ),
        (
            "“|We go on.| We will not stop,” the captain told the port’s council.",
            "the captain told the port’s council",
            "the captain",
        ),
        ("|The bridge is safe|, officials say.", "officials say", "officials"),
        (
            "“|It will hold|,” a senior official of the ministry who asked not to be named said.",
            "a senior official of the ministry who asked not to be named said",
            "a senior official of the ministry who asked not to be named",
        ),
    ]);
}

#[test]
fn before_the_words() {
    all(&[
        ("It was late. The president said: “|No hurry.|”", "The president said", "The president"),
        ("On Friday, he told reporters that |talks would resume|.", "he told reporters", "he"),
        ("According to the ministry, |exports fell|.", "According to the ministry", "the ministry"),
        ("He said |the U.S. was \"in no hurry\" to sign|.", "He said", "He"),
        ("The mayor said the harbour was |\"in no hurry\" to open|.", "The mayor said", "The mayor"),
        (
            "Gen. Lee of the U.S. Command told reporters in Seoul on Friday that |the road was open|.",
            "Gen. Lee of the U.S. Command told reporters",
            "Gen. Lee of the U.S. Command",
        ),
        (
            "Ann Lee, who heads the port office, told reporters that |the work was done|.",
            "Ann Lee, who heads the port office, told reporters",
            "Ann Lee, who heads the port office",
        ),
        (
            "Against this, the North says it will not disarm until |the South does|.",
            "the North says",
            "the North",
        ),
        ("Analysts warned |of a cold winter|.", "Analysts warned", "Analysts"),
        ("The harbour wants relief for the steps it says |it has taken|.", "it says", "it"),
        ("At a dinner on Friday she told reporters |the road was open|.", "she told reporters", "she"),
        ("A man who saw it said |the boat sank|.", "A man who saw it said", "A man who saw it"),
    ]);
}

#[test]
fn amid_the_words() {
    all(&[
        ("|He said the U.S. was \"in no hurry\" to sign, and would wait.|", "He said", "He"),
        ("|“The work goes on,” the envoy said in Seoul, “and it goes well.”|", "the envoy said", "the envoy"),
        ("|Success, he added, would open a new chapter.|", "he added", "he"),
        ("|The harbour, according to the mayor, will open in May.|", "according to the mayor", "the mayor"),
        (
            "“One,” Ann Lee said. |Two is nothing, Bo Kim said, and three less.| He left.",
            "Bo Kim said",
            "Bo Kim",
        ),
    ]);
}

#[test]
fn the_nearest_counts_and_what_is_quoted_attributes_nothing() {
    all(&[
        ("Ann Lee said |the road was open|, but Bo Kim said it was not.", "Ann Lee said", "Ann Lee"),
        ("“My aide said |it was over|,” the mayor recalled.", "the mayor recalled", "the mayor"),
        ("Ann Lee said so. “|It is done|,” Bo Kim replied.", "Bo Kim replied", "Bo Kim"),
    ]);
}

#[test]
fn chinese_attributions() {
    all(&[
        ("会后，美国特使说：“|我们会继续努力。|”", "美国特使说", "美国特使"),
        ("“|我们会继续努力|，”外交部发言人表示。", "外交部发言人表示", "外交部发言人"),
        ("他告诉记者，|会谈推迟|。", "他告诉记者", "他"),
        ("|外交部发言人表示，会谈推迟。|", "外交部发言人表示", "外交部发言人"),
    ]);
}

#[test]
fn nothing_where_nobody_speaks() {
    for text in [
        "|The train left|. It rained.",
        "|Alone|",
        "The two harbours are easing off, |with a second meeting put off|.",
        "It rained. |The train left|",
        "The mayor said so. |The train left|.",
        "|One|\n\n",
        "|甲|乙。",
        "| |",
        "“|It is done.|” It rained, the mayor said.",
    ] {
        assert_eq!(about(text), None, "{text}");
    }
}

#[test]
fn a_passage_outside_its_block_has_none() {
    let text = StoryText::from_canonical("“Yes,” he said.");
    let range = |a, b| TextRange::from_indices(a, b);
    assert_eq!(attribution(&text, range(5, 12), range(0, 4)), None);
    assert_eq!(attribution(&text, range(0, 900), range(0, 4)), None);
    assert_eq!(attribution(&text, range(0, 16), range(1, 2)), None, "inside a character");
}

mod laws {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    const PIECES: &[&str] = &[
        "He",
        " ",
        "said",
        ",",
        "“",
        "”",
        "\"",
        ".",
        "U.S.",
        "told",
        "according to",
        "the",
        "说",
        "\n",
        "é",
        "—",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn what_is_found_lies_in_the_block(
            pieces in proptest::collection::vec(select(PIECES), 0..30),
            ends in (0..30_usize, 0..30_usize),
        ) {
            let at = |count: usize| pieces.iter().take(count).map(|piece| piece.len()).sum::<usize>();
            let text = StoryText::from_canonical(pieces.concat());
            let block = TextRange::from_indices(0, text.end().index());
            let passage = TextRange::from_indices(at(ends.0.min(ends.1)), at(ends.0.max(ends.1)));
            if let Some(found) = attribution(&text, block, passage) {
                prop_assert!(text.slice(found.cue).is_some_and(|words| !words.is_empty()));
                prop_assert!(found.cue.covers(found.source) && !found.source.is_empty());
            }
        }
    }
}
