//! A story of nineteen claims, coded as an analyst would, with every key and click counted.

use std::collections::BTreeMap;

use egui::{Key, Modifiers};
use pressmark::claims::{Actor, Value};
use pressmark::project::{Edit, Project, Session, StoryWork};
use pressmark::story::{Block, Role, Story, StoryText, TextRange};

use crate::support::workbench::Window;
use crate::support::{coder, shelve};

const STORY: &str = "Harbour council splits over the night ferry\n\n\
Mayor Ida Brandt wants the night ferry to run all year. She called the winter timetable a polite way of closing the island.\n\n\
“We will pay for two crews,” Brandt said on Monday. “The money is there,” she added.\n\n\
Shipowner Olav Terzi opposes a second crew. The ferry lost 40,000 crowns in March, he said. Each crossing burns 900 litres of fuel.\n\n\
Dock union leader Mina Sato backs the mayor. “Nobody should row home,” Sato said. The union has 212 dockers.\n\n\
Retired pilot Jon Falk rejects the whole plan. “The strait freezes,” Falk warned. Ice closed it on nine days last year.\n\n\
The council votes on Friday. Six of eleven members are for it. The county pays a third of the costs.\n\n\
Terzi said a third crew was out of the question. Brandt will not give up the year-round timetable. Sato thinks Friday tests their good faith.\n";

/// What a claim is made of.
#[derive(Clone, Copy)]
enum Made {
    /// A kind and a speaker whom the registry has.
    Known(&'static str, &'static str),
    /// A kind and a speaker whom it has not.
    New(&'static str, &'static str),
    /// A kind, a known holder, a target, and the number of the stance.
    Full(&'static str, &'static str, Key),
    /// A kind alone.
    Bare,
    /// All of the last claim.
    Again,
}

use Made::{Again, Bare, Full, Known, New};

const CLAIMS: [(&str, Key, Made); 19] = [
    ("wants the night ferry to run all year", Key::Num1, Full("ida", "night ferry", Key::Num1)),
    ("called the winter timetable a polite way of closing the island", Key::Num1, Known("ida", "ida-brandt")),
    ("We will pay for two crews", Key::Num2, Known("ida", "ida-brandt")),
    ("The money is there", Key::Num2, Again),
    ("opposes a second crew", Key::Num1, Known("ola", "olav-terzi")),
    ("lost 40,000 crowns in March", Key::Num3, Known("ola", "olav-terzi")),
    ("burns 900 litres of fuel", Key::Num3, Again),
    ("backs the mayor", Key::Num1, New("mina sato", "mina-sato")),
    ("Nobody should row home", Key::Num2, Known("min", "mina-sato")),
    ("has 212 dockers", Key::Num3, Known("min", "mina-sato")),
    ("rejects the whole plan", Key::Num1, New("jon falk", "jon-falk")),
    ("The strait freezes", Key::Num2, Known("fal", "jon-falk")),
    ("closed it on nine days last year", Key::Num3, Known("jon", "jon-falk")),
    ("votes on Friday", Key::Num3, Bare),
    ("Six of eleven members", Key::Num3, Again),
    ("pays a third of the costs", Key::Num3, Again),
    ("a third crew was out of the question", Key::Num2, Known("ola", "olav-terzi")),
    ("will not give up the year-round timetable", Key::Num1, Known("ida", "ida-brandt")),
    ("thinks Friday tests their good faith", Key::Num2, Known("sat", "mina-sato")),
];

fn window() -> Window {
    let text = StoryText::from_canonical(STORY);
    let mut blocks = Vec::new();
    let mut start = 0;
    for line in STORY.split_inclusive('\n') {
        let words = line.trim_end();
        if !words.is_empty() {
            let role = if start == 0 { Role::Headline } else { Role::Paragraph };
            blocks.push(Block { role, range: TextRange::from_indices(start, start + words.len()) });
        }
        start += line.len();
    }
    let story = Story::new("Harbour council splits over the night ferry", &text, blocks);
    let mut project = Project::new("Harbour");
    shelve(&mut project, "ferry", StoryWork::new(story, text));
    for (id, name) in [("ida-brandt", "Ida Brandt"), ("olav-terzi", "Olav Terzi")] {
        let actor = Actor::named(id.into(), name);
        project.apply(Edit::Actor { id: id.into(), to: Some(Box::new(actor)) }).unwrap();
    }
    Window::on(Session::new(project, coder("kim")))
}

/// Makes a claim; gives how many keys that took, beside the one drag that marks it.
fn make(window: &mut Window, words: &str, kind: Key, made: Made) -> usize {
    window.mark(words);
    if matches!(made, Again) {
        window.key(Modifiers::SHIFT, Key::R);
        return 1;
    }
    window.press(kind);
    let typed = match made {
        Known(typed, _) | New(typed, _) | Full(typed, ..) => typed,
        Bare | Again => "",
    };
    let mut keys = 1;
    if !typed.is_empty() {
        keys += window.write(typed) + 1;
        window.press(Key::Enter);
    }
    if let Full(_, target, stance) = made {
        keys += window.write(target) + 2;
        window.press(Key::Enter);
        window.press(stance);
    }
    window.press(Key::Escape);
    keys + 1
}

#[test]
fn nineteen_claims_and_what_each_costs() {
    let mut window = window();
    let mut costs: BTreeMap<(&str, &str), Vec<usize>> = BTreeMap::new();
    for (words, kind, made) in CLAIMS {
        let last = window.chosen();
        let keys = make(&mut window, words, kind, made);
        let claim = window.chosen().unwrap_or_else(|| panic!("no claim on {words:?}"));
        assert_eq!(claim.quote(), words);
        let speaker = claim.fields.get(&"speaker".into());
        let (sort, most) = match made {
            Known(_, id) | New(_, id) => {
                assert_eq!(speaker, Some(&Value::Actor(id.into())), "{words}");
                if matches!(made, New(..)) { ("new speaker", usize::MAX) } else { ("known speaker", 8) }
            }
            Full(..) => {
                assert_eq!(claim.fields.len(), 3, "{words}");
                ("every required field", usize::MAX)
            }
            Bare => ("no speaker", 8),
            Again => {
                let last = last.unwrap();
                assert_eq!((&claim.kind, &claim.fields), (&last.kind, &last.fields), "{words}");
                ("repeated", 3)
            }
        };
        // One drag marks the words.
        assert!(keys < most, "{words}: {keys} keys and a drag");
        let kind = window.project().codebook.kind_name(claim.kind.as_ref()).to_owned();
        let kind = ["Stance", "Quote", "Fact"].into_iter().find(|known| *known == kind).unwrap();
        costs.entry((kind, sort)).or_default().push(keys);
    }
    assert_eq!(window.claims().len(), 19);
    println!("{:8} {:22} claims  keys each         drags each", "kind", "made of");
    for ((kind, sort), keys) in &costs {
        let each = keys.iter().map(usize::to_string).collect::<Vec<_>>().join(" ");
        println!("{kind:8} {sort:22} {:6}  {each:16}  1", keys.len());
    }
    let all: usize = costs.values().flatten().sum();
    println!("19 claims: {all} keys and 19 drags, {:.1} keys a claim", all as f64 / 19.0);
}
