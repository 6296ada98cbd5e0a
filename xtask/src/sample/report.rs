//! What analysts tell each other about, one finding at a time.

use super::event::Event;
use super::rare;
use super::rng::Rng;
use super::script::Script;

/// A message about the `number`th finding. The kinds take turns.
pub(super) fn event(rng: &mut Rng, number: u64) -> Event {
    let turn = usize::try_from(number).unwrap_or(0);
    let script = Script::new("msg.exe soc \"");
    let script = match rare::ALL.iter().cycle().nth(turn % rare::ALL.len()) {
        Some(finding) => {
            let (words, ioc) = finding(rng);
            script.text(words).ioc(ioc)
        }
        None => script,
    };
    Event::system(rng, "msg.exe", script.text("\""))
}
