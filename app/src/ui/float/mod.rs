//! What floats above the page: dialogs, menus, toasts, tips, the palette. The browser's own `<dialog>` and
//! popover carry the layering, the focus and the Escape key, and open before the WASM has arrived.

mod confirm;
mod dialog;
mod menu;
mod palette;
mod tip;
mod toast;

pub use confirm::{Confirm, ConfirmActions};
pub use dialog::{Dialog, DialogButton, DialogClose, DialogSize, close_dialog, close_dialog_when, open_dialog};
pub use menu::{Menu, MenuItem, MenuLabel, MenuLine, MenuLink, is_menu_open};
pub use palette::{Palette, PaletteGroup, PaletteLine, PaletteLink};
pub use tip::Tip;
pub use toast::{Toast, ToastHost, Toasts, provide_toasts, use_toasts};
