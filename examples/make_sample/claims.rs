//! What the coders tagged.

use crate::script::{Entry, highlight, tag};

/// Kim's work on the main story.
pub fn three_capitals_kim() -> Vec<Entry> {
    vec![
        tag("fact", &["with a second summit put off to January or February"])
            .check("supported")
            .checkable(true)
            .topic("summit")
            .sure("high"),
        tag("stance", &["Washington is in no hurry to negotiate"])
            .speaker("donald-trump")
            .target("a quick deal")
            .stance("against")
            .cue("[the president said], while")
            .topic("pace of talks")
            .sure("high"),
        tag("stance", &["Pyongyang wants sanctions relief"])
            .speaker("north-korea")
            .target("sanctions relief")
            .stance("for")
            .topic("sanctions")
            .sure("high"),
        // Overlaps the two stances: the whole sentence reports him.
        tag("quote", &["Washington is in no hurry to negotiate, the president said, while Pyongyang wants sanctions relief for the steps it says it has already taken."])
            .speaker("donald-trump")
            .form("indirect")
            .topic("pace of talks")
            .sure("low")
            .note("Only the first half is clearly his; the second may be the reporter's."),
        tag("quote", &["\"in no hurry\""])
            .speaker("donald-trump")
            .cue("[He told reporters] this month")
            .form("mixed")
            .topic("pace of talks")
            .stance("against")
            .sure("high"),
        tag("fact", &["the preparations alone would take ten days or more"])
            .speaker("cheong-wa-dae")
            .cue("[Cheong Wa Dae officials now put] the chance")
            .check("unverified")
            .figure("10")
            .checkable(false)
            .topic("Seoul visit"),
        tag("fact", &["North Korea lies dark between China and the South."])
            .region("p2", (3600, 2500), (6800, 5300))
            .check("supported")
            .checkable(true)
            .topic("economy")
            .sure("medium")
            .note("The caption and the picture say the same; the date of the picture is not given."),
        tag("stance", &["Washington wants more, and more that can be touched, before it gives up its strongest lever"])
            .speaker("united-states")
            .target("sanctions relief before disarmament")
            .stance("against")
            .topic("sanctions")
            .sure("medium"),
        tag("quote", &["It would not give up its weapons until the United States had removed its own \"nuclear threat\"", "that, and nothing less, was the right meaning of the word denuclearization"])
            .speaker("kcna")
            .cue("[the Korean Central News Agency (KCNA) said]; that")
            .form("mixed")
            .topic("denuclearization")
            .sure("high"),
        // Within the quote before it.
        tag("stance", &["It would not give up its weapons until the United States had removed its own \"nuclear threat\""])
            .speaker("north-korea")
            .target("disarming first")
            .stance("against")
            .topic("denuclearization")
            .sure("high"),
        tag("quote", &["without \"any concession\""])
            .speaker("kim-jong-un")
            .cue("[according to the KNCA]. The agency")
            .form("mixed")
            .topic("anniversary")
            .sure("medium")
            .note("KNCA is a slip for KCNA."),
        tag("stance", &["have asked that these keep step with disarmament"])
            .speaker("united-states")
            .target("cross-border projects ahead of disarmament")
            .stance("against")
            .cue("Washington [is said] to have been")
            .topic("inter-Korean cooperation")
            .sure("low"),
        tag("quote", &["“The work we do together is not only for two governments,”", "“it is for the future of the whole peninsula.”"])
            .speaker("stephen-biegun")
            .cue("[the envoy said] in Seoul")
            .form("direct")
            .topic("inter-Korean cooperation")
            .stance("for")
            .sure("high")
            .region("p5", (3600, 2150), (6950, 8450)),
        tag("quote", &["would open a \"brighter\" chapter\" for everyone who lives there"])
            .speaker("stephen-biegun")
            .cue("Success, [he added], would")
            .form("mixed")
            .topic("peace")
            .sure("medium")
            .note("The quotation marks do not balance."),
        tag("quote", &["“We watched the trains cross with great excitement,”"])
            .speaker("stephen-biegun")
            .cue("[he told the unification minister], Cho")
            .form("direct")
            .topic("railways")
            .stance("for")
            .sure("high"),
        tag("fact", &["The United Nations had granted the project a waiver"])
            .speaker("united-nations")
            .check("supported")
            .checkable(true)
            .topic("sanctions")
            .sure("high"),
        // Overlaps the waiver.
        tag("stance", &["The United Nations had granted the project a waiver after Washington gave its support"])
            .speaker("united-states")
            .target("the rail survey")
            .stance("for")
            .topic("railways")
            .sure("medium"),
        tag("fact", &["with Panmunjom on the line between them"])
            .region("p5", (4500, 4900), (6400, 5700))
            .check("supported")
            .checkable(true)
            .topic("border")
            .sure("high"),
        tag("fact", &["would give $8 million through international agencies", "has not spent a dollar of it"])
            .speaker("south-korea")
            .check("supported")
            .figure("8000000")
            .checkable(true)
            .topic("aid")
            .sure("high"),
        tag("quote", &["with so few days left a trip within the year looked difficult", "Seoul believed that the promise would be kept"])
            .speaker("cheong-wa-dae")
            .cue("[A senior official, who asked not to be named, was more careful]")
            .form("indirect")
            .topic("Seoul visit")
            .stance("mixed")
            .sure("medium"),
        tag("stance", &["Seoul would not press for a date"])
            .speaker("south-korea")
            .target("pressing the North for a date")
            .stance("against")
            .cue("[Officials added] that Seoul")
            .topic("Seoul visit")
            .sure("high"),
        tag("quote", &["“an irreversible phase”"])
            .speaker("chung-eui-yong")
            .cue("[told reporters the same day] that")
            .form("mixed")
            .topic("denuclearization")
            .sure("high"),
        tag("quote", &["“Where earlier governments defended the peace,”", "“this one set out to make it.", "“That is a policy one can be proud of.”"])
            .speaker("chung-eui-yong")
            .cue("peace,” [he said], “this one")
            .form("direct")
            .topic("peace")
            .stance("for")
            .sure("high"),
        highlight(&["No date is set for the summit, none for the visit"])
            .note("Fact, or the reporter's summing up?"),
    ]
}

/// Lee's work on the same story, for comparison.
pub fn three_capitals_lee() -> Vec<Entry> {
    vec![
        tag("fact", &["a second summit put off to January or February"])
            .check("unverified")
            .checkable(true)
            .topic("summit"),
        tag("stance", &["Washington is in no hurry to negotiate"])
            .speaker("united-states")
            .target("a quick deal")
            .stance("neutral")
            .cue("[the president said], while")
            .topic("pace of talks")
            .sure("medium"),
        tag(
            "quote",
            &[
                "“The work we do together is not only for two governments,”",
                "“it is for the future of the whole peninsula.”",
            ],
        )
        .speaker("stephen-biegun")
        .cue("[the envoy said in Seoul], “it")
        .form("direct")
        .topic("alliance")
        .stance("for")
        .sure("high"),
        tag("fact", &["Lights of East Asia by night."])
            .region("p2", (4700, 5200), (5500, 6200))
            .checkable(true)
            .topic("economy")
            .note("The lights of the capital region around Seoul."),
    ]
}

/// Kim's work on the rail survey.
pub fn rail_survey_kim() -> Vec<Entry> {
    vec![
        tag("stance", &["Stephen Biegun called the joint survey of the northern lines a milestone"])
            .speaker("stephen-biegun")
            .target("the rail survey")
            .stance("for")
            .topic("railways")
            .sure("high"),
        tag("quote", &["“I am excited,”"])
            .speaker("stephen-biegun")
            .cue("[he told Cho Myoung-gyon], the")
            .form("direct")
            .topic("railways")
            .stance("for")
            .sure("high"),
        tag("fact", &["engineers from both sides inspected about 1,200 kilometers of track"])
            .check("supported")
            .figure("1200")
            .checkable(true)
            .topic("railways")
            .sure("high"),
        tag("fact", &["The mountains of northern Korea"])
            .region("p1", (4300, 2100), (6600, 4100))
            .checkable(true)
            .topic("railways")
            .sure("medium"),
        tag("fact", &["in August the U.N. Command turned back a first attempt at the border"])
            .check("supported")
            .checkable(true)
            .topic("railways")
            .sure("medium"),
        tag(
            "quote",
            &[
                "Building cannot begin while the sanctions stand",
                "the survey only shows how much there is to build",
            ],
        )
        .speaker("unification-ministry")
        .cue("[the ministry said], and")
        .form("indirect")
        .topic("sanctions")
        .sure("high"),
        tag("stance", &["called the ceremony a costly show"])
            .speaker("opposition")
            .target("the groundbreaking ceremony")
            .stance("against")
            .topic("railways")
            .sure("high"),
        tag("fact", &["The ban has been in force since September 2017."])
            .check("supported")
            .checkable(true)
            .topic("travel ban")
            .sure("high"),
        tag("stance", &["Those stay until the North disarms"])
            .speaker("stephen-biegun")
            .target("easing sanctions before disarmament")
            .stance("against")
            .cue("[the envoy repeated]")
            .topic("sanctions")
            .sure("high"),
    ]
}

/// Kim's work on the Chinese story.
pub fn chinese_kim() -> Vec<Entry> {
    vec![
        tag("quote", &["“并不着急”"])
            .speaker("donald-trump")
            .cue("[美国总统特朗普日前表示]")
            .form("mixed")
            .topic("pace of talks")
            .stance("against")
            .sure("high"),
        tag("stance", &["要求以解除制裁回应其已经采取的步骤"])
            .speaker("north-korea")
            .target("sanctions relief")
            .stance("for")
            .topic("sanctions")
            .sure("high"),
        tag("quote", &["“我们不会催促对方，”", "“但我们相信承诺会得到遵守。”"])
            .speaker("cheong-wa-dae")
            .cue("[一名不愿透露姓名的官员说]")
            .form("direct")
            .topic("Seoul visit")
            .sure("medium"),
        tag("fact", &["价值八百万美元的援助"])
            .speaker("south-korea")
            .figure("8000000")
            .checkable(true)
            .topic("aid")
            .sure("high"),
    ]
}
