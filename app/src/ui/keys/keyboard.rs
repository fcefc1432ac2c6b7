//! What a key means, by what was pressed before and what is open. No browser here, so that all of it can be tested.

/// A key that went down.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KeyPress {
    /// The browser's name of it: the character, or a word as `Escape`.
    pub key: String,
    /// Ctrl or Cmd is held.
    pub command: bool,
    pub alt: bool,
    /// It was held down, and the keyboard says it again.
    pub repeated: bool,
    /// When, in milliseconds since some moment.
    pub at: f64,
}

/// What is open on the page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct PageState {
    /// The focus is in something that one types in.
    pub typing: bool,
    pub dialog: bool,
    /// A menu, or the drawer with the navigation.
    pub menu: bool,
    /// The person wants keys without Ctrl to do nothing.
    pub single_keys_off: bool,
}

/// What a key asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum KeyAction {
    Go(char),
    Palette,
    Shortcuts,
    /// The search of the page's list; the palette where it has none.
    Search,
    NextRow,
    PreviousRow,
    Select,
    Open,
    ClearSelection,
}

/// How long after `g` a letter still leads to a place, in milliseconds.
const WITHIN: f64 = 1_500.0;

/// The keyboard's memory: whether `g` was pressed, and when.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Keyboard {
    begun: Option<f64>,
}

impl Keyboard {
    /// What this key does now. While somebody types, with Ctrl, Cmd or Alt, and below what is open, it is the browser's,
    /// except for Ctrl-K, which only a dialog keeps away.
    pub fn press(&mut self, press: &KeyPress, page: PageState) -> Option<KeyAction> {
        let key = press.key.as_str();
        let mut characters = key.chars();
        let character = characters.next().filter(|_| characters.next().is_none());
        if character.is_none() && key != "Escape" {
            // Shift on its way to a character, or an arrow
            return None;
        }
        let begun = self.begun.take().is_some_and(|at| press.at - at <= WITHIN);
        if press.command {
            return (key.eq_ignore_ascii_case("k") && !press.alt && !page.dialog).then_some(KeyAction::Palette);
        }
        if press.alt || page.typing || page.dialog || page.menu || (page.single_keys_off && key != "Escape") {
            return None;
        }
        if press.repeated && !matches!(key, "j" | "k") {
            return None;
        }
        if let (true, Some(letter)) = (begun, character) {
            return Some(KeyAction::Go(letter));
        }
        Some(match key {
            "g" => {
                self.begun = Some(press.at);
                return None;
            }
            "?" => KeyAction::Shortcuts,
            "/" => KeyAction::Search,
            "j" => KeyAction::NextRow,
            "k" => KeyAction::PreviousRow,
            "x" => KeyAction::Select,
            "e" => KeyAction::Open,
            "Escape" => KeyAction::ClearSelection,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FREE: PageState = PageState { typing: false, dialog: false, menu: false, single_keys_off: false };

    fn key(key: &str, at: f64) -> KeyPress {
        KeyPress { key: key.to_owned(), command: false, alt: false, repeated: false, at }
    }

    fn command(name: &str) -> KeyPress {
        KeyPress { command: true, ..key(name, 0.0) }
    }

    /// What each of the keys does, pressed one after another on a page.
    fn pressed(keys: &[(&str, f64)], page: PageState) -> Vec<Option<KeyAction>> {
        let mut keyboard = Keyboard::default();
        keys.iter().map(|(name, at)| keyboard.press(&key(name, *at), page)).collect()
    }

    #[test]
    fn a_letter_soon_after_g_leads_to_a_place() {
        assert_eq!(pressed(&[("g", 0.0), ("k", 1_500.0)], FREE), [None, Some(KeyAction::Go('k'))]);
        assert_eq!(pressed(&[("g", 0.0), ("k", 1_501.0)], FREE), [None, Some(KeyAction::PreviousRow)]);
        // once
        let twice = pressed(&[("g", 0.0), ("r", 10.0), ("j", 20.0)], FREE);
        assert_eq!(twice, [None, Some(KeyAction::Go('r')), Some(KeyAction::NextRow)]);
        // a key of no place ends it as well
        assert_eq!(pressed(&[("g", 0.0), ("Escape", 10.0), ("k", 20.0)], FREE)[2], Some(KeyAction::PreviousRow));
        // Shift alone does not
        assert_eq!(pressed(&[("g", 0.0), ("Shift", 10.0), ("k", 20.0)], FREE)[2], Some(KeyAction::Go('k')));
    }

    #[test]
    fn each_key_of_a_list_has_its_action() {
        let keys = ["/", "j", "k", "x", "e", "?", "Escape", "q", "", "Enter"].map(|name| (name, 0.0));
        assert_eq!(
            pressed(&keys, FREE),
            [
                Some(KeyAction::Search),
                Some(KeyAction::NextRow),
                Some(KeyAction::PreviousRow),
                Some(KeyAction::Select),
                Some(KeyAction::Open),
                Some(KeyAction::Shortcuts),
                Some(KeyAction::ClearSelection),
                None,
                None,
                None,
            ]
        );
    }

    #[test]
    fn whoever_types_or_has_something_open_is_left_alone() {
        let states =
            [PageState { typing: true, ..FREE }, PageState { dialog: true, ..FREE }, PageState { menu: true, ..FREE }];
        for page in states {
            let keys = ["g", "k", "/", "j", "x", "e", "?", "Escape"].map(|name| (name, 0.0));
            assert!(pressed(&keys, page).iter().all(Option::is_none), "{page:?}");
        }
    }

    #[test]
    fn who_wants_no_single_keys_has_ctrl_k_and_escape() {
        let off = PageState { single_keys_off: true, ..FREE };
        let keys = ["g", "k", "/", "j", "x", "e", "?"].map(|name| (name, 0.0));
        assert!(pressed(&keys, off).iter().all(Option::is_none));
        assert_eq!(pressed(&[("Escape", 0.0)], off), [Some(KeyAction::ClearSelection)]);
        assert_eq!(Keyboard::default().press(&command("k"), off), Some(KeyAction::Palette));
    }

    #[test]
    fn ctrl_k_works_everywhere_but_below_a_dialog() {
        let mut keyboard = Keyboard::default();
        for page in [FREE, PageState { typing: true, ..FREE }, PageState { menu: true, ..FREE }] {
            assert_eq!(keyboard.press(&command("k"), page), Some(KeyAction::Palette));
            assert_eq!(keyboard.press(&command("K"), page), Some(KeyAction::Palette));
        }
        assert_eq!(keyboard.press(&command("k"), PageState { dialog: true, ..FREE }), None);
        // AltGr is Ctrl and Alt on some keyboards
        assert_eq!(keyboard.press(&KeyPress { alt: true, ..command("k") }, FREE), None);
    }

    #[test]
    fn with_ctrl_or_alt_a_letter_is_the_browser_s() {
        let mut keyboard = Keyboard::default();
        for name in ["g", "j", "x", "e", "/", "?", "Escape"] {
            assert_eq!(keyboard.press(&command(name), FREE), None, "{name}");
            assert_eq!(keyboard.press(&KeyPress { alt: true, ..key(name, 0.0) }, FREE), None, "{name}");
        }
        // and g before it is forgotten
        keyboard.press(&key("g", 0.0), FREE);
        keyboard.press(&command("c"), FREE);
        assert_eq!(keyboard.press(&key("k", 10.0), FREE), Some(KeyAction::PreviousRow));
    }

    #[test]
    fn holding_a_key_moves_on_and_does_nothing_else_twice() {
        let mut keyboard = Keyboard::default();
        let held = |name| KeyPress { repeated: true, ..key(name, 0.0) };
        assert_eq!(keyboard.press(&held("j"), FREE), Some(KeyAction::NextRow));
        assert_eq!(keyboard.press(&held("x"), FREE), None);
        assert_eq!(keyboard.press(&held("g"), FREE), None);
    }
}
