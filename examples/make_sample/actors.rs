//! The registry of the sample's actors.

use pressmark::claims::{Actor, ActorRole, ActorType};

use crate::Problem;

/// Everyone the sample's claims name.
pub fn actors() -> Result<Vec<Actor>, Problem> {
    use ActorType::{Organisation, Person, State};
    Ok(vec![
        actor("stephen-biegun", "Stephen Biegun", Person, &["比根"])
            .role("US envoy for North Korea", "2018-08-23")?,
        actor("kim-jong-un", "Kim Jong-un", Person, &["金正恩"])
            .role("leader of North Korea", "2011-12-17")?,
        actor("donald-trump", "Donald Trump", Person, &["特朗普"]).role("US president", "2017-01-20")?,
        actor("moon-jae-in", "Moon Jae-in", Person, &["文在寅"])
            .role("president of South Korea", "2017-05-10")?,
        actor("cho-myoung-gyon", "Cho Myoung-gyon", Person, &["赵明均"])
            .role("unification minister of South Korea", "2017-07-03")?,
        actor("chung-eui-yong", "Chung Eui-yong", Person, &["郑义溶"])
            .role("head of the National Security Office", "2017-05-21")?,
        actor("kcna", "KCNA", Organisation, &["KNCA", "Korean Central News Agency", "朝中社"]),
        actor("cheong-wa-dae", "Cheong Wa Dae", Organisation, &["Blue House", "青瓦台"]),
        actor("united-nations", "United Nations", Organisation, &["UN", "Security Council", "联合国"]),
        actor("unification-ministry", "Ministry of Unification", Organisation, &["统一部"]),
        actor("state-department", "US State Department", Organisation, &["美国国务院"]),
        actor("opposition", "South Korean opposition", Organisation, &[]),
        actor("north-korea", "North Korea", State, &["DPRK", "Pyongyang", "朝鲜", "平壤"]),
        actor("south-korea", "South Korea", State, &["ROK", "Seoul", "韩国", "首尔"]),
        actor("united-states", "United States", State, &["US", "Washington", "美国"]),
    ]
    .into_iter()
    .map(|plan| plan.0)
    .collect())
}

struct Plan(Actor);

fn actor(id: &str, name: &str, sort: ActorType, aliases: &[&str]) -> Plan {
    let aliases = aliases.iter().map(|&alias| alias.to_owned()).collect();
    Plan(Actor { sort, aliases, ..Actor::named(id.into(), name) })
}

impl Plan {
    fn role(mut self, title: &str, from: &str) -> Result<Self, Problem> {
        let from = Some(from.parse()?);
        self.0.roles.push(ActorRole { title: title.to_owned(), from, until: None });
        Ok(self)
    }
}
