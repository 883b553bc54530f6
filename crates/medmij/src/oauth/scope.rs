//! Which services a token response grants.

use std::collections::BTreeSet;

/// Reads the granted gegevensdiensten from the `scope` of a token response.
///
/// The exact form is not the same everywhere, so all that are seen are
/// understood: bare ids (`48 49`), `name~48`, and the provider's name alone or
/// no scope at all, which both mean: all that was asked. What is none of these
/// grants nothing. Order is that of `asked`.
pub fn granted_services(
    scope: Option<&str>,
    zorgaanbiedernaam: &str,
    asked: &[String],
) -> Vec<String> {
    let Some(scope) = scope.map(str::trim).filter(|scope| !scope.is_empty()) else {
        return asked.to_vec();
    };
    let name = zorgaanbiedernaam
        .strip_suffix("@medmij")
        .unwrap_or(zorgaanbiedernaam);
    let is_ours = |text: &str| text == name || text == zorgaanbiedernaam;
    let mut granted = BTreeSet::new();
    for word in scope
        .split([' ', ',', '\t', '\n'])
        .filter(|word| !word.is_empty())
    {
        match word.rsplit_once('~') {
            Some((whose, id)) if is_ours(whose) => {
                granted.insert(id);
            }
            Some(_) => {}
            None if is_ours(word) => return asked.to_vec(),
            None => {
                granted.insert(word);
            }
        }
    }
    asked
        .iter()
        .filter(|id| granted.contains(id.as_str()))
        .cloned()
        .collect()
}
